import { pathAt, type Span } from '../template/node.js';
import type { Template } from '../template/template.js';
import { blockIndexAt } from './locate.js';

/** What surrounds an offset, from the innermost value or key to its entry of a section. */
export function selectionRanges(template: Template, offset: number): Span[] {
  const placed = template.blocks[blockIndexAt(template, offset)];
  if (!placed) return [];
  const { keySpan, value } = placed.block;
  const at = offset - placed.offset;
  const root = { start: keySpan.start, end: Math.max(keySpan.end, value.end) };
  if (at < root.start || at > root.end) return [];
  const spans: Span[] = [root];
  if (at <= keySpan.end) spans.push(keySpan);
  else
    for (const { node, entry, onKey } of pathAt(value, at)) {
      if (entry)
        spans.push({ start: entry.keySpan.start, end: Math.max(node.end, entry.keySpan.end) });
      spans.push(onKey && entry ? entry.keySpan : node);
      if (node.kind === 'scalar' && !onKey && node.textStart > node.start)
        spans.push({ start: node.textStart, end: node.textStart + node.text.length });
    }
  return nested(spans, at)
    .map(({ start, end }) => ({ start: start + placed.offset, end: end + placed.offset }))
    .reverse();
}

/** Each within the one before, and none twice. */
function nested(spans: readonly Span[], at: number): Span[] {
  const kept: Span[] = [];
  for (const span of spans) {
    const last = kept.at(-1);
    const contains = span.start <= at && at <= span.end;
    const within = !last || (last.start <= span.start && span.end <= last.end);
    const isNew = last?.start !== span.start || last.end !== span.end;
    if (contains && within && isNew) kept.push(span);
  }
  return kept;
}
