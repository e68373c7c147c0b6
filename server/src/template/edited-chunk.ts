import type { TextChange } from './change.js';
import { TYPE_LINE } from './detect.js';
import { type Chunk, EMPTY_KEY, ENTRY_LINE, LONE_RETURN, type PlacedChunk } from './split.js';

const BREAK = /[\r\n]/;

/**
 * The chunk that a change makes of another, and its place; null where the chunks could be others
 * afterwards, or the text no template. That is known for a change within one line of which the
 * splitter takes no notice, before and after, or with which it starts the same chunk.
 */
export function editedChunk(
  chunks: readonly PlacedChunk[],
  change: TextChange,
): { readonly at: number; readonly chunk: Chunk } | null {
  const at = chunks.findLastIndex(({ offset }) => offset <= change.start);
  const placed = chunks[at];
  if (!placed || placed.chunk.section === null) return null;
  const { section, text } = placed.chunk;
  const [from, to] = [change.start - placed.offset, change.end - placed.offset];
  const lineEnd = text.indexOf('\n', to) + 1;
  if (lineEnd === 0 || BREAK.test(change.text) || BREAK.test(text.slice(from, to))) return null;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const before = text.slice(lineStart, lineEnd);
  const after = text.slice(lineStart, from) + change.text + text.slice(to, lineEnd);
  if (TYPE_LINE.test(before) !== TYPE_LINE.test(after)) return null;
  const indent = entryColumn(text);
  const isSame =
    lineStart === 0
      ? entryColumn(after) === indent
      : isPassedOver(before, indent) && isPassedOver(after, indent);
  if (indent < 0 || !isSame) return null;
  const edited = text.slice(0, lineStart) + after + text.slice(lineEnd);
  return { at, chunk: { section, text: edited, kept: [] } };
}

/** The column of the key with which a text starts; -1 where it starts with something else. */
function entryColumn(text: string): number {
  return ENTRY_LINE.test(text) ? columnOf(text) : -1;
}

/** Whether a line stays with what is before it, in a section whose entries are indented so far. */
function isPassedOver(line: string, indent: number): boolean {
  const column = columnOf(line);
  if (column === 0 || LONE_RETURN.test(line)) return false;
  return column > indent || !(ENTRY_LINE.test(line) || EMPTY_KEY.test(line));
}

function columnOf(line: string): number {
  return line.search(/[^ ]|$/);
}
