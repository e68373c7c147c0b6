import type { Known, Pattern } from './value.js';

/** Whether two scalars are the same; how many blanks stand between words is nobody's wish. */
export function isSameText(a: Known, b: Known): boolean {
  if (a.value === b.value) return true;
  return typeof a.value === 'string' && typeof b.value === 'string'
    ? calm(a.value) === calm(b.value)
    : false;
}

/**
 * Whether a text can be what a pattern stands for, a hole being any text. Each text of it is taken
 * at its first place after a hole: no pattern makes this slow.
 */
export function fits({ parts }: Pattern, text: string): boolean {
  const all = calm(text);
  let at = 0;
  for (const [i, part] of parts.entries()) {
    if (typeof part !== 'string') continue;
    const piece = part.replace(/\s+/g, ' ');
    const isFirst = i === 0;
    const isLast = i === parts.length - 1;
    const wanted = isFirst ? piece.trimStart() : isLast ? piece.trimEnd() : piece;
    const found = isLast ? all.length - wanted.length : all.indexOf(wanted, at);
    if (found < at || (isFirst && found !== 0) || !all.startsWith(wanted, found)) return false;
    at = found + wanted.length;
  }
  return true;
}

function calm(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
