import type { Entry, Scalar } from '../../template/node.js';
import type { Property } from '../../template/schema/index.js';
import { knownValues } from '../../template/values.js';
import type { Finding, Fix } from '../rule.js';
import { visible } from './parts.js';

/** Says of a property that is no whole number within the range that the schema has for it. */
export function* numberFindings(
  entry: Entry | undefined,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: Property,
  why: string,
): Generator<Finding> {
  for (const scalar of scalarsOf(entry)) {
    const count = Number(scalar.text);
    const isWhole = /\d/.test(scalar.text) && Number.isInteger(count);
    if (isWhole && count >= min && count <= max) continue;
    const nearest = String(Math.min(Math.max(count, min), max));
    const fixes = isWhole ? rewritings(scalar, nearest, false) : [];
    yield {
      ...visible(scalar),
      message: `${entry?.key} is a whole number from ${min} to ${max}, and this is \`${scalar.text}\`. ${why}`,
      ...(fixes.length > 0 && { fixes }),
    };
  }
}

/** Says of a property that has none of the values that the schema lists. */
export function* choiceFindings(
  entry: Entry | undefined,
  { values = [] }: Property,
  why: string,
  meanings: ReadonlyMap<string, string> = new Map(),
): Generator<Finding> {
  for (const scalar of scalarsOf(entry)) {
    if (values.includes(scalar.text)) continue;
    const capitals = scalar.text.toUpperCase();
    const meant = values.includes(capitals) ? capitals : meanings.get(scalar.text);
    const fixes = meant ? rewritings(scalar, meant, true) : [];
    const what = `${entry?.key} is ${orList(values)}, in capitals, and this is \`${scalar.text}\`.`;
    yield {
      ...visible(scalar),
      message: `${what} ${why} ${meant ? `Write \`${meant}\`.` : `Write one of these.`}`,
      ...(fixes.length > 0 && { fixes }),
    };
  }
}

/** The texts of a property that its block spells out; an empty one is not yet typed. */
function scalarsOf(entry: Entry | undefined): Scalar[] {
  const known = entry ? knownValues(entry.value, null) : [];
  return known.flatMap(({ scalar }) => (scalar && scalar.text !== '' ? [scalar] : []));
}

function rewritings({ text, textStart }: Scalar, newText: string, safe: boolean): Fix[] {
  if (textStart < 0) return [];
  const edit = { start: textStart, end: textStart + text.length, newText };
  return [{ title: `Write \`${newText}\``, edits: [edit], safe }];
}

function orList(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
