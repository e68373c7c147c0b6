import type { Difference } from './differences.js';
import { valueText } from './value.js';
import { code, listed } from './words.js';

/** What a property was and is, and of what that comes. */
export function changeText({ before, after, causes }: Difference): string {
  const [old, now] = [before, after].map(value => (value ? code(valueText(value)) : 'nothing'));
  return `${old} → ${now}${causes.length > 0 ? `, by ${listed(causes)}` : ''}`;
}
