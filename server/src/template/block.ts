import { isJson, parseJson } from './json.js';
import { type Home, newPlace } from './kept.js';
import { entriesOf, type Node, type Span } from './node.js';
import { rereadValue } from './reread.js';
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

const parsed = newPlace();

export function parseChunk(chunk: Chunk): ParsedChunk {
  chunk.kept[parsed] ??= read(chunk);
  return chunk.kept[parsed] as ParsedChunk;
}

/** Parses a chunk that was made of another by an edit: only what was typed in, where that is enough. */
export function parseEdited(chunk: Chunk, before: Chunk): void {
  chunk.kept[parsed] ??= reread(chunk, before.kept[parsed] as ParsedChunk | undefined);
}

function reread({ text }: Chunk, before: ParsedChunk | undefined): ParsedChunk | undefined {
  const [block, another] = before?.blocks ?? [];
  if (!before || !block || another || before.problems.length + before.anchors.length > 0) return;
  const value = rereadValue(block, text);
  return value ? { ...before, blocks: [{ ...block, value, text, kept: [] }] } : undefined;
}

function read(chunk: Chunk): ParsedChunk {
  const { section, text } = chunk;
  const parse = section === null && isJson(text) ? parseJson : parseYaml;
  const { root, ...rest } = parse(text);
  const blocks =
    section === null
      ? entriesOf(root).flatMap(({ key, value }) => blocksOf(key, value, text))
      : blocksOf(section, root, text);
  return { blocks, ...rest };
}

function blocksOf(section: string, node: Node | null, text: string): Block[] {
  return entriesOf(node).map(entry => ({ section, ...entry, text, kept: [] }));
}
