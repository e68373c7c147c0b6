import { type Block, type PlacedBlock, parseChunk } from './block.js';
import { keptUp, type Version } from './kept-up.js';
import { perBlock } from './per-block.js';
import type { PlacedChunk } from './split.js';

/** The blocks of a version that have a key in common. */
export class Group {
  private readonly members: { readonly at: number; readonly block: Block }[] = [];

  constructor(readonly key: string) {}

  get size(): number {
    return this.members.length;
  }

  get first(): Block | undefined {
    return this.members[0]?.block;
  }

  /** The place of the first one's chunk. */
  get at(): number {
    return this.members[0]?.at ?? 0;
  }

  /** In the order of the file. */
  blocksIn({ chunks }: Version): PlacedBlock[] {
    return this.members.map(({ at, block }) => ({ block, offset: chunks[at]?.offset ?? 0 }));
  }

  add(block: Block, at: number): void {
    const behind = this.members.findLastIndex(member => member.at <= at) + 1;
    this.members.splice(behind, 0, { at, block });
  }

  remove(block: Block, at: number): void {
    this.members.splice(
      this.members.findIndex(member => member.at === at && member.block === block),
      1,
    );
  }
}

type Keys = (block: Block) => readonly string[];

/** The blocks by their keys. Of the next version only the keys of other blocks are looked up. */
export class Groups {
  private readonly byKey = new Map<string, Group>();
  private readonly several = new Set<Group>();

  constructor(
    private readonly keysOf: Keys,
    chunks: readonly PlacedChunk[],
  ) {
    this.add(chunks, 0);
  }

  get all(): Iterable<Group> {
    return this.byKey.values();
  }

  /** The groups of more than one block, in the order of the first. */
  get repeated(): Group[] {
    return [...this.several].sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
  }

  add(chunks: readonly PlacedChunk[], from: number): void {
    for (const [group, block, at] of this.each(chunks, from)) {
      group.add(block, at);
      if (group.size > 1) this.several.add(group);
    }
  }

  remove(chunks: readonly PlacedChunk[], from: number): void {
    for (const [group, block, at] of this.each(chunks, from)) {
      group.remove(block, at);
      if (group.size < 2) this.several.delete(group);
      if (group.size === 0) this.byKey.delete(group.key);
    }
  }

  private *each(
    chunks: readonly PlacedChunk[],
    from: number,
  ): Generator<readonly [Group, Block, number]> {
    for (const [i, { chunk }] of chunks.entries())
      for (const block of parseChunk(chunk).blocks)
        for (const key of this.keysOf(block)) yield [this.group(key), block, from + i];
  }

  private group(key: string): Group {
    let group = this.byKey.get(key);
    if (!group) {
      group = new Group(key);
      this.byKey.set(key, group);
    }
    return group;
  }
}

/** Groups the blocks of a template by keys, of which a block has each once. */
export function grouped(keys: Keys): (version: Version) => Groups {
  const keysOf = perBlock(keys);
  return keptUp(
    ({ chunks }) => new Groups(keysOf, chunks),
    (groups, { chunks }, { from, came, went }) => {
      // where the places move, nothing that is known of them is right
      if (came.length !== went.length) return new Groups(keysOf, chunks);
      groups.remove(went, from);
      groups.add(came, from);
      return groups;
    },
  );
}
