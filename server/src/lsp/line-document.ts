import type {
  Position,
  Range,
  TextDocument,
  TextDocumentContentChangeEvent,
} from 'vscode-languageserver-textdocument';
import type { TextChange } from '../template/change.js';

/**
 * An open document as its lines, so that what a keystroke costs does not grow with the text: the
 * library's own document puts half a megabyte together at each. It behaves as that one does.
 */
export class LineDocument implements TextDocument {
  /** The text of this version, put together when it is asked for. */
  content: Content;
  /** With their line breaks; after the last of those stands one line more. */
  private lines: string[];
  /** What made this version of the one before, where that was one change. */
  change: (TextChange & { readonly before: number }) | null = null;
  private lineOffsets: number[] | undefined;

  constructor(
    readonly uri: string,
    readonly languageId: string,
    public version: number,
    text: string,
  ) {
    this.lines = linesOf(text);
    this.content = new Content(this.lines, text);
  }

  get lineCount(): number {
    return this.lines.length;
  }

  getText(range?: Range): string {
    const { text } = this.content;
    return range ? text.slice(this.offsetAt(range.start), this.offsetAt(range.end)) : text;
  }

  positionAt(offset: number): Position {
    const { offsets } = this;
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] as number) > offset) high = middle;
      else low = middle + 1;
    }
    const line = Math.max(low - 1, 0);
    const character = offset - (offsets[line] as number);
    return { line, character: Math.max(Math.min(character, this.lengthOf(line)), 0) };
  }

  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.offsets[line];
    if (start === undefined) return this.offsetAt(this.end);
    return start + Math.max(Math.min(character, this.lengthOf(line)), 0);
  }

  getLineRange(line: number): Range {
    const character = this.lengthOf(line);
    return { start: { line, character: 0 }, end: { line, character } };
  }

  getEOLCharacters(line: number): string {
    return (this.lines[line] ?? '').slice(this.lengthOf(line));
  }

  update(changes: readonly TextDocumentContentChangeEvent[], version: number): void {
    this.change = null;
    for (const change of changes) {
      if (!('range' in change)) this.replaceAll(change.text);
      else {
        const edit = this.replace(change.range, change.text);
        if (changes.length === 1) this.change = { ...edit, before: this.version };
      }
    }
    this.version = version;
  }

  private replaceAll(text: string): void {
    this.lines = linesOf(text);
    this.content = new Content(this.lines, text);
    this.lineOffsets = undefined;
  }

  private replace(range: Range, text: string): TextChange {
    const [start, end] = [this.offsetAt(range.start), this.offsetAt(range.end)].sort(
      (a, b) => a - b,
    ) as [number, number];
    const { lines } = this;
    const last = this.positionAt(end).line;
    let first = this.positionAt(start).line;
    const offset = (i: number) => this.offsets[i] as number;
    const behind = text + (lines[last] as string).slice(end - offset(last));
    // together they are one line break
    const joins = start === offset(first) && lines[first - 1]?.endsWith('\r');
    if (joins && behind.startsWith('\n')) first--;
    const went = lines.slice(first, last + 1).join('');
    const [from, to] = [start - offset(first), end - offset(first)];
    const came = linesOf(went.slice(0, from) + behind);
    if (last < lines.length - 1) came.pop();
    this.moveOffsets(first, last, came, text.length - (end - start));
    const undo = { start, end: start + text.length, text: went.slice(from, to) };
    this.content = this.content.changed(undo);
    if (came.length === 1 && first === last) lines[first] = came[0] as string;
    else {
      // a pasted file has more lines than a call takes arguments
      const behind = lines.splice(first).slice(last - first + 1);
      for (const line of came) lines.push(line);
      for (const line of behind) lines.push(line);
    }
    return { start, end, text };
  }

  private moveOffsets(first: number, last: number, came: readonly string[], by: number): void {
    const { offsets } = this;
    const added: number[] = [];
    let at = offsets[first] as number;
    for (const { length } of came) {
      added.push(at);
      at += length;
    }
    if (added.length === last - first + 1) {
      for (let i = first; i <= last; i++) offsets[i] = added[i - first] as number;
      for (let i = last + 1; i < offsets.length; i++) (offsets[i] as number) += by;
    } else {
      const behind = offsets.slice(last + 1).map(offset => offset + by);
      this.lineOffsets = [...offsets.slice(0, first), ...added, ...behind];
    }
  }

  /** Where each line starts. */
  private get offsets(): number[] {
    this.lineOffsets ??= offsetsOf(this.lines);
    return this.lineOffsets;
  }

  private get end(): Position {
    const line = this.lineCount - 1;
    return { line, character: this.lengthOf(line) };
  }

  /** How long a line is without its line break. */
  private lengthOf(line: number): number {
    const text = this.lines[line] ?? '';
    let { length } = text;
    while (length > 0 && (text.charCodeAt(length - 1) === 10 || text.charCodeAt(length - 1) === 13))
      length--;
    return length;
  }
}

/** For `TextDocuments`: how documents are made and changed. */
export const LineDocuments = {
  create: (uri: string, languageId: string, version: number, text: string) =>
    new LineDocument(uri, languageId, version, text),
  update: (
    document: LineDocument,
    changes: readonly TextDocumentContentChangeEvent[],
    version: number,
  ) => {
    document.update(changes, version);
    return document;
  },
};

/** The text of one version, which stays the same when the document is changed. */
export class Content {
  private later: { readonly content: Content; readonly undo: TextChange } | null = null;

  constructor(
    /** Those of the last version. */
    private readonly lines: readonly string[],
    private known?: string,
  ) {}

  get text(): string {
    this.known ??= this.read();
    return this.known;
  }

  /** The next version's, before its lines are changed; `undo` makes this one of it. */
  changed(undo: TextChange): Content {
    const content = new Content(this.lines);
    if (this.known === undefined) this.later = { content, undo };
    return content;
  }

  private read(): string {
    const undone: TextChange[] = [];
    let at: Content = this;
    for (; at.known === undefined && at.later; at = at.later.content) undone.push(at.later.undo);
    return undone.reduceRight(
      (after, { start, end, text }) => after.slice(0, start) + text + after.slice(end),
      at.known ?? at.lines.join(''),
    );
  }
}

const BREAK = /\r\n?|\n/g;

function linesOf(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  BREAK.lastIndex = 0;
  while (BREAK.test(text)) {
    lines.push(text.slice(start, BREAK.lastIndex));
    start = BREAK.lastIndex;
  }
  lines.push(text.slice(start));
  return lines;
}

function offsetsOf(lines: readonly string[]): number[] {
  let at = 0;
  return lines.map(({ length }) => {
    at += length;
    return at - length;
  });
}
