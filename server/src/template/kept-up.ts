import { type Home, newPlace } from './kept.js';
import type { PlacedChunk } from './split.js';

/** A version of a text in chunks. */
export interface Version extends Home {
  /** In the order of the file. */
  readonly chunks: readonly PlacedChunk[];
  /** Null where it is not known how it came from another. */
  readonly change: Change | null;
}

/** How a version came from the one before: all chunks but these are the same, in the same order. */
export interface Change {
  readonly before: Home['kept'];
  /** The place of the first of them in both versions. */
  readonly from: number;
  readonly came: readonly PlacedChunk[];
  readonly went: readonly PlacedChunk[];
  /** How far the text behind them moved. */
  readonly by: number;
}

/**
 * Finds something out about all chunks together, and keeps it up from version to version: `follow`
 * brings what was known of the version before up to date, and may change it in place, since that
 * version then has it no more. What it hangs on beside the text is `given`; where that is another
 * (told by `state`), it is found out anew.
 */
export function keptUp<T, G = void>(
  find: (version: Version, given: G) => T,
  follow: (known: T, version: Version, change: Change, given: G) => T,
): (version: Version, given: G, state?: unknown) => T {
  const place = newPlace();
  return (version, given, state = given) => {
    const { change, kept } = version;
    const own = kept[place] as Known<T> | undefined;
    if (own && own.state === state) return own.value;
    const before = change && taken<T>(change.before, place);
    const value =
      before && before.state === state
        ? follow(before.value, version, change, given)
        : find(version, given);
    kept[place] = { state, value } satisfies Known<T>;
    return value;
  };
}

interface Known<T> {
  readonly state: unknown;
  readonly value: T;
}

function taken<T>(kept: Home['kept'], place: number): Known<T> | undefined {
  const known = kept[place] as Known<T> | undefined;
  kept[place] = undefined;
  return known;
}
