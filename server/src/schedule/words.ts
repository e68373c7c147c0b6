import { type FieldSpec, MONTHS, WEEKDAYS } from './fields.js';

/** "a", "a and b", "a, b and c". */
export function listed(words: readonly string[], and = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** 1st, 2nd, 3rd, 4th … */
export function ordinal(n: number): string {
  const teen = n % 100 >= 11 && n % 100 <= 13;
  return n + ((teen ? undefined : ['th', 'st', 'nd', 'rd'][n % 10]) ?? 'th');
}

export const NTH = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

export function monthName(month: number): string {
  return MONTHS[month - 1] ?? '';
}

export function weekdayName(day: number): string {
  return WEEKDAYS[day - 1] ?? '';
}

/** Numbers in runs: [1,2,3,7] is [[1,3],[7,7]]. */
export function runsOf(values: readonly number[]): (readonly [first: number, last: number])[] {
  const runs: [number, number][] = [];
  for (const value of values) {
    const run = runs.at(-1);
    if (run && run[1] === value - 1) run[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}

/** "0, 5 to 9 and 30". */
export function numbers(values: readonly number[], word: (n: number) => string = String): string {
  return listed(
    runsOf(values).flatMap(([from, to]) =>
      to - from > 1
        ? [`${word(from)} to ${word(to)}`]
        : from === to
          ? [word(from)]
          : [word(from), word(to)],
    ),
  );
}

/** As a field writes them: `*`, `1-5`, `0,30`. */
export function fieldText(values: readonly number[], spec: FieldSpec): string {
  if (values.length === spec.max - spec.min + 1) return '*';
  const short = ([first, last]: readonly [number, number]) =>
    last - first > 1 ? `${first}-${last}` : last > first ? `${first},${last}` : `${first}`;
  return runsOf(values).map(short).join(',');
}
