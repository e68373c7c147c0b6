/** What findings about it can be kept in. */
export interface Home {
  /** By the place that each kind of finding has. */
  readonly kept: unknown[];
}

/**
 * Finds something out about an object once, and keeps it in the object itself: looked up for each
 * block at each keystroke, a WeakMap costs several times as much.
 */
export function keptIn<H extends Home, T>(find: (home: H) => T): (home: H) => T {
  const place = newPlace();
  return home => {
    const { kept } = home;
    if (place in kept) return kept[place] as T;
    const found = find(home);
    kept[place] = found;
    return found;
  };
}

/** A place that nothing else has. */
export function newPlace(): number {
  return places++;
}

let places = 0;
