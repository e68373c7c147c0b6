import type { NameCase } from '../rules/rule.js';

/** The words of a name, task or id in small letters: `ShipOrders`, `ship_orders`, `ship:orders`. */
export function wordsOf(text: string): string[] {
  return (
    text
      .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
      .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

export function inCase(words: readonly string[], style: NameCase): string {
  switch (style) {
    case 'snake_case':
      return words.join('_');
    case 'kebab-case':
      return words.join('-');
    case 'PascalCase':
      return words.map(capital).join('');
    case 'camelCase':
      return words.map((word, i) => (i ? capital(word) : word)).join('');
  }
}

/** How a name of several words is written; null where it is in no one style, or has one word. */
export function caseOf(name: string): NameCase | null {
  if (/^[a-z\d]+(?:_[a-z\d]+)+$/.test(name)) return 'snake_case';
  if (/^[a-z\d]+(?:-[a-z\d]+)+$/.test(name)) return 'kebab-case';
  if (/^[A-Z][A-Za-z\d]*$/.test(name) && /[a-z]/.test(name)) return 'PascalCase';
  if (/^[a-z]+[a-z\d]*(?:[A-Z][a-z\d]*)+$/.test(name)) return 'camelCase';
  return null;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** What most of the values are; undefined where none is. Of two that are equally many the first. */
export function most<T>(values: Iterable<T>): T | undefined {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
