import { fits } from './match.js';
import { canonical, isWhollyKnown, shown, textOf, type Value } from './value.js';

/**
 * Two lists whose order is nobody's wish. An item that is not known may be any one, or none; where
 * one that is known in part could be several, it is not told which.
 */
export function compareSets(
  wanted: readonly Value[],
  live: readonly Value[],
): 'same' | 'different' | 'unknown' {
  const left = live.map(item => canonical(shown(item)));
  const open: Value[] = [];
  for (const item of wanted) {
    if (!isWhollyKnown(item)) {
      open.push(item);
      continue;
    }
    const at = left.indexOf(canonical(shown(item)));
    if (at < 0) return 'different';
    left.splice(at, 1);
  }
  if (left.length > open.length) return 'different';
  if (open.length === 0) return 'same';
  const texts = live.flatMap(item => textOf(item) ?? []);
  const isOut = open.some(item => item.kind === 'pattern' && !texts.some(text => fits(item, text)));
  return isOut ? 'different' : 'unknown';
}
