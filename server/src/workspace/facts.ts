import { exportOf, importsOf } from '../template/exports.js';
import { type Name, nameText } from '../template/names.js';
import type { Span } from '../template/node.js';
import { perBlock } from '../template/per-block.js';
import type { Block, PlacedBlock } from '../template/template.js';

/** What one template offers to and wants from the others: the facts of the blocks that have any. */
export type FileFacts = readonly PlacedFacts[];

export interface PlacedFacts {
  readonly facts: BlockFacts;
  /** Where the block's text starts in the file. */
  readonly offset: number;
}

export interface BlockFacts {
  readonly exports: readonly ExportFact[];
  readonly imports: readonly ImportFact[];
  /** Two blocks with the same key say the same. */
  readonly key: string;
}

export interface ExportFact {
  readonly name: Name;
  readonly output: string;
  readonly description: string;
  readonly value: string;
}

/** Offsets count in the block. */
export interface ImportFact extends Span {
  readonly name: Name;
}

/** The blocks that can hold facts, told by their text alone. */
export const FACTS = /\b(?:Export|ImportValue)\b/;

export function factsOf(blocks: readonly PlacedBlock[]): FileFacts {
  const file: PlacedFacts[] = [];
  for (const { block, offset } of blocks) {
    const facts = factsOfBlock(block);
    if (facts) file.push({ facts, offset });
  }
  return file;
}

const factsOfBlock = perBlock((block): BlockFacts | null => {
  if (!FACTS.test(block.text)) return null;
  const exports = exportFacts(block);
  const imports = importsOf(block).flatMap(({ node: { start, end }, name }) =>
    name ? [{ name, start, end }] : [],
  );
  if (exports.length + imports.length === 0) return null;
  const key = JSON.stringify([exports, imports.map(({ name }) => nameText(name))]);
  return { exports, imports, key };
});

function exportFacts(block: Block): ExportFact[] {
  const found = exportOf(block);
  if (!found?.name) return [];
  const { name, output, description, value } = found;
  return [{ name, output, description, value: value?.kind === 'scalar' ? value.text : '' }];
}
