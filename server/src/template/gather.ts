import { perBlock } from './per-block.js';
import type { Block, PlacedBlock, Template } from './template.js';

/** A block in which something was found. */
export interface Gathered<T> extends PlacedBlock {
  readonly found: T;
}

/**
 * What is found in the blocks of a template, in the order of the file; null is nothing. `find` is
 * asked once for a block. All that is gathered shares one walk over the blocks: most have little of
 * what rules look for, and a walk for each rule was half of what a keystroke cost.
 */
export function gather<T>(
  find: (block: Block) => T | null,
): (template: Template) => readonly Gathered<T>[] {
  const place = finders.push(find) - 1;
  return template => listsOf(template)[place] as readonly Gathered<T>[];
}

const finders: ((block: Block) => unknown)[] = [];
const gathered = new WeakMap<Template, readonly Gathered<unknown>[][]>();

function listsOf(template: Template): readonly Gathered<unknown>[][] {
  let lists = gathered.get(template);
  if (lists?.length !== finders.length) {
    lists = walk(template.blocks);
    gathered.set(template, lists);
  }
  return lists;
}

function walk(blocks: readonly PlacedBlock[]): Gathered<unknown>[][] {
  const lists = finders.map((): Gathered<unknown>[] => []);
  for (const { block, offset } of blocks)
    for (const finding of findingsOf(block)) {
      const { place, found, last } = finding;
      const gathered = last?.offset === offset ? last : { block, offset, found };
      finding.last = gathered;
      lists[place]?.push(gathered);
    }
  return lists;
}

interface Finding {
  readonly place: number;
  readonly found: unknown;
  /** As it was last given: good again as long as the block stays where it is. */
  last: Gathered<unknown> | null;
}

interface Findings {
  /** So many finders have been asked. */
  asked: number;
  readonly list: Finding[];
}

const findingsKept = perBlock((): Findings => ({ asked: 0, list: [] }));

function findingsOf(block: Block): Findings['list'] {
  const findings = findingsKept(block);
  while (findings.asked < finders.length) {
    const place = findings.asked++;
    const found = finders[place]?.(block) ?? null;
    if (found !== null) findings.list.push({ place, found, last: null });
  }
  return findings.list;
}
