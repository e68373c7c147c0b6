import type { InputReader } from './compare.js';
import { jsonOf } from './json-text.js';
import { canonical, known, reasonsOf, unknown } from './value.js';

/** What an input is hashed as: JSON in one way to write it, another text as it is. */
export function hashable(input: string): string {
  const json = jsonOf(input);
  return json === undefined ? input : canonical(json);
}

/** Makes a template's input comparable with hashes. */
export function hashedInput(hash: ((text: string) => string) | null): InputReader {
  return wanted => {
    if (!hash) return unknown('the snapshot holds hashes, and how they were made is not known');
    if (wanted.kind === 'known') return known(hash(hashable(String(wanted.value))));
    return unknown(reasonsOf(wanted)[0] ?? 'an input that is no text');
  };
}
