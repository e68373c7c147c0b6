import { parseJson } from './json.js';
import { type Home, keptIn } from './kept.js';
import { type Entry, moved, type Node, type Span } from './node.js';
import { type Chunk, type PlacedChunk, split } from './split.js';
import { duplicateKey, type ParsedText, parseYaml, type SyntaxProblem } from './yaml.js';

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

export interface Template {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** In the order of the file. */
  readonly blocks: readonly PlacedBlock[];
  readonly syntax: readonly SyntaxProblem[];
  /** What the next version is compared with: of this version, or of one before if it has none. */
  readonly chunks: readonly PlacedChunk[];
  /** The blocks of a section, in the order of the file. */
  section(name: string): readonly PlacedBlock[];
  /** A block by its section and key; of several the first. */
  find(section: string, key: string): PlacedBlock | undefined;
}

/** CloudFormation takes a template of 1 MB at most, so what is twice as large is none. */
export const MAX_TEMPLATE = 2 * 1024 * 1024;

/**
 * Parses a template's text; never throws. One of more than MAX_TEMPLATE UTF-16 units is not looked
 * into. `previous` is the version before: chunks whose text did not change are not parsed again.
 */
export function parseTemplate(text: string, previous?: Template): Template {
  const before = previous?.chunks ?? [];
  if (text.length > MAX_TEMPLATE) return tooLarge(text, before);
  if (isJson(text)) return whole(text, 'json', parseJson(text), before);
  const chunks = split(text, before);
  if (!chunks || shareAnchors(chunks))
    return whole(text, 'yaml', parseYaml(text), chunks ?? before);
  const blocks: PlacedBlock[] = [];
  const syntax: SyntaxProblem[] = [];
  for (const { chunk, offset } of chunks) {
    const parsed = parseChunk(chunk);
    for (const block of parsed.blocks) blocks.push({ block, offset });
    for (const problem of parsed.problems) syntax.push({ ...problem, ...moved(problem, offset) });
  }
  const index = new BlockIndex(blocks);
  for (const problem of index.duplicates) syntax.push(problem);
  syntax.sort((a, b) => a.start - b.start);
  return new ParsedTemplate(text, 'yaml', blocks, syntax, chunks, index);
}

/**
 * The blocks of a template whose text matters, as far as it can be told without parsing it; the
 * others cost no more than a look.
 */
export function parseBlocks(text: string, matters: RegExp): readonly PlacedBlock[] {
  const chunks = isJson(text) ? null : split(text);
  const wanted = chunks?.filter(({ chunk }) => matters.test(chunk.text));
  const parsed = wanted?.map(({ chunk, offset }) => ({ ...parseChunk(chunk), offset }));
  if (!parsed || parsed.some(chunk => chunk.missingAnchors.length > 0))
    return parseTemplate(text).blocks;
  return parsed.flatMap(({ blocks, offset }) => blocks.map(block => ({ block, offset })));
}

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

class ParsedTemplate implements Template {
  constructor(
    readonly text: string,
    readonly format: Template['format'],
    readonly blocks: readonly PlacedBlock[],
    readonly syntax: readonly SyntaxProblem[],
    readonly chunks: readonly PlacedChunk[],
    private readonly index = new BlockIndex(blocks),
  ) {}

  section(name: string): readonly PlacedBlock[] {
    return this.index.section(name)?.blocks ?? [];
  }

  find(section: string, key: string): PlacedBlock | undefined {
    return this.index.section(section)?.byKey.get(key);
  }
}

interface Section {
  readonly blocks: PlacedBlock[];
  /** Of several with one key the first. */
  readonly byKey: Map<string, PlacedBlock>;
}

/** The blocks by section and key: a key made of both would be built for each at each keystroke. */
class BlockIndex {
  /** Keys that stand twice in one section, which no chunk can see by itself. */
  readonly duplicates: SyntaxProblem[] = [];
  private readonly sections = new Map<string, Section>();
  /** Of the keys that stand more than once. */
  private readonly last = new Map<PlacedBlock, PlacedBlock>();

  constructor(blocks: readonly PlacedBlock[]) {
    for (const placed of blocks) this.add(placed);
  }

  section(name: string): Section | undefined {
    return this.sections.get(name);
  }

  private add(placed: PlacedBlock): void {
    const { section: name, key } = placed.block;
    let section = this.sections.get(name);
    if (!section) {
      section = { blocks: [], byKey: new Map() };
      this.sections.set(name, section);
    }
    section.blocks.push(placed);
    const first = section.byKey.get(key);
    if (!first) section.byKey.set(key, placed);
    else this.repeated(first, placed);
  }

  private repeated(first: PlacedBlock, placed: PlacedBlock): void {
    const before = this.last.get(first) ?? first;
    this.last.set(first, placed);
    // within one chunk the parser has said it
    if (before.offset === placed.offset || placed.block.key === '<<') return;
    const problem = duplicateKey(placed.block);
    this.duplicates.push({ ...problem, ...moved(problem, placed.offset) });
  }
}

interface ParsedChunk extends Omit<ParsedText, 'root'> {
  readonly blocks: readonly Block[];
}

const parseChunk = keptIn((chunk: Chunk): ParsedChunk => {
  const { root, ...rest } = parseYaml(chunk.text);
  const { section, text } = chunk;
  const blocks =
    section === null
      ? blocksOf(root, text)
      : entriesOf(root).map(entry => ({ section, ...entry, text, kept: [] }));
  return { blocks, ...rest };
});

/** Whether a chunk uses an anchor that stands in another. */
function shareAnchors(chunks: readonly PlacedChunk[]): boolean {
  const needed = new Set<string>();
  for (const { chunk } of chunks)
    for (const name of parseChunk(chunk).missingAnchors) needed.add(name);
  if (needed.size === 0) return false;
  return chunks.some(({ chunk }) => parseChunk(chunk).anchors.some(name => needed.has(name)));
}

function whole(
  text: string,
  format: Template['format'],
  { root, problems }: ParsedText,
  chunks: readonly PlacedChunk[],
): Template {
  const blocks = blocksOf(root, text).map(block => ({ block, offset: 0 }));
  return new ParsedTemplate(text, format, blocks, problems, chunks);
}

function tooLarge(text: string, chunks: readonly PlacedChunk[]): Template {
  const megabytes = (text.length / 1024 / 1024).toFixed(1);
  const message = `This has ${megabytes} MB, and CloudFormation takes templates of at most 1 MB, so it is not checked. Split it into several stacks.`;
  const problem = { code: 'other', message, start: 0, end: 1 } as const;
  return new ParsedTemplate(text, isJson(text) ? 'json' : 'yaml', [], [problem], chunks);
}

function blocksOf(root: Node | null, text: string): Block[] {
  return entriesOf(root).flatMap(({ key: section, value }) =>
    entriesOf(value).map(entry => ({ section, ...entry, text, kept: [] })),
  );
}

/** The entries of a root or a section, also where the only one is called as a function is. */
function entriesOf(node: Node | null): readonly Entry[] {
  if (node?.kind === 'mapping') return node.entries;
  if (node?.kind !== 'intrinsic' || node.short) return [];
  return [{ key: node.name, keySpan: node.nameSpan, value: node.arg }];
}
