import type { Edit } from '../rules/rule.js';
import { parseJson } from '../template/json.js';
import { type Entry, entryOf, type Node } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { Refused } from './answers.js';
import { eolOf } from './entries.js';
import { jsonMember, type Plain, yamlLines } from './plain.js';
import { most } from './words.js';

/** An entry to be put into a section: a text as it stands at a column, or a value to be written. */
export type Piece =
  | { readonly kind: 'text'; readonly key: string; readonly text: string; readonly column: number }
  | { readonly kind: 'plain'; readonly key: string; readonly value: Plain };

/** Where an entry goes: next to another one of its section, or where there is none. */
export interface Spot {
  readonly section: string;
  readonly after?: PlacedBlock | undefined;
  readonly before?: PlacedBlock | undefined;
}

/** An insertion, and where in its text the entry's key starts. */
export interface Insertion extends Edit {
  readonly keyAt: number;
}

/** Puts an entry into a template's section, laid out as the file lays out its own. */
export function insertEntry(template: Template, spot: Spot, piece: Piece): Insertion | Refused {
  return template.format === 'json'
    ? insertJson(template, spot, piece)
    : insertYaml(template, spot, piece);
}

function insertYaml(template: Template, spot: Spot, piece: Piece): Insertion | Refused {
  const { text } = template;
  const neighbour = spot.after ?? spot.before;
  if (!neighbour) return intoNewSection(template, spot.section, piece);
  const key = neighbour.offset + neighbour.block.keySpan.start;
  const line = lineStart(text, key);
  if (text.slice(line, key).trim() !== '')
    return {
      refused: `${spot.section} are written in one line or in braces, where a rule can’t be added without touching the others. Give each its own lines.`,
    };
  const layout = layoutOf(template, spot.section, key - line);
  const body = written(piece, layout.column, layout.step, layout.eol);
  const gap = layout.eol.repeat(layout.gap);
  if (spot.after) {
    const at = endOfBlock(text, spot.after, layout.column);
    const isOpenEnd = at === text.length && !text.endsWith('\n');
    const before = isOpenEnd ? layout.eol + gap : gap;
    return inserted(
      at,
      before + body + (isOpenEnd ? '' : layout.eol),
      before.length + layout.column,
    );
  }
  const at = startWithComments(text, line, layout.column);
  return inserted(at, body + layout.eol + gap, layout.column);
}

function inserted(at: number, newText: string, keyAt: number): Insertion {
  return { start: at, end: at, newText, keyAt };
}

interface Layout {
  /** The indentation of an entry's key. */
  readonly column: number;
  /** How much deeper what is in it stands. */
  readonly step: number;
  /** Blank lines between two entries. */
  readonly gap: number;
  readonly eol: string;
}

function layoutOf(template: Template, section: string, column: number): Layout {
  const { text } = template;
  const blocks = template.section(section);
  const steps = blocks.flatMap(({ block: { value, text, keySpan } }) => {
    if (value.kind !== 'mapping' || value.flow || value.start <= keySpan.end) return [];
    const deeper = value.start - lineStart(text, value.start) - column;
    return deeper > 0 && deeper <= 8 ? deeper : [];
  });
  const gaps = blocks.slice(1).map(({ block, offset }, i) => {
    const before = blocks[i];
    const from = before ? before.offset + before.block.value.end : 0;
    const lines = text.slice(from, offset + block.keySpan.start).split('\n');
    // the first is the rest of the value's own line, the last the indentation of the next key
    const own = text[from - 1] === '\n' ? 0 : 1;
    return lines.slice(own, -1).filter(line => line.trim() === '').length;
  });
  return {
    column,
    step: most(steps) ?? Math.max(2, column),
    gap: Math.min(2, most(gaps) ?? 1),
    eol: eolOf(text),
  };
}

/** A piece as the lines of an entry whose key stands at a column; no line's end after the last. */
function written(piece: Piece, column: number, step: number, eol: string): string {
  const pad = ' '.repeat(column);
  if (piece.kind === 'plain')
    return yamlLines(piece.key, piece.value, step)
      .map(line => pad + line)
      .join(eol);
  const [first = '', ...rest] = piece.text.split(/\r?\n/);
  return [pad + first, ...rest.map(line => moved(line, column - piece.column))].join(eol);
}

function moved(line: string, by: number): string {
  if (line.trim() === '') return by === 0 ? line : '';
  return by >= 0 ? ' '.repeat(by) + line : line.replace(new RegExp(`^ {0,${-by}}`), '');
}

/** The line after a block, the comments included that stand in it. */
function endOfBlock(text: string, { block, offset }: PlacedBlock, column: number): number {
  const end = offset + Math.max(block.value.end, block.keySpan.end);
  let at = text[end - 1] === '\n' ? end : lineEnd(text, end);
  const comment = new RegExp(`[ ]{${column + 1},}#[^\\n]*(?:\\n|$)`, 'y');
  for (;;) {
    comment.lastIndex = at;
    const match = comment.exec(text);
    if (!match) return at;
    at += match[0].length;
  }
}

/** The comments right above a line, at its own indentation, belong to it. */
function startWithComments(text: string, line: number, column: number): number {
  let at = line;
  while (at > 0) {
    const before = lineStart(text, at - 1);
    if (!new RegExp(`^ {${column}}#`).test(text.slice(before, at))) return at;
    at = before;
  }
  return at;
}

function intoNewSection(template: Template, section: string, piece: Piece): Insertion | Refused {
  const { text } = template;
  const eol = eolOf(text);
  const [column, step] = stepsOf(template);
  const body = written(piece, column, step, eol) + eol;
  const head = new RegExp(`^${section}:[ \\t]*(?:#[^\\r\\n]*)?(\\r?\\n|$)`, 'm').exec(text);
  if (head) {
    const at = head.index + head[0].length;
    const before = head[1] ? '' : eol;
    return inserted(at, before + body, before.length + column);
  }
  if (new RegExp(`^["']?${section}["']? *:`, 'm').test(text))
    return {
      refused: `\`${section}\` holds no lines of its own to add one to. Write \`${section}:\` with nothing behind it.`,
    };
  const resources = section === 'Parameters' ? /^Resources:/m.exec(text) : null;
  if (resources) {
    const at = startWithComments(text, resources.index, 0);
    return inserted(at, `Parameters:${eol}${body}${eol}`, `Parameters:${eol}`.length + column);
  }
  const before = `${text === '' || text.endsWith('\n') ? '' : eol}${text.trim() === '' ? '' : eol}${section}:${eol}`;
  return inserted(text.length, before + body, before.length + column);
}

/** The indentation of a section's entries, and of what is in them, as the file has it elsewhere. */
function stepsOf(template: Template): readonly [number, number] {
  const columns = template.blocks.map(({ block, offset }) => {
    const key = offset + block.keySpan.start;
    return key - lineStart(template.text, key);
  });
  const column = most(columns.filter(at => at > 0 && at <= 8)) ?? 2;
  return [column, column];
}

function insertJson(template: Template, spot: Spot, piece: Piece): Insertion | Refused {
  const { text } = template;
  const neighbour = spot.after ?? spot.before;
  const root = parseJson(text).root ?? undefined;
  const section = entryOf(root, spot.section);
  const indent = indentOf(text, section, root);
  if (!neighbour) return intoJsonSection(template, spot.section, section, piece, indent);
  const key = neighbour.offset + neighbour.block.keySpan.start;
  const pad = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, key))?.[1];
  const between = /\s*$/.exec(text.slice(0, key))?.[0] ?? '';
  const body = writtenJson(piece, pad ?? '', pad === undefined ? '' : indent, eolOf(text));
  if (spot.after) {
    const at = spot.after.offset + spot.after.block.value.end;
    return inserted(at, `,${between}${body}`, 1 + between.length);
  }
  return inserted(key, `${body},${between}`, 0);
}

function writtenJson(piece: Piece, pad: string, indent: string, eol: string): string {
  const text =
    piece.kind === 'plain'
      ? jsonMember(piece.key, piece.value, indent).replaceAll('\n', `\n${pad}`)
      : piece.text
          .split(/\r?\n/)
          .map((line, i) => (i ? moved(line, pad.length - piece.column) : line))
          .join('\n');
  return text.replaceAll('\n', eol);
}

function intoJsonSection(
  { text }: Template,
  name: string,
  section: Entry | undefined,
  piece: Piece,
  indent: string,
): Insertion | Refused {
  const eol = eolOf(text);
  const [one, two] = [indent, indent + indent];
  const body = writtenJson(piece, two, indent, eol);
  if (section) {
    const { start, end } = section.value;
    if (!/^\{\s*\}$/.test(text.slice(start, end)))
      return { refused: `\`${name}\` is no mapping of resources, so nothing can be added to it.` };
    // what stands between the braces stays where it is
    const at = start + 1;
    const rest = text.slice(at, end - 1) === '' ? eol + one : '';
    return inserted(at, eol + two + body + rest, (eol + two).length);
  }
  const resources = entryOf(parseJson(text).root ?? undefined, 'Resources');
  if (name !== 'Parameters' || !resources)
    return {
      refused: `There is no \`"${name}"\` to add it to. Write \`"${name}": {}\` first.`,
    };
  const at = resources.keySpan.start;
  const between = /\s*$/.exec(text.slice(0, at))?.[0] ?? '';
  const head = `"Parameters": {${eol}${two}`;
  return inserted(at, `${head}${body}${eol}${one}},${between}`, head.length);
}

/** One step of a JSON file's indentation; two blanks where it has none. */
function indentOf(text: string, section: Entry | undefined, root: Node | undefined): string {
  const first = root?.kind === 'mapping' ? root.entries[0] : undefined;
  const key = (section ?? first)?.keySpan.start ?? 0;
  return /\n([ \t]+)$/.exec(text.slice(0, key))?.[1] ?? '  ';
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline + 1;
}
