import { TYPE_LINE } from './detect.js';
import type { Span } from './node.js';
import { type Chunk, ENTRY_LINE, type PlacedChunk } from './split.js';

/** A change of a text: the span counts in the text before, and is replaced. */
export interface TextChange extends Span {
  readonly text: string;
}

const BREAK = /[\r\n]/;

/**
 * The chunk that a change makes of another, and its place; null where the chunks could be others
 * afterwards, or the text no template. That is known for a change within one line that is indented
 * deeper than its entry, since such a line is never where a chunk starts or ends.
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
  const lineEnd = text.indexOf('\n', to);
  if (lineEnd < 0 || BREAK.test(change.text) || BREAK.test(text.slice(from, to))) return null;
  const lineStart = text.lastIndexOf('\n', from - 1) + 1;
  const before = text.slice(lineStart, lineEnd);
  const after = text.slice(lineStart, from) + change.text + text.slice(to, lineEnd);
  const isInside = insideOf(text);
  if (lineStart === 0 || !isInside?.(before) || !isInside(after)) return null;
  const edited = text.slice(0, lineStart) + after + text.slice(lineEnd);
  return { at, chunk: { section, text: edited, kept: [] } };
}

/** Tells the lines that belong to the entry with which a chunk starts, whatever they are. */
function insideOf(chunk: string): ((line: string) => boolean) | null {
  const [entry] = ENTRY_LINE.exec(chunk) ?? [];
  if (!entry) return null;
  const margin = ' '.repeat(entry.search(/[^ ]/) + 1);
  return line => line.startsWith(margin) && !LONE_RETURN.test(line) && !TYPE_LINE.test(line);
}

const LONE_RETURN = /\r(?!$)/;
