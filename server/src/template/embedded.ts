import { parseJson } from './json.js';
import type { Node, Scalar, ScalarStyle, Span } from './node.js';
import type { SyntaxProblem } from './yaml.js';

/**
 * JSON that stands in a string of the template, such as a target's `Input`. All offsets count in
 * the text that the string stands in.
 */
export interface Embedded {
  /** Null where the string holds nothing. */
  readonly root: Node | null;
  readonly problems: readonly SyntaxProblem[];
  /**
   * False where the deployment puts something between the JSON's own texts: what is absent from the
   * tree may come with it, and no problem is told.
   */
  readonly whole: boolean;
}

/**
 * Reads the JSON in a scalar of a block's text; null where its letters can't be found in the source
 * one by one, so that no place in it could be named. Texts in the tree have `textStart` -1 where
 * they don't stand letter for letter. In place of a hole between texts, a `${…}` of `Fn::Sub` or a
 * dynamic reference, stands a node of kind `unknown`.
 */
export function embeddedJson(scalar: Scalar, source: string, isSub = false): Embedded | null {
  const places = placesOf(scalar, source);
  if (!places) return null;
  const { text, holes } = withoutHoles(scalar.text, isSub);
  const { root, problems } = parseJson(text);
  const placed = <S extends Span>(span: S): S => ({
    ...span,
    start: places[span.start] ?? scalar.end,
    end: endAt(span, places, scalar),
  });
  return {
    root: root && movedNode(root, { placed, places, holes }),
    problems: holes.size > 0 ? [] : problems.map(placed),
    whole: holes.size === 0,
  };
}

/** A text of JSON as it must be written inside of a string of that style, in one line. */
export function writtenIn(style: ScalarStyle, json: string): string {
  if (style === 'single') return json.replaceAll("'", "''");
  return style === 'double' ? JSON.stringify(json).slice(1, -1) : json;
}

/** A text or a hole; of a text that is not closed all is taken, up to the end of its line. */
const TEXT_OR_HOLE = /"(?:[^"\\\n]|\\.)*(?:"|\n|$)|\$\{(?!!)[^${}]+\}|\{\{resolve:[^{}]*\}\}/g;

/** The text with a value of the same length in place of each hole, and where those end by their start. */
function withoutHoles(text: string, isSub: boolean): { text: string; holes: Holes } {
  const holes = new Map<number, number>();
  const masked = text.replace(TEXT_OR_HOLE, (found, start: number) => {
    if (found.startsWith('"') || (found.startsWith('$') && !isSub)) return found;
    holes.set(start, start + found.length);
    return 'null'.padEnd(found.length);
  });
  return { text: masked, holes };
}

type Holes = ReadonlyMap<number, number>;

interface Moving {
  readonly placed: <S extends Span>(span: S) => S;
  readonly places: Places;
  readonly holes: Holes;
}

function movedNode(node: Node, moving: Moving): Node {
  const { placed } = moving;
  const inner = (child: Node) => movedNode(child, moving);
  switch (node.kind) {
    case 'list':
      return { ...placed(node), items: node.items.map(inner) };
    case 'mapping':
      return {
        ...placed(node),
        entries: node.entries.map(({ key, keySpan, value }) => ({
          key,
          keySpan: placed(keySpan),
          value: inner(value),
        })),
      };
    case 'intrinsic':
      return { ...placed(node), nameSpan: placed(node.nameSpan), arg: inner(node.arg) };
    case 'scalar':
      return scalarOrHole(node, moving);
    default:
      return placed(node);
  }
}

function scalarOrHole(node: Scalar, { placed, places, holes }: Moving): Node {
  const end = holes.get(node.start);
  if (end !== undefined) return { kind: 'unknown', ...placed({ start: node.start, end }) };
  return { ...placed(node), textStart: textStart(node, places) };
}

/** For each UTF-16 unit of a scalar's text where it stands in the source, and the end. */
export type Places = readonly number[];

function textStart({ textStart: start, text }: Scalar, places: Places): number {
  const first = start < 0 ? undefined : places[start];
  if (first === undefined) return -1;
  return places[start + text.length] === first + text.length ? first : -1;
}

/** A span ends after its last letter, which an escape may make wider than one. */
function endAt({ start, end }: Span, places: Places, scalar: Scalar): number {
  return end <= start ? (places[start] ?? scalar.end) : (places[end] ?? scalar.end);
}

/** Null where the letters can't be found one by one, as those of an alias. */
export function placesOf(
  { text, style, start, end, textStart }: Scalar,
  source: string,
): Places | null {
  if (textStart >= 0) {
    const places: number[] = [];
    for (let i = 0; i <= text.length; i++) places.push(textStart + i);
    return places;
  }
  const aligner = new Aligner(source.slice(0, end), text, style);
  return aligner.from(style === 'block' ? source.indexOf('\n', start) + 1 : start);
}

/** Walks a scalar's text and its source side by side: escapes, doubled quotes, indented lines. */
class Aligner {
  private at = 0;
  private readonly places: number[] = [];

  constructor(
    private readonly source: string,
    private readonly text: string,
    private readonly style: Scalar['style'],
  ) {}

  from(start: number): Places | null {
    this.at = start + (this.style === 'single' || this.style === 'double' ? 1 : 0);
    if (this.style === 'block') this.skip(/[ \t]*/y);
    while (this.places.length < this.text.length) if (!this.step()) return null;
    this.places.push(this.at);
    return this.places;
  }

  private step(): boolean {
    const letter = this.text[this.places.length];
    if (this.style === 'double' && this.source[this.at] === '\\') return this.escape();
    if (letter === this.source[this.at] && letter !== '\n' && !this.isFold()) {
      this.take(1, letter === "'" && this.style === 'single' ? 2 : 1);
      return true;
    }
    return this.lineBreak();
  }

  private escape(): boolean {
    const rest = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|\r?\n[ \t]*|.)/sy;
    rest.lastIndex = this.at;
    const [written] = rest.exec(this.source) ?? [];
    if (!written) return false;
    if (/^\\\r?\n/.test(written)) this.at += written.length;
    else this.take(written[1] === 'U' && this.isPair() ? 2 : 1, written.length);
    return true;
  }

  private isPair(): boolean {
    return (this.text.codePointAt(this.places.length) ?? 0) > 0xffff;
  }

  /** A line's end, with the blanks before it that folding drops. */
  private isFold(): boolean {
    const blanks = /[ \t]*\r?\n/y;
    blanks.lastIndex = this.at;
    return this.style !== 'block' && blanks.test(this.source);
  }

  /** One line's end is a blank or a new line, of several in a row each further one is a new line. */
  private lineBreak(): boolean {
    const { length } = this.places;
    const breaks = /[ \t]*\r?\n/y;
    breaks.lastIndex = this.at;
    const [first] = breaks.exec(this.source) ?? [];
    if (!first || !/[ \n]/.test(this.text[length] ?? '')) return false;
    this.take(1, first.length);
    while (this.style !== 'block' && this.skip(/[ \t]*\r?\n/y))
      if (this.text[this.places.length] === '\n') this.take(1, 0);
    this.skip(this.indentation());
    return true;
  }

  /** In a block scalar only what is beyond the indentation of its text belongs to it. */
  private indentation(): RegExp {
    if (this.style !== 'block') return /[ \t]*/y;
    const own = /^[ \t]*/.exec(this.text.slice(this.places.length))?.[0].length ?? 0;
    return own === 0 ? / */y : new RegExp(` *(?=[ \\t]{${own}})`, 'y');
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const [skipped] = pattern.exec(this.source) ?? [''];
    this.at += skipped.length;
    return skipped.length > 0;
  }

  private take(letters: number, width: number): void {
    for (let i = 0; i < letters; i++) this.places.push(this.at);
    this.at += width;
  }
}
