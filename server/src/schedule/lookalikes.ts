import { type Fault, syntaxWithFix } from './fault.js';

/** Characters that a word processor or a web page puts in place of plain ones. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ...[...'\u00a0\u2002\u2003\u2009\u202f\u3000'].map(blank => [blank, ' '] as const),
  ...[...'\u2010\u2011\u2012\u2013\u2014\u2212'].map(dash => [dash, '-'] as const),
  ['\u2217', '*'],
  ['\uff0a', '*'],
  ['\uff0c', ','],
  ['\uff08', '('],
  ['\uff09', ')'],
  ['\uff1f', '?'],
]);

/** The text with plain characters in their place, every offset as before. */
export function plainText(text: string): { plain: string; faults: Fault[] } {
  const start = text.search(/[^\t\r\n\x20-\x7e]/);
  if (start < 0) return { plain: text, faults: [] };
  const plain = [...text].map(char => PLAIN.get(char) ?? char).join('');
  if (plain === text) return { plain, faults: [] };
  const at = [...text.slice(start)].findIndex(char => PLAIN.has(char));
  const offset = start + [...text.slice(start)].slice(0, at).join('').length;
  const char = text[offset] ?? '';
  const message = `This is not a plain \`${PLAIN.get(char)}\` but the look-alike U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}, which AWS refuses.`;
  return { plain, faults: [syntaxWithFix({ start: offset, end: offset + 1 }, message)] };
}
