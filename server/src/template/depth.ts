import type { CST } from 'yaml';

/** No template is nested this deep, and whoever walks the tree can recurse this far. */
export const MOST_LEVELS = 500;

/**
 * The composer recurses, and where the stack is all but used up, a regular expression that is used
 * for the first time ends the process: that can't be caught.
 */
export function isTooDeep(token: CST.Token, depth = 0): boolean {
  if (depth > MOST_LEVELS) return true;
  const isDeeper = (inside: CST.Token | null | undefined) =>
    inside != null && isTooDeep(inside, depth + 1);
  if (token.type === 'document') return isDeeper(token.value);
  return 'items' in token && token.items.some(({ key, value }) => isDeeper(key) || isDeeper(value));
}
