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
