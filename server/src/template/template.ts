import { type Block, type PlacedBlock, parseChunk, parseEdited } from './block.js';
import { type BlockKey, blockKeysOf, isCalled } from './block-keys.js';
import type { TextChange } from './change.js';
import { editedChunk } from './edited-chunk.js';
import { gatherChunks } from './gather.js';
import { isJson } from './json.js';
import type { Change, Version } from './kept-up.js';
import { moved } from './node.js';
import { type PlacedChunk, split } from './split.js';
import { duplicateKey, type SyntaxProblem } from './yaml.js';

export type { Block, PlacedBlock } from './block.js';

export interface Template extends Version {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** In the order of the file. */
  readonly blocks: readonly PlacedBlock[];
  readonly syntax: readonly SyntaxProblem[];
  /** What the next version is compared with: its chunks, or those of one before if it is not split. */
  readonly lastSplit: readonly PlacedChunk[];
  /** The blocks of a section, in the order of the file. */
  section(name: string): readonly PlacedBlock[];
  /** A block by its section and key; of several the first. */
  find(section: string, key: string): PlacedBlock | undefined;
}

/** What has the text of a version, and may put it together only when it is asked for. */
export interface Source {
  readonly text: string;
}

/** CloudFormation takes a template of 1 MB at most, so what is twice as large is none. */
export const MAX_TEMPLATE = 2 * 1024 * 1024;

/**
 * Parses a template's text; never throws. One of more than MAX_TEMPLATE UTF-16 units is not looked
 * into. `previous` is the version before: chunks whose text did not change are not parsed again.
 */
export function parseTemplate(text: string, previous?: Template): Template {
  const lastSplit = previous?.lastSplit ?? [];
  if (text.length > MAX_TEMPLATE) return tooLarge(text, lastSplit);
  if (isJson(text)) return whole(text, 'json', lastSplit);
  const chunks = split(text, lastSplit);
  if (!chunks) return whole(text, 'yaml', lastSplit);
  return inChunks({ text }, chunks, changeOf(chunks, previous));
}

/**
 * The same where it is known how the text came from that of the version before, at a price that does
 * not grow with the text: it is not asked for. Null where the change may reach beyond one block.
 */
export function parseChanged(
  source: Source,
  change: TextChange,
  { chunks, lastSplit, kept }: Template,
): Template | null {
  const edited = chunks === lastSplit ? editedChunk(chunks, change) : null;
  const last = chunks.at(-1);
  if (!edited || !last) return null;
  const { at, chunk } = edited;
  const went = chunks[at] as PlacedChunk;
  const by = chunk.text.length - went.chunk.text.length;
  if (last.offset + last.chunk.text.length + by > MAX_TEMPLATE) return null;
  const came = { chunk, offset: went.offset };
  const behind = chunks.slice(at + 1);
  const moved =
    by === 0 ? behind : behind.map(({ chunk, offset }) => ({ chunk, offset: offset + by }));
  const now = [...chunks.slice(0, at), came, ...moved];
  return inChunks(source, now, { before: kept, from: at, came: [came], went: [went], by });
}

function inChunks(source: Source, chunks: readonly PlacedChunk[], change: Change | null): Template {
  if (change?.came.length === 1 && change.went.length === 1)
    parseEdited((change.came[0] as PlacedChunk).chunk, (change.went[0] as PlacedChunk).chunk);
  const template = new ParsedTemplate(source, 'yaml', chunks, chunks, change);
  return shareAnchors(template) ? whole(source.text, 'yaml', chunks) : template;
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

class ParsedTemplate implements Template {
  readonly kept: unknown[] = [];
  private allBlocks: readonly PlacedBlock[] | undefined;
  private allProblems: readonly SyntaxProblem[] | undefined;

  constructor(
    private readonly source: Source,
    readonly format: Template['format'],
    readonly chunks: readonly PlacedChunk[],
    readonly lastSplit: readonly PlacedChunk[],
    readonly change: Change | null = null,
    private readonly problem?: SyntaxProblem,
  ) {}

  get text(): string {
    return this.source.text;
  }

  get blocks(): readonly PlacedBlock[] {
    this.allBlocks ??= this.chunks.flatMap(blocksIn);
    return this.allBlocks;
  }

  get syntax(): readonly SyntaxProblem[] {
    this.allProblems ??= this.problem ? [this.problem] : syntaxOf(this);
    return this.allProblems;
  }

  section(name: string): readonly PlacedBlock[] {
    const places = blockKeysOf(this).placesOf(name);
    return this.blocksAt(places).filter(({ block }) => block.section === name);
  }

  find(section: string, key: string): PlacedBlock | undefined {
    const place = blockKeysOf(this).placeOf(section, key);
    if (place === undefined) return undefined;
    const isIt = isCalled(section, key);
    return this.blocksAt([place]).find(({ block }) => isIt(block));
  }

  private blocksAt(places: readonly number[]): PlacedBlock[] {
    return places.flatMap(place => blocksIn(this.chunks[place] as PlacedChunk));
  }
}

function blocksIn({ chunk, offset }: PlacedChunk): PlacedBlock[] {
  return parseChunk(chunk).blocks.map(block => ({ block, offset }));
}

/** The problems of the chunks, and the keys that stand in several of them. */
function syntaxOf(template: Version): SyntaxProblem[] {
  const { chunks } = template;
  const problems = [
    ...faulty(template).flatMap(({ offset, found }) =>
      found.map(problem => ({ ...problem, ...moved(problem, offset) })),
    ),
    ...blockKeysOf(template).duplicates.map(duplicate => problemOf(duplicate, chunks)),
  ];
  return problems.sort((a, b) => a.start - b.start);
}

const faulty = gatherChunks(chunk => {
  const { problems } = parseChunk(chunk);
  return problems.length > 0 ? problems : null;
});

function problemOf({ at, section, key }: BlockKey, chunks: readonly PlacedChunk[]): SyntaxProblem {
  const { chunk, offset } = chunks[at] as PlacedChunk;
  const block = parseChunk(chunk).blocks.find(isCalled(section, key)) as Block;
  const problem = duplicateKey(block);
  return { ...problem, ...moved(problem, offset) };
}

/** How the chunks came from those of the version before, where that was split too. */
function changeOf(chunks: readonly PlacedChunk[], previous: Template | undefined): Change | null {
  if (!previous || previous.chunks !== previous.lastSplit) return null;
  const before = previous.chunks;
  const most = Math.min(chunks.length, before.length);
  const isSame = (i: number, j: number) => chunks[i]?.chunk === before[j]?.chunk;
  let from = 0;
  while (from < most && isSame(from, from) && chunks[from]?.offset === before[from]?.offset) from++;
  let [to, toBefore] = [chunks.length, before.length];
  while (to > from && toBefore > from && isSame(to - 1, toBefore - 1)) {
    to--;
    toBefore--;
  }
  return {
    before: previous.kept,
    from,
    came: chunks.slice(from, to),
    went: before.slice(from, toBefore),
    by: (chunks[to]?.offset ?? 0) - (before[toBefore]?.offset ?? 0),
  };
}

/** The names that a chunk uses and that no anchor in it has. */
const aliases = gatherChunks(chunk => {
  const { missingAnchors } = parseChunk(chunk);
  return missingAnchors.length > 0 ? missingAnchors : null;
});

/** Whether a chunk uses an anchor that stands in another. */
function shareAnchors(template: Version): boolean {
  const needed = new Set(aliases(template).flatMap(({ found }) => found));
  if (needed.size === 0) return false;
  return template.chunks.some(({ chunk }) =>
    parseChunk(chunk).anchors.some(name => needed.has(name)),
  );
}

function whole(
  text: string,
  format: Template['format'],
  lastSplit: readonly PlacedChunk[],
): Template {
  const chunk = { section: null, text, kept: [] };
  return new ParsedTemplate({ text }, format, [{ chunk, offset: 0 }], lastSplit);
}

function tooLarge(text: string, lastSplit: readonly PlacedChunk[]): Template {
  const megabytes = (text.length / 1024 / 1024).toFixed(1);
  const message = `This has ${megabytes} MB, and CloudFormation takes templates of at most 1 MB, so it is not checked. Split it into several stacks.`;
  const problem = { code: 'other', message, start: 0, end: 1 } as const;
  return new ParsedTemplate({ text }, isJson(text) ? 'json' : 'yaml', [], lastSplit, null, problem);
}
