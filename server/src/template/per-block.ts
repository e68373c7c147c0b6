import type { Block } from './block.js';
import { keptIn } from './kept.js';

/** Finds something out about a block once, and keeps it for as long as its text stays the same. */
export const perBlock: <T>(find: (block: Block) => T) => (block: Block) => T = keptIn;
