import { type Block, parseChunk } from './block.js';
import { keptUp } from './kept-up.js';
import type { PlacedChunk } from './split.js';

/** A key of a section, and the place of a chunk that has it. */
export interface BlockKey {
  readonly at: number;
  readonly section: string;
  readonly key: string;
}

interface Section {
  /** The places of the chunks that have blocks of the section. */
  readonly places: number[];
  /** By key, of several with one key the first. */
  readonly byKey: Map<string, number>;
}

/** Which keys the sections have. It is the same object for as long as all stand where they stood. */
export class BlockKeys {
  /** Those that a chunk before has already, which no chunk can see by itself. */
  readonly duplicates: BlockKey[] = [];
  private readonly sections = new Map<string, Section>();

  constructor(chunks: readonly PlacedChunk[]) {
    for (const [at, placed] of chunks.entries()) this.add(placed, at);
  }

  /** The place of the first chunk with a block of that section and key. */
  placeOf(section: string, key: string): number | undefined {
    return this.sections.get(section)?.byKey.get(key);
  }

  has(section: string, key: string): boolean {
    return this.placeOf(section, key) !== undefined;
  }

  keysOf(section: string): string[] {
    return [...(this.sections.get(section)?.byKey.keys() ?? [])];
  }

  /** The places of all chunks with blocks of a section. */
  placesOf(section: string): readonly number[] {
    return this.sections.get(section)?.places ?? [];
  }

  private add({ chunk }: PlacedChunk, at: number): void {
    const { blocks } = parseChunk(chunk);
    for (const [i, { section, key }] of blocks.entries()) {
      const { places, byKey } = this.section(section);
      if (places.at(-1) !== at) places.push(at);
      const first = byKey.get(key);
      if (first === undefined) byKey.set(key, at);
      else if (first !== at && key !== '<<' && blocks.findIndex(isCalled(section, key)) === i)
        this.duplicates.push({ at, section, key });
    }
  }

  private section(name: string): Section {
    let section = this.sections.get(name);
    if (!section) {
      section = { places: [], byKey: new Map() };
      this.sections.set(name, section);
    }
    return section;
  }
}

export const blockKeysOf = keptUp(
  ({ chunks }) => new BlockKeys(chunks),
  (known, { chunks }, { came, went }) => (haveSameKeys(came, went) ? known : new BlockKeys(chunks)),
);

export function isCalled(section: string, key: string): (block: Block) => boolean {
  return block => block.section === section && block.key === key;
}

function haveSameKeys(came: readonly PlacedChunk[], went: readonly PlacedChunk[]): boolean {
  return (
    came.length === went.length &&
    came.every(({ chunk }, i) => {
      const now = parseChunk(chunk).blocks;
      const before = parseChunk((went[i] as PlacedChunk).chunk).blocks;
      return (
        now.length === before.length &&
        now.every((block, j) => isCalled(block.section, block.key)(before[j] as Block))
      );
    })
  );
}
