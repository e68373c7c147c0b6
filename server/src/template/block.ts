import { isJson, parseJson } from './json.js';
import { type Home, keptIn } from './kept.js';
import type { Entry, Node, Span } from './node.js';
import type { Chunk } from './split.js';
import { type ParsedText, parseYaml } from './yaml.js';

/**
 * An entry of a section, e.g. one resource, without its place in the file: every offset in it counts
 * from the start of `text`. It is the same object for as long as its text does not change, so what
 * is found out about a block may be kept.
 */
export interface Block extends Home {
  readonly section: string;
  /** The logical id, the name of the parameter, … */
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
  readonly text: string;
}

export interface PlacedBlock {
  readonly block: Block;
  /** Where the block's text starts in the file. */
  readonly offset: number;
}

/** A chunk that has been read; a text that can't be split is one chunk of its own. */
export interface ParsedChunk extends Omit<ParsedText, 'root'> {
  readonly blocks: readonly Block[];
}

export const parseChunk = keptIn((chunk: Chunk): ParsedChunk => {
  const { section, text } = chunk;
  const parse = section === null && isJson(text) ? parseJson : parseYaml;
  const { root, ...rest } = parse(text);
  const blocks =
    section === null
      ? entriesOf(root).flatMap(({ key, value }) => blocksOf(key, value, text))
      : blocksOf(section, root, text);
  return { blocks, ...rest };
});

function blocksOf(section: string, node: Node | null, text: string): Block[] {
  return entriesOf(node).map(entry => ({ section, ...entry, text, kept: [] }));
}

/** The entries of a root or a section, also where the only one is called as a function is. */
function entriesOf(node: Node | null): readonly Entry[] {
  if (node?.kind === 'mapping') return node.entries;
  if (node?.kind !== 'intrinsic' || node.short) return [];
  return [{ key: node.name, keySpan: node.nameSpan, value: node.arg }];
}
