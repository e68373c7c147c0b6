import { placesOf } from './embedded.js';
import type { Scalar } from './node.js';

/**
 * Where a piece of a scalar's text stands letter for letter in the source; null where it does not:
 * it has escapes, is folded, or comes from an alias.
 */
export function placeOf(
  scalar: Scalar,
  from: number,
  length: number,
  source: string,
): number | null {
  if (scalar.textStart >= 0) return scalar.textStart + from;
  const start = placesOf(scalar, source)?.[from];
  const piece = scalar.text.slice(from, from + length);
  return start !== undefined && source.startsWith(piece, start) ? start : null;
}
