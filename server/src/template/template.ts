import { parseJson } from './json.js';
import type { Mapping, Node, Span } from './node.js';
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
  /** Null where the text was parsed whole. */
  readonly chunks: readonly PlacedChunk[] | null;
  /** A block by its section and key; of several the first. */
  find(section: string, key: string): PlacedBlock | undefined;
}

/**
 * Parses a template's text; never throws. `previous` is the version before: chunks whose text did
 * not change are not parsed again.
 */
export function parseTemplate(text: string, previous?: Template): Template {
  if (isJson(text)) return whole(text, 'json', parseJson(text));
  const chunks = split(text, previous?.chunks ?? undefined);
  if (!chunks) return whole(text, 'yaml', parseYaml(text));
  const parsed = chunks.map(({ chunk, offset }) => ({ ...parseChunk(chunk), offset }));
  if (parsed.some(chunk => chunk.needsAnchors)) return whole(text, 'yaml', parseYaml(text));
  const blocks = parsed.flatMap(({ blocks, offset }) => blocks.map(block => ({ block, offset })));
  const syntax = parsed.flatMap(({ problems, offset }) => problems.map(p => moved(p, offset)));
  syntax.push(...duplicates(blocks));
  return new ParsedTemplate(text, 'yaml', blocks, syntax, chunks);
}

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

class ParsedTemplate implements Template {
  private byName: Map<string, PlacedBlock> | undefined;

  constructor(
    readonly text: string,
    readonly format: Template['format'],
    readonly blocks: readonly PlacedBlock[],
    readonly syntax: readonly SyntaxProblem[],
    readonly chunks: readonly PlacedChunk[] | null,
  ) {}

  find(section: string, key: string): PlacedBlock | undefined {
    if (!this.byName) {
      this.byName = new Map();
      for (const placed of this.blocks) {
        const name = `${placed.block.section}\n${placed.block.key}`;
        if (!this.byName.has(name)) this.byName.set(name, placed);
      }
    }
    return this.byName.get(`${section}\n${key}`);
  }
}

interface ParsedChunk {
  readonly blocks: readonly Block[];
  readonly problems: readonly SyntaxProblem[];
  readonly needsAnchors: boolean;
}

const parsedChunks = new WeakMap<Chunk, ParsedChunk>();

function parseChunk(chunk: Chunk): ParsedChunk {
  let parsed = parsedChunks.get(chunk);
  if (!parsed) {
    const { root, problems, needsAnchors } = parseYaml(chunk.text);
    const blocks =
      chunk.section === null
        ? sectionsOf(root).flatMap(([name, section]) => entriesOf(name, section, chunk.text))
        : entriesOf(chunk.section, root, chunk.text);
    parsed = { blocks, problems, needsAnchors };
    parsedChunks.set(chunk, parsed);
  }
  return parsed;
}

function whole(text: string, format: Template['format'], parsed: ParsedText): Template {
  const blocks = sectionsOf(parsed.root)
    .flatMap(([name, section]) => entriesOf(name, section, text))
    .map(block => ({ block, offset: 0 }));
  return new ParsedTemplate(text, format, blocks, parsed.problems, null);
}

function sectionsOf(root: Node | null): [string, Node][] {
  return root?.kind === 'mapping' ? root.entries.map(({ key, value }) => [key, value]) : [];
}

function entriesOf(section: string, node: Node | null, text: string): Block[] {
  const entries = (node as Mapping | null)?.kind === 'mapping' ? (node as Mapping).entries : [];
  return entries.map(({ key, keySpan, value }) => ({ section, key, keySpan, value, text }));
}

/** Keys that stand twice in one section, which no chunk can see by itself. */
function duplicates(blocks: readonly PlacedBlock[]): SyntaxProblem[] {
  const seen = new Map<string, PlacedBlock>();
  const problems: SyntaxProblem[] = [];
  for (const placed of blocks) {
    const name = `${placed.block.section}\n${placed.block.key}`;
    const first = seen.get(name);
    // within one chunk the parser has said it
    if (!first) seen.set(name, placed);
    else if (first.offset !== placed.offset)
      problems.push(moved(duplicateKey(placed.block), placed.offset));
  }
  return problems;
}

function moved(problem: SyntaxProblem, by: number): SyntaxProblem {
  return { ...problem, start: problem.start + by, end: problem.end + by };
}
