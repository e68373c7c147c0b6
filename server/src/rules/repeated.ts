/** A text that is compared with many others, made once for its block. */
export interface Key {
  readonly text: string;
  /** Of the text, BITS bits. */
  readonly hash: number;
}

const BITS = 16;
/** How often a hash was seen, 2 for more: one for all calls, as none is interrupted. */
const seen = new Uint8Array(1 << BITS);

export function keyOf(text: string): Key {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return { text, hash: (hash ^ (hash >>> BITS)) & ((1 << BITS) - 1) };
}

/**
 * Those of many that have a key in common with another, by their key, in the order given. At each
 * keystroke nearly all keys of a template stand alone: two bits tell so, without a look into a map.
 */
export function repeated<T>(
  all: readonly T[],
  keysOf: (one: T) => readonly Key[],
): ReadonlyMap<string, readonly T[]> {
  seen.fill(0);
  let isAny = false;
  for (const one of all)
    for (const { hash } of keysOf(one)) {
      const count = seen[hash] ?? 0;
      isAny ||= count > 0;
      seen[hash] = count === 0 ? 1 : 2;
    }
  const groups = new Map<string, T[]>();
  if (!isAny) return groups;
  for (const one of all)
    for (const { text, hash } of keysOf(one))
      if (seen[hash] === 2) {
        const group = groups.get(text);
        if (group) group.push(one);
        else groups.set(text, [one]);
      }
  for (const [text, group] of groups) if (group.length === 1) groups.delete(text);
  return groups;
}
