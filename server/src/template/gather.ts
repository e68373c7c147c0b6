import { type Block, type PlacedBlock, parseChunk } from './block.js';
import { keptUp, type Version } from './kept-up.js';
import { perBlock } from './per-block.js';
import type { Chunk, PlacedChunk } from './split.js';

/** Something that stands in a chunk. */
export interface InChunk {
  /** The place of the chunk among the others. */
  readonly at: number;
  /** Where the chunk starts in the file. */
  readonly offset: number;
}

/** A block in which something was found. */
export interface Gathered<T> extends PlacedBlock, InChunk {
  readonly found: T;
}

/**
 * What is found in the blocks of a template, in the order of the file; null is nothing. `find` is
 * asked once for a block.
 */
export function gather<T>(find: (block: Block) => T | null): List<Gathered<T>, void> {
  return gatherGiven(perBlock(find));
}

/**
 * The same, where what is found hangs on something beside the block: all blocks are asked again
 * once that is another object, or has another `state`.
 */
export function gatherGiven<T, G>(
  find: (block: Block, given: G) => T | null,
): List<Gathered<T>, G> {
  return keptUpList(
    ({ chunk, offset }, at, given) => {
      const list: Gathered<T>[] = [];
      for (const block of parseChunk(chunk).blocks) {
        const found = find(block, given);
        if (found !== null) list.push({ at, offset, block, found });
      }
      return list;
    },
    ({ block, found }, at, offset) => ({ at, offset, block, found }),
  );
}

/** What is found in the chunks themselves, in their order; null is nothing. */
export function gatherChunks<T>(
  find: (chunk: Chunk) => T | null,
): List<InChunk & { readonly found: T }, void> {
  return keptUpList(
    ({ chunk, offset }, at) => {
      const found = find(chunk);
      return found === null ? [] : [{ at, offset, found }];
    },
    ({ found }, at, offset) => ({ at, offset, found }),
  );
}

type List<E, G> = (version: Version, given: G, state?: unknown) => readonly E[];

/** A list of what stands in the chunks. For the next version, what stands behind an edit is moved. */
export function keptUpList<E extends InChunk, G = void>(
  find: (placed: PlacedChunk, at: number, given: G) => readonly E[],
  move: (one: E, at: number, offset: number) => E,
): List<E, G> {
  const within = (chunks: readonly PlacedChunk[], from: number, given: G) =>
    chunks.flatMap((placed, i) => find(placed, from + i, given));
  return keptUp<readonly E[], G>(
    ({ chunks }, given) => within(chunks, 0, given),
    (known, _, { from, came, went, by }, given) => {
      const places = came.length - went.length;
      const behind = known.slice(firstFrom(known, from + went.length));
      const moved =
        places === 0 && by === 0
          ? behind
          : behind.map(one => move(one, one.at + places, one.offset + by));
      return known.slice(0, firstFrom(known, from)).concat(within(came, from, given), moved);
    },
  );
}

/** The position of the first that stands in the chunk at a place or behind it. */
function firstFrom(list: readonly InChunk[], place: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as InChunk).at < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
