import type { Difference, ResourceDrift } from '../../drift/drift.js';
import { locate, type Place } from '../../drift/locate.js';
import type { Json } from '../../drift/value.js';
import { writtenIn } from '../../template/embedded.js';
import { type Mapping, moved, type Scalar } from '../../template/node.js';
import type { Block, Template } from '../../template/template.js';
import { type Edit, setScalar, yamlText } from '../../template/write.js';
import type { Fix } from '../rule.js';

/**
 * Writes what is live in the place of a literal, or as a property that the template leaves out; null
 * where the template puts the value together, or no place for it is sure.
 */
export function adopt(
  template: Template,
  { logicalId, type }: ResourceDrift,
  { steps, live }: Difference,
): Fix | null {
  const placed = template.find('Resources', logicalId);
  if (!placed || live === undefined || typeof live === 'object') return null;
  const place = locate(placed.block, type, steps);
  if (place.isConditional) return null;
  const [key] = steps;
  const isAbsent = steps.length === 1 && typeof key === 'string' && place.owner;
  const edit = isAbsent
    ? inserted(place.owner, `${key}: ${yamlText(String(live))}`, placed.block)
    : overwritten(place, live, placed.block, template);
  if (!edit) return null;
  return {
    title: `Write \`${isAbsent ? `${key}: ` : ''}${live}\``,
    edits: [{ ...edit, ...moved(edit, placed.offset) }],
    safe: false,
  };
}

function overwritten(
  { node, text }: Place,
  live: Exclude<Json, object>,
  block: Block,
  { format }: Template,
): Edit | null {
  if (node?.kind !== 'scalar') return null;
  if (text) return inText(node, text, live);
  // an alias is written where its anchor is
  if (block.text[node.start] === '*') return null;
  const isBare = node.style === 'plain' && typeof node.value !== 'string';
  if (isBare && /^(?:\d+|true|false)$/.test(String(live)))
    return { start: node.start, end: node.end, newText: String(live) };
  if (format === 'json')
    return { start: node.start, end: node.end, newText: JSON.stringify(String(live)) };
  return setScalar(node, String(live), block.text, block.value);
}

/** In the JSON of a text, whose letters stand in the source one by one. */
function inText(node: Scalar, text: Scalar, live: Exclude<Json, object>): Edit | null {
  const json = JSON.stringify(live);
  if (text.style === 'plain' || /\$\{/.test(node.text + json)) return null;
  return { start: node.start, end: node.end, newText: writtenIn(text.style, json) };
}

/** A line of its own behind the schedule, or the first property with one. */
function inserted(owner: Mapping, line: string, { text }: Block): Edit | null {
  if (owner.flow || owner.open) return null;
  const isAlone = ({ value }: (typeof owner.entries)[number]) =>
    value.kind === 'scalar' && value.style !== 'block' && value.end > value.start;
  const entries = owner.entries.filter(isAlone);
  const after = entries.find(({ key }) => key === 'ScheduleExpression') ?? entries[0];
  if (!after) return null;
  const lineStart = text.lastIndexOf('\n', after.keySpan.start - 1) + 1;
  const indent = text.slice(lineStart, after.keySpan.start);
  if (!/^[ ]*$/.test(indent)) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lineEnd = text.indexOf('\n', after.value.end);
  return lineEnd < 0
    ? { start: text.length, end: text.length, newText: `${eol}${indent}${line}` }
    : { start: lineEnd + 1, end: lineEnd + 1, newText: `${indent}${line}${eol}` };
}
