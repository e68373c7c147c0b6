import type { Span } from './node.js';

/** A change of a text: the span counts in the text before, and is replaced. */
export interface TextChange extends Span {
  readonly text: string;
}

/** The part of a text that became something else, and by how much longer it got. */
export interface Replaced extends Span {
  readonly by: number;
}

/** The smallest change that makes one text of another. */
export function changeBetween(before: string, after: string): Replaced {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < most - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  )
    same++;
  return { start, end: before.length - same, by: after.length - before.length };
}
