import type { Block } from './template.js';

/** Finds something out about a block once, and keeps it for as long as its text stays the same. */
export function perBlock<T>(find: (block: Block) => T): (block: Block) => T {
  const kept = new WeakMap<Block, { readonly found: T }>();
  return block => {
    let known = kept.get(block);
    if (!known) {
      known = { found: find(block) };
      kept.set(block, known);
    }
    return known.found;
  };
}
