import type { CST } from 'yaml';

/** No template is nested this deep, and whoever walks the tree can recurse this far. */
export const MOST_LEVELS = 500;

/**
 * The composer recurses, and where the stack is all but used up, a regular expression that is used
 * for the first time ends the process: that can't be caught.
 */
export function isTooDeep(token: CST.Token): boolean {
  let level: CST.Token[] = [token];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MOST_LEVELS) return true;
    level = level.flatMap(tokensIn);
  }
  return false;
}

function tokensIn(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter(inside => inside != null));
}
