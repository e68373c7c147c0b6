import { parseJson } from '../template/json.js';
import { get, type Node, type PathStep, pathAt } from '../template/node.js';
import type { Template } from '../template/template.js';
import { parseYaml } from '../template/yaml.js';
import { type LineState, lastInk, readLine } from './line.js';
import { blockIndexAt, keyStart } from './locate.js';

/** Where a completion is asked for, in the tree of its block as it is once something is typed. */
export interface Cursor {
  readonly section: string;
  /** Of the resource; empty where it has none yet. */
  readonly type: string;
  /** From the entry of the section (a resource) to the node or key that is being typed. */
  readonly path: readonly PathStep[];
  /** A key is being typed, not a value. */
  readonly onKey: boolean;
  /** The key's or value's text on both sides of the cursor. */
  readonly before: string;
  readonly after: string;
  /** Where that text stands in the file, without quotes. */
  readonly start: number;
  readonly end: number;
  /** The quote that it stands in; empty for none. */
  readonly quote: LineState['quote'];
  /** The quote is closed on the line. */
  readonly closed: boolean;
  /** JSON, or YAML between `{}` or `[]`. */
  readonly flow: boolean;
  /** The key has its colon already. */
  readonly hasColon: boolean;
  /** How far the line is indented, `- ` included. */
  readonly column: number;
  /** Of the block: what the author indents by. */
  readonly unit: number;
  /** Gives an offset of the tree that is before the cursor its place in the file. */
  readonly shift: number;
}

/** Stands for what is not typed yet, so that the parser sees something there. Of private use. */
const MARK = '\uE000';

/**
 * Reads the block around an offset as if something were typed there. `mode` is what a bare word is
 * read as, which nothing but the schema can tell: `Sta` may become a key or be a value. Null outside
 * of blocks, in comments, and in a text of several lines.
 */
export function cursorAt(template: Template, offset: number, mode: 'key' | 'value'): Cursor | null {
  const piece = pieceAt(template, offset);
  const line = readLine(template.text, offset);
  if (!piece) return null;
  const json = template.format === 'json';
  const typed = json ? jsonInsertion(template.text, offset, line, mode) : yamlInsertion(line, mode);
  if (typed === null) return null;
  const at = offset - piece.start;
  const text = piece.text.slice(0, at) + typed + piece.text.slice(at);
  const { root } = json ? parseJson(`{${text}}`) : parseYaml(text);
  const shift = piece.start - (json ? 1 : 0);
  const mark = offset - shift + typed.indexOf(MARK);
  const path = root ? pathAt(root, mark) : [];
  // the section's own entry is not inside of it
  if (path.length < 3 || (!json && strays(path, text))) return null;
  return cursorIn(path.slice(1), { offset, line, shift, json, piece });
}

interface Piece {
  readonly section: string;
  readonly text: string;
  /** Where it starts in the file. */
  readonly start: number;
  readonly unit: number;
}

/** The text of the block around an offset, up to the next one's. */
function pieceAt(template: Template, offset: number): Piece | null {
  const i = blockIndexAt(template, offset);
  const placed = template.blocks[i];
  if (!placed) return null;
  const { text, format } = template;
  const key = keyStart(placed);
  const next = Math.min(keyStart(template.blocks[i + 1]), text.length);
  const start = text.lastIndexOf('\n', key - 1) + 1;
  const unit = key - start;
  const { section } = placed.block;
  if (format === 'json') return { section, start: key, text: text.slice(key, next), unit };
  if (text.slice(start, key).trim() !== '') return null;
  const end = lastLineOf(text, start, next, unit);
  return end < offset ? null : { section, start, text: text.slice(start, end), unit };
}

/** Where a block ends: before the first line that is indented no more than its key. */
function lastLineOf(text: string, start: number, end: number, column: number): number {
  const outside = new RegExp(`\\n {0,${column}}[^\\s#]`, 'g');
  outside.lastIndex = start + column;
  const found = outside.exec(text);
  return found && found.index < end ? found.index + 1 : end;
}

const BARE = /^\s*(?:- +)*["']?[\w:]*$/;

function yamlInsertion(line: LineState, mode: 'key' | 'value'): string | null {
  const close = line.closed ? '' : line.quote;
  // in a tag, or right before something else
  if (!line.quote && (/![\w:]*$/.test(line.before) || /^["'!&*[{|>]/.test(line.after))) return null;
  if (mode === 'value') return MARK + close;
  if (!BARE.test(line.before)) return null;
  if (/^\w*["']?[ \t]*:/.test(line.after)) return MARK;
  if (!/^["']?[ \t]*(?:#.*)?$/.test(line.after)) return null;
  return line.closed ? null : `${MARK}${close}: `;
}

function jsonInsertion(
  text: string,
  offset: number,
  line: LineState,
  mode: 'key' | 'value',
): string | null {
  const open = line.quote ? line.before.lastIndexOf('"') - line.before.length : 0;
  const before = lastInk(text, offset + open);
  const inside = `${line.quote ? '' : '"'}${MARK}${line.closed ? '' : '"'}`;
  if (mode === 'value') return line.quote || /[:[,]/.test(before) ? inside : null;
  if (!/[{,]/.test(before)) return null;
  const hasColon = /^[^"]*"\s*:/.test(line.after);
  return line.closed || hasColon ? inside : `${inside}:null,`;
}

/** A key beside keys that stand in another column belongs to nothing. */
function strays(path: readonly PathStep[], text: string): boolean {
  const { entry, onKey } = path.at(-1) ?? {};
  const parent = path.at(-2)?.node;
  if (!onKey || parent?.kind !== 'mapping' || parent.flow) return false;
  const column = (offset: number) => offset - text.lastIndexOf('\n', offset - 1);
  return parent.entries.some(
    other => entry && column(other.keySpan.start) !== column(entry.keySpan.start),
  );
}

interface Place {
  readonly offset: number;
  readonly line: LineState;
  readonly shift: number;
  readonly json: boolean;
  readonly piece: Piece;
}

function cursorIn(path: readonly PathStep[], place: Place): Cursor | null {
  const { line, offset, shift, json, piece } = place;
  const last = path.at(-1);
  const text = last && (last.onKey ? last.entry?.key : verbatim(last.node));
  const split = text?.indexOf(MARK) ?? -1;
  if (!text || split < 0) return null;
  const [before, after] = [text.slice(0, split), text.slice(split + 1)];
  if (last?.onKey && !/^[\w:]*$/.test(before + after)) return null;
  // the gap before a value is not in it
  if (!line.quote && before === '' && /^\s/.test(after)) return null;
  const type = get(path[0]?.node, 'Type');
  return {
    section: piece.section,
    type: piece.section === 'Resources' && type?.kind === 'scalar' ? type.text : '',
    path,
    onKey: last?.onKey === true,
    before,
    after,
    start: offset - before.length,
    end: offset + after.length,
    quote: line.quote,
    closed: line.closed,
    flow: json || path.some(({ node }) => 'flow' in node && node.flow),
    hasColon: /^["']?\s*:/.test(line.after.slice(after.length)),
    column: /^\s*(?:- +)*/.exec(line.before)?.[0].length ?? 0,
    unit: piece.unit,
    shift,
  };
}

/** Only what stands letter for letter on one line can be replaced in part. */
function verbatim(node: Node): string | undefined {
  if (node.kind !== 'scalar' || node.textStart < 0 || node.style === 'block') return undefined;
  return /[\r\n]/.test(node.text) ? undefined : node.text;
}
