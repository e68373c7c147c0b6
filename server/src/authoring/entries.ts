import type { Edit } from '../rules/rule.js';
import type { Entry, Mapping } from '../template/node.js';

/** The edit that gives an entry another value, as text that stands behind `key: `. */
export function setValue({ keySpan, value }: Entry, text: string): Edit {
  return { start: keySpan.end, end: Math.max(value.end, keySpan.end), newText: `: ${text}` };
}

/** The edit that adds an entry after another of the same mapping. */
export function addAfter(
  mapping: Mapping,
  entry: Entry,
  written: { readonly key: string; readonly text: string },
  source: string,
): Edit {
  const end = Math.max(entry.value.end, entry.keySpan.end);
  const endsLine = /\n$/.test(source.slice(entry.keySpan.start, end));
  const between = separator(mapping, source);
  const newText = written.key + colon(mapping, source) + written.text;
  return endsLine
    ? { start: end, end, newText: between.replace(/^\r?\n/, '') + newText + eolOf(source) }
    : { start: end, end, newText: between + newText };
}

/** The edit that adds an entry before all others; null for a mapping that has none. */
export function addFirst(
  mapping: Mapping,
  written: { readonly key: string; readonly text: string },
  source: string,
): Edit | null {
  const start = mapping.entries[0]?.keySpan.start;
  if (start === undefined) return null;
  const newText = written.key + colon(mapping, source) + written.text + separator(mapping, source);
  return { start, end: start, newText };
}

/** The edit that takes an entry out, with the comma or line that it leaves. */
export function removeEntry(mapping: Mapping, entry: Entry, source: string): Edit {
  const at = mapping.entries.indexOf(entry);
  const [before, next] = [mapping.entries[at - 1], mapping.entries[at + 1]];
  const end = Math.max(entry.value.end, entry.keySpan.end);
  if (mapping.flow && before) return { start: before.value.end, end, newText: '' };
  if (next) return { start: entry.keySpan.start, end: next.keySpan.start, newText: '' };
  return { start: source.lastIndexOf('\n', entry.keySpan.start - 1), end, newText: '' };
}

export function eolOf(source: string): string {
  return source.includes('\r\n') ? '\r\n' : '\n';
}

/** `: `, or what the file writes in its place. */
function colon({ entries, flow }: Mapping, source: string): string {
  const [first] = entries;
  const written = first ? source.slice(first.keySpan.end, first.value.start) : '';
  return flow && /^\s*:\s*$/.test(written) ? written : ': ';
}

/** What stands between two entries: a line's end and the indentation, in JSON after a comma. */
function separator({ entries, flow }: Mapping, source: string): string {
  const [first, second] = entries;
  const start = first?.keySpan.start ?? 0;
  if (flow) {
    const between = first && second ? source.slice(first.value.end, second.keySpan.start) : '';
    const before = /\s*$/.exec(source.slice(0, start))?.[0] ?? '';
    return /^,\s*$/.test(between) ? between : `,${before || ' '}`;
  }
  const column = start - (source.lastIndexOf('\n', start - 1) + 1);
  return eolOf(source) + ' '.repeat(column);
}
