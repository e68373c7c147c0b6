import type { NameCase } from '../rules/rule.js';

/** How a name of several words is written; null where it is in no one style, or has one word. */
export function caseOf(name: string): NameCase | null {
  if (/^[a-z\d]+(?:_[a-z\d]+)+$/.test(name)) return 'snake_case';
  if (/^[a-z\d]+(?:-[a-z\d]+)+$/.test(name)) return 'kebab-case';
  if (/^[A-Z][A-Za-z\d]*$/.test(name) && /[a-z]/.test(name)) return 'PascalCase';
  if (/^[a-z]+[a-z\d]*(?:[A-Z][a-z\d]*)+$/.test(name)) return 'camelCase';
  return null;
}

/** What most of the values are; undefined where none is. Of two that are equally many the first. */
export function most<T>(values: Iterable<T>): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Where words stand in others, one after another; -1 where they don't. */
export function indexOf(words: readonly string[], part: readonly string[]): number {
  if (part.length === 0) return -1;
  return words.findIndex((_, at) => part.every((word, i) => words[at + i] === word));
}

/** Words without those at their start and at their end, each where they are there. */
export function inner(
  words: readonly string[],
  before: readonly string[],
  after: readonly string[],
): readonly string[] {
  const isBefore = before.every((word, i) => words[i] === word);
  const isAfter = after.every((word, i) => words[words.length - after.length + i] === word);
  return words.slice(
    isBefore ? before.length : 0,
    isAfter && after.length ? -after.length : undefined,
  );
}
