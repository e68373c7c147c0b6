/**
 * Splits a YAML template into chunks by a scan over its lines, with no parse: an entry of a section
 * (a resource, a parameter, an output …) or whatever stands between them. An edit then re-parses
 * its own chunk alone.
 */

/** A piece of the text, without its place. The same object is kept while its text stays the same. */
export interface Chunk {
  /** The section whose entry this is; null for a whole piece of the top level. */
  readonly section: string | null;
  readonly text: string;
}

export interface PlacedChunk {
  readonly chunk: Chunk;
  readonly offset: number;
}

/** The sections whose entries stand alone; the others are read whole. */
const SECTIONS = new Set(['Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs']);

const SECTION_LINE = /^(?:([A-Za-z]\w*)|"([A-Za-z]\w*)"|'([A-Za-z]\w*)')[ \t]*:(?=\s|$)/;
const ENTRY_LINE = /^ +(?:[\w.:-]+|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*:(?=\s|$)/;

/**
 * Null where the text can't be split safely: a flow-style root, several documents, directives,
 * lines that fit no section. `previous` lets unchanged chunks be recognised by comparing them in
 * place, which costs a hundredth of scanning them.
 */
export function split(text: string, previous: readonly PlacedChunk[] = []): PlacedChunk[] | null {
  return new Splitter(text, previous).split();
}

class Splitter {
  private readonly placed: PlacedChunk[] = [];
  private section: string | null = null;
  /** The indentation of the section's entries; -1 until its first entry is seen. */
  private indent = -1;
  private chunkStart: number;
  /** How far the chunks of the version before have been recognised. */
  private known = 0;
  private byText: ReadonlyMap<string, number> | undefined;
  private readonly sections = new Set<string>();

  constructor(
    private readonly text: string,
    private readonly previous: readonly PlacedChunk[],
  ) {
    this.chunkStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  split(): PlacedChunk[] | null {
    let at = this.chunkStart;
    if (/^---\s*?(?:\n|$)/.test(this.text.slice(at, at + 5))) at = this.chunkStart = this.lineEnd(at);
    while (at < this.text.length) {
      const next = this.line(at);
      if (next < 0) return null;
      at = next;
    }
    this.close(this.text.length);
    return this.placed;
  }

  /** Takes the line at an offset; gives the offset of the next line to take, or -1 to give up. */
  private line(at: number): number {
    const end = this.lineEnd(at);
    const column = this.indentation(at, end);
    if (column < 0) return end;
    if (column === 0) return this.topLevelLine(at, end);
    if (this.section === null) return end;
    if (this.indent < 0) this.indent = column;
    if (column < this.indent) return -1;
    if (column > this.indent || !ENTRY_LINE.test(this.text.slice(at, end))) return end;
    this.close(at);
    return this.skipKnown(at) ?? end;
  }

  private topLevelLine(at: number, end: number): number {
    const line = this.text.slice(at, end);
    const match = SECTION_LINE.exec(line);
    if (!match) return -1;
    this.close(at);
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    if (this.sections.has(name)) return -1;
    this.sections.add(name);
    const rest = line.slice(match[0].length).trim();
    const splits = SECTIONS.has(name) && (rest === '' || rest.startsWith('#'));
    this.section = splits ? name : null;
    this.indent = -1;
    if (splits) this.chunkStart = end;
    return end;
  }

  /** Where the text goes on with a chunk of the version before, steps over it. */
  private skipKnown(at: number): number | null {
    for (let i = this.known; i < Math.min(this.known + 3, this.previous.length); i++) {
      const { chunk } = this.previous[i] as PlacedChunk;
      const end = at + chunk.text.length;
      if (chunk.section !== this.section || !this.text.startsWith(chunk.text, at)) continue;
      if (this.text.charCodeAt(end - 1) !== 10 || !this.startsEntry(end)) continue;
      this.known = i;
      return end;
    }
    return null;
  }

  private startsEntry(at: number): boolean {
    const end = this.lineEnd(at);
    const column = this.indentation(at, end);
    if (column === 0) return SECTION_LINE.test(this.text.slice(at, end));
    return column === this.indent && ENTRY_LINE.test(this.text.slice(at, end));
  }

  private close(end: number): void {
    const start = this.chunkStart;
    this.chunkStart = end;
    if (start >= end) return;
    const text = this.text.slice(start, end);
    const chunk = this.reuse(text) ?? { section: this.section, text: detached(text) };
    this.placed.push({ chunk, offset: start });
  }

  private reuse(text: string): Chunk | undefined {
    const next = this.previous[this.known]?.chunk;
    const found = next?.text === text ? this.known : this.indexByText().get(text);
    const chunk = found === undefined ? undefined : this.previous[found]?.chunk;
    if (found === undefined || chunk?.section !== this.section) return undefined;
    this.known = found + 1;
    return chunk;
  }

  private indexByText(): ReadonlyMap<string, number> {
    this.byText ??= new Map(this.previous.map(({ chunk }, i) => [chunk.text, i]));
    return this.byText;
  }

  /** The column of the line's first character; -1 for a blank line or a comment. */
  private indentation(at: number, end: number): number {
    let i = at;
    while (i < end && this.text.charCodeAt(i) === 32) i++;
    const code = this.text.charCodeAt(i);
    const blank = i >= end || code === 10 || code === 13 || code === 9;
    return blank || code === 35 ? -1 : i - at;
  }

  private lineEnd(at: number): number {
    const newline = this.text.indexOf('\n', at);
    return newline < 0 ? this.text.length : newline + 1;
  }
}

/** A copy that does not hold on to the whole text, as a slice of it does in V8. */
function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
