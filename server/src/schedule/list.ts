import { bad, good, type Reading, syntax, type Token, unsure } from './fault.js';
import { allValues, type FieldSpec, sorted } from './fields.js';
import { listItems, readItem } from './items.js';

/** A field that holds plain numbers, sorted. */
export function readNumbers(token: Token, spec: FieldSpec): Reading<readonly number[]> {
  if (token.text === '*') return good(allValues(spec), '*');
  const reading = readList(token, item => readItem(item, spec));
  return reading.value === null ? reading : { ...reading, value: sorted(reading.value) };
}

/** The items between commas, each read by itself. */
export function readList<T>(
  token: Token,
  read: (item: Token) => Reading<readonly T[]>,
): Reading<readonly T[]> {
  const items = listItems(token);
  const written = items.filter(item => item.text !== '');
  if (written.length === 1 && items.length === 1) return read(token);
  if (!written.length)
    return bad(
      syntax(
        token,
        `\`${token.text}\` has commas and no values. Write the values between them, or \`*\`.`,
      ),
    );
  const readings = written.map(read);
  const faults = readings.flatMap(reading => reading.faults);
  if (written.length < items.length) faults.push(emptyItem(items));
  if (written.length > 1) faults.push(...mixed(token, written));
  const mended = readings.map(reading => reading.mended);
  return {
    value: readings.every(reading => reading.value !== null)
      ? readings.flatMap(reading => reading.value ?? [])
      : null,
    faults,
    mended: mended.every(text => text !== null) ? mended.join(',') : null,
    guess: readings.some(reading => reading.guess),
  };
}

function emptyItem(items: readonly Token[]) {
  const at = items.findIndex(item => item.text === '');
  const empty = items[at] ?? { start: 0, end: 0 };
  const start = at === 0 ? empty.start : empty.start - 1;
  return unsure(
    { start, end: start + 1 },
    'This comma has no value beside it: undocumented, and read as if it were not there. Write the list without it.',
  );
}

/** What Quartz accepts in a list, and the documentation does not mention. */
function mixed(token: Token, items: readonly Token[]) {
  if (items.some(item => item.text === '*'))
    return [
      unsure(
        token,
        'The `*` of this list means every value, so the rest has no effect. Write `*` alone, or the values without it.',
      ),
    ];
  if (
    items.some(item => /^(?:L|L?W|L-\d+W?|\d+W)$/i.test(item.text)) &&
    !/#|\dL|[a-z]{3}L/i.test(token.text)
  )
    return [
      unsure(
        token,
        `\`L\` and \`W\` in a list are undocumented: AWS may refuse \`${token.text}\`. Write one day here, and a second schedule for the other.`,
      ),
    ];
  return [];
}
