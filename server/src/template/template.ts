import { parseJson } from './json.js';
import type { Entry, Node, Span } from './node.js';
import { type Chunk, type PlacedChunk, split } from './split.js';
import { duplicateKey, type ParsedText, parseYaml, type SyntaxProblem } from './yaml.js';

/**
 * An entry of a section, e.g. one resource, without its place in the file: every offset in it counts
 * from the start of `text`. It is the same object for as long as its text does not change, so what
 * is found out about a block may be kept in a WeakMap.
 */
export interface Block {
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
  if (!chunks) return whole(text, 'yaml', parseYaml(text), before);
  const parsed = chunks.map(({ chunk }) => parseChunk(chunk));
  if (shareAnchors(parsed)) return whole(text, 'yaml', parseYaml(text), chunks);
  const blocks: PlacedBlock[] = [];
  const syntax: SyntaxProblem[] = [];
  for (const [i, { offset }] of chunks.entries()) {
    for (const block of parsed[i]?.blocks ?? []) blocks.push({ block, offset });
    for (const problem of parsed[i]?.problems ?? []) syntax.push(moved(problem, offset));
  }
  for (const problem of duplicates(blocks)) syntax.push(problem);
  syntax.sort((a, b) => a.start - b.start);
  return new ParsedTemplate(text, 'yaml', blocks, syntax, chunks);
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
  private index: BlockIndex | undefined;
  private sections: Map<string, PlacedBlock[]> | undefined;

  constructor(
    readonly text: string,
    readonly format: Template['format'],
    readonly blocks: readonly PlacedBlock[],
    readonly syntax: readonly SyntaxProblem[],
    readonly chunks: readonly PlacedChunk[],
  ) {}

  section(name: string): readonly PlacedBlock[] {
    if (!this.sections) {
      this.sections = new Map();
      for (const placed of this.blocks) {
        const known = this.sections.get(placed.block.section);
        if (known) known.push(placed);
        else this.sections.set(placed.block.section, [placed]);
      }
    }
    return this.sections.get(name) ?? [];
  }

  find(section: string, key: string): PlacedBlock | undefined {
    if (!this.index) {
      this.index = new Map();
      for (const placed of this.blocks) {
        const ofSection = sectionIn(this.index, placed.block.section);
        if (!ofSection.has(placed.block.key)) ofSection.set(placed.block.key, placed);
      }
    }
    return this.index.get(section)?.get(key);
  }
}

/** By section and key: a key made of both would be built for each block at each keystroke. */
type BlockIndex = Map<string, Map<string, PlacedBlock>>;

function sectionIn(index: BlockIndex, section: string): Map<string, PlacedBlock> {
  const known = index.get(section) ?? new Map<string, PlacedBlock>();
  index.set(section, known);
  return known;
}

interface ParsedChunk extends Omit<ParsedText, 'root'> {
  readonly blocks: readonly Block[];
}

const parsedChunks = new WeakMap<Chunk, ParsedChunk>();

function parseChunk(chunk: Chunk): ParsedChunk {
  let parsed = parsedChunks.get(chunk);
  if (!parsed) {
    const { root, ...rest } = parseYaml(chunk.text);
    const blocks =
      chunk.section === null
        ? blocksOf(root, chunk.text)
        : entriesOf(root).map(entry => ({
            section: chunk.section ?? '',
            ...entry,
            text: chunk.text,
          }));
    parsed = { blocks, ...rest };
    parsedChunks.set(chunk, parsed);
  }
  return parsed;
}

/** Whether a chunk uses an anchor that stands in another. */
function shareAnchors(chunks: readonly ParsedChunk[]): boolean {
  const needed = chunks.flatMap(chunk => chunk.missingAnchors);
  return needed.length > 0 && chunks.some(c => c.anchors.some(name => needed.includes(name)));
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
    entriesOf(value).map(entry => ({ section, ...entry, text })),
  );
}

/** The entries of a root or a section, also where the only one is called as a function is. */
function entriesOf(node: Node | null): readonly Entry[] {
  if (node?.kind === 'mapping') return node.entries;
  if (node?.kind !== 'intrinsic' || node.short) return [];
  return [{ key: node.name, keySpan: node.nameSpan, value: node.arg }];
}

/** Keys that stand twice in one section, which no chunk can see by itself. */
function duplicates(blocks: readonly PlacedBlock[]): SyntaxProblem[] {
  const index: BlockIndex = new Map();
  const problems: SyntaxProblem[] = [];
  for (const placed of blocks) {
    const { section, key } = placed.block;
    const seen = sectionIn(index, section);
    const before = seen.get(key);
    // within one chunk the parser has said it
    if (before && before.offset !== placed.offset && key !== '<<')
      problems.push(moved(duplicateKey(placed.block), placed.offset));
    seen.set(key, placed);
  }
  return problems;
}

function moved(problem: SyntaxProblem, by: number): SyntaxProblem {
  return { ...problem, start: problem.start + by, end: problem.end + by };
}
