import type { Home } from './kept.js';

/**
 * Splits a YAML template into chunks by a scan over its lines, with no parse: an entry of a section
 * (a resource, a parameter, an output …) or whatever stands between them. An edit then re-parses
 * its own chunk alone.
 */

/** A piece of the text, without its place. The same object is kept while its text stays the same. */
export interface Chunk extends Home {
  /** The section whose entry this is; null for a whole piece of the top level. */
  readonly section: string | null;
  readonly text: string;
}

export interface PlacedChunk {
  readonly chunk: Chunk;
  readonly offset: number;
}

/** A key at column 0: a word, in quotes, or whatever somebody typed before a `:`. */
const SECTION_LINE =
  /^(?:(\w[\w.:-]*|\w[^#:\r\n]*)|"(\w[\w.:-]*)"|'(\w[\w.:-]*)'):(?=[ \t]|\r?\n|$)/;
export const ENTRY_LINE = /^ +(?:[\w.:-]+|"[^"\r\n]*"|'[^'\r\n]*')[ \t]*:(?=[ \t]|\r?\n|$)/;
/** Lines at column 0 that stay with what is before them: a list, a bracket, half-typed words. */
const STAYING_LINE = /^(?:\w[^:]*$|-(?:[ \t]|\r?\n|$)|[\]}])/;
const LIST_LINE = /^ +-(?:[ \t]|\r?\n|$)/;
/** A text that ends on its line, or a plain one, in which no `key:` can follow. */
const PLAIN_TEXT =
  /^[ \t]+(?:![\w:]+[ \t]+)?(?:\w|"[^"\\\r\n]*"[ \t]*\r?\n|'[^'\r\n]*'[ \t]*\r?\n)/;
const HALF_TYPED_ENTRY = /^ +[\w<]/;
const DOCUMENT_START = /^---(?:[ \t]+#[^\n]*|[ \t]*)(?:\r?\n|$)/;
const COMMENTS = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*$/;
/** In a line of nothing but blanks the parser takes a tab after it for indentation, or not, by what is around. */
export const LONE_RETURN = /\r(?!\n)/;
/** An empty key to the left of the entries is a fault alone, and none after them. */
export const EMPTY_KEY = /^ +:(?=[ \t]|\r?\n|$)/;
const NOTHING_MORE = /^[ \t]*(?:#|\r?\n|$)/;

/**
 * Null where the text can't be split safely: a flow-style root, several documents, directives,
 * lines that fit no section. `previous` lets unchanged chunks be recognised by comparing them in
 * place, which costs a hundredth of scanning them.
 *
 * No quote or bracket that stays open over several lines is looked for: YAML has its further lines
 * indented deeper than their key, so one that looks like a section or an entry is a fault in both
 * readings.
 */
export function split(text: string, previous: readonly PlacedChunk[] = []): PlacedChunk[] | null {
  return new Splitter(text, previous).split();
}

class Splitter {
  private readonly placed: PlacedChunk[] = [];
  private section: string | null = null;
  /** Of the chunk that is open: null for a piece of the top level. */
  private chunkSection: string | null = null;
  private sectionStart = 0;
  /** The indentation of the section's entries; -1 until its first entry is seen. */
  private indent = -1;
  /** The section starts with a line that is no entry yet: its next entry stays with it. */
  private halfTyped = false;
  private chunkStart: number;
  /** How far the chunks of the version before have been recognised. */
  private known = 0;
  private byText: ReadonlyMap<string, number> | undefined;
  private readonly sections = new Set<string>();
  /** The section that goes on after a line that slipped to the left margin. */
  private slippedFrom: { readonly section: string; readonly indent: number } | null = null;
  private documentStarted = false;

  constructor(
    private readonly text: string,
    private readonly previous: readonly PlacedChunk[],
  ) {
    this.chunkStart = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  split(): PlacedChunk[] | null {
    let at = this.chunkStart;
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
    if (column < 0) return LONE_RETURN.test(this.text.slice(at, end)) ? -1 : end;
    if (column === 0) return this.topLevelLine(at, end);
    const line = this.text.slice(at, end);
    if (EMPTY_KEY.test(line) && column < this.indent) return -1;
    const isEntry = ENTRY_LINE.test(line);
    if (isEntry && this.goesOn(column)) return end;
    if (this.section === null) return end;
    if (this.indent < 0) return this.firstLine(at, end, column, isEntry);
    return isEntry && column === this.indent ? this.entryLine(at, end) : end;
  }

  /**
   * After `Key: text` or `Key:` and what is deeper, which slipped to the left margin, an entry of
   * the section before can only be a fault. It stays there, to tell it, and its section goes on.
   */
  private goesOn(column: number): boolean {
    const deeper = this.section === null || this.indent > column;
    if (!this.slippedFrom || column !== this.slippedFrom.indent || !deeper) return false;
    this.section = this.slippedFrom.section;
    this.indent = column;
    this.halfTyped = false;
    this.slippedFrom = null;
    return true;
  }

  private firstLine(at: number, end: number, column: number, isEntry: boolean): number {
    this.indent = column;
    if (this.slippedFrom && column <= this.slippedFrom.indent) this.slippedFrom = null;
    if (isEntry) return this.entryLine(at, end);
    const line = this.text.slice(at, end);
    this.halfTyped = HALF_TYPED_ENTRY.test(line);
    if (this.halfTyped) return end;
    if (!LIST_LINE.test(line)) this.slippedFrom = null;
    this.takeWhole();
    return end;
  }

  private entryLine(at: number, end: number): number {
    if (this.halfTyped) {
      this.halfTyped = false;
      return end;
    }
    this.close(at);
    return this.skipKnown(at) ?? end;
  }

  private topLevelLine(at: number, end: number): number {
    const line = this.text.slice(at, end);
    if (this.sections.size === 0 && !COMMENTS.test(this.text.slice(this.chunkStart, at))) return -1;
    const match = SECTION_LINE.exec(line);
    if (!match) return this.otherLine(line, end);
    this.close(at);
    const name = (match[1] ?? match[2] ?? match[3] ?? '').trimEnd();
    if (this.sections.has(name)) return -1;
    this.sections.add(name);
    const rest = line.slice(match[0].length);
    const splits = NOTHING_MORE.test(rest);
    const slips = this.section !== null && this.indent > 0 && (splits || PLAIN_TEXT.test(rest));
    this.slippedFrom = slips ? { section: this.section ?? '', indent: this.indent } : null;
    this.section = this.chunkSection = splits ? name : null;
    this.sectionStart = at;
    this.indent = -1;
    this.halfTyped = false;
    if (splits) this.chunkStart = end;
    return end;
  }

  private otherLine(line: string, end: number): number {
    if (this.sections.size === 0) return this.startDocument(line, end);
    if (!STAYING_LINE.test(line)) return -1;
    if (this.indent >= 0 && !this.halfTyped) return end;
    this.slippedFrom = null;
    this.takeWhole();
    return end;
  }

  private startDocument(line: string, end: number): number {
    if (this.documentStarted || !DOCUMENT_START.test(line)) return -1;
    this.documentStarted = true;
    this.close(end);
    return end;
  }

  /** The section has no entries to split it by. */
  private takeWhole(): void {
    if (this.section === null) return;
    this.section = this.chunkSection = null;
    this.chunkStart = this.sectionStart;
  }

  /** Where the text goes on with chunks of the version before, steps over them. */
  private skipKnown(at: number): number | null {
    if (this.slippedFrom) return null;
    const from = this.knownAt(at);
    if (from < 0) return null;
    let end = at;
    let start = at;
    for (let i = from; this.isKnown(i, end); i++) {
      const known = this.previous[i] as PlacedChunk;
      start = end;
      end += known.chunk.text.length;
      this.placed.push(known.offset === start ? known : { chunk: known.chunk, offset: start });
      this.known = i + 1;
    }
    if (this.startsEntry(end)) return this.stepOver(end);
    // what follows goes on in the last one
    this.placed.pop();
    this.known--;
    return start === at ? null : this.stepOver(start);
  }

  private stepOver(end: number): number {
    this.chunkStart = end;
    return end;
  }

  /** The place of a chunk before that stands here now; -1 if it is none of the next few. */
  private knownAt(at: number): number {
    for (let i = this.known; i < this.known + 3; i++) if (this.isKnown(i, at)) return i;
    return -1;
  }

  private isKnown(i: number, at: number): boolean {
    const chunk = this.previous[i]?.chunk;
    if (!chunk || chunk.section !== this.section) return false;
    const end = at + chunk.text.length;
    // forty times faster than `startsWith` in V8
    return this.text.slice(at, end) === chunk.text && this.text.charCodeAt(end - 1) === 10;
  }

  private startsEntry(at: number): boolean {
    const end = this.lineEnd(at);
    const column = this.indentation(at, end);
    if (column === 0) return SECTION_LINE.test(this.text.slice(at, end));
    return column === this.indent && ENTRY_LINE.test(this.text.slice(at, end));
  }

  private close(end: number): void {
    const start = this.chunkStart;
    const section = this.chunkSection;
    this.chunkStart = end;
    this.chunkSection = this.section;
    if (start >= end) return;
    const text = this.text.slice(start, end);
    const chunk = this.reuse(section, text, end) ?? { section, text: detached(text), kept: [] };
    this.placed.push({ chunk, offset: start });
  }

  private reuse(section: string | null, text: string, end: number): Chunk | undefined {
    const next = this.previous[this.known]?.chunk;
    if (next?.text !== text && this.isKnown(this.known + 1, end)) {
      // it stands for the one that was there, whose text was edited
      this.known++;
      return undefined;
    }
    const found = next?.text === text ? this.known : this.indexByText().get(text);
    const chunk = found === undefined ? undefined : this.previous[found]?.chunk;
    if (found === undefined || chunk?.section !== section) return undefined;
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
    const isBreak = code === 10 || (code === 13 && this.text.charCodeAt(i + 1) === 10);
    const blank = i >= end || isBreak || code === 9;
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
