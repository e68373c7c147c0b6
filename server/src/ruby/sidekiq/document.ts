import { changeBetween } from '../../template/change.js';
import type { RubyParser } from '../parser.js';
import { resection, type Section, sectionsOf } from '../sections.js';
import type { Span } from '../span.js';
import type { SidekiqFacts } from './facts.js';
import { factsIn } from './read.js';

/** A Ruby file as the rules see it. */
export interface RubyFile {
  readonly text: string;
  readonly sidekiq: SidekiqFacts;
}

/** A text that was read, and where its statements begin. */
interface Version extends RubyFile {
  readonly sections: readonly Part[];
}

interface Part extends Section {
  /** It is closed, and not about Sidekiq's Redis. */
  readonly isMasked: boolean;
}

/** A shorter text is always read as a whole: that takes no time. */
const SHORT = 8000;

/** A Ruby file that is typed: each version is read on the one before. */
export class RubyDocument {
  private last: Version | null = null;

  /** `names` are what else than Sidekiq's own words makes a part of the file matter. */
  constructor(
    private readonly parser: RubyParser,
    private readonly names: readonly string[] = [],
  ) {}

  /** The last version without a syntax error; null where there was none. */
  get lastGood(): RubyFile | null {
    return this.last;
  }

  /**
   * Reads a version, of a long text only what changed and what is about Sidekiq. False where it has a
   * syntax error, or may have one: then `lastGood` is as before.
   */
  update(text: string): boolean {
    const { last } = this;
    if (last?.text === text) return true;
    if (!last || text.length < SHORT) return this.readWhole(text);
    const change = changeBetween(last.text, text);
    const at = sectionAround(last.sections, change);
    const section = last.sections[at];
    if (!section) return this.readWhole(text);
    const inner = this.resection(section, text.slice(section.start, section.end + change.by));
    if (!inner) return false;
    const before = last.sections.slice(0, at);
    const after = last.sections.slice(at + 1).map(one => moved(one, change.by));
    const sections = [...before, ...inner, ...after];
    if (!section.isMasked || !inner.every(one => one.isMasked)) return this.take(text, sections);
    // nobody looks in there: what was understood stands, further down
    this.last = { text, sections, sidekiq: factsBehind(section.end, change.by, last.sidekiq) };
    return true;
  }

  /** Reads a version as if it were the first one. */
  readWhole(text: string): boolean {
    const parsed = this.parser.parse(text);
    if (parsed.hasErrors || !parsed.root) return false;
    return this.take(text, this.partsOf(sectionsOf(text, parsed), text));
  }

  /** What has become of a section, by its text. */
  private resection({ start }: Section, text: string): readonly Part[] | null {
    const inner = resection(text, this.parser);
    return inner && this.partsOf(inner, text).map(one => moved(one, start));
  }

  private partsOf(sections: readonly Section[], text: string): readonly Part[] {
    return sections.map(section => {
      const { start, end, kind } = section;
      const isMasked = kind === 'closed' && !matters(text.slice(start, end), this.names);
      return { ...section, isMasked };
    });
  }

  private take(text: string, sections: readonly Part[]): boolean {
    const parsed = this.parser.parse(masked(text, sections));
    if (parsed.hasErrors || !parsed.root) return false;
    this.last = { text, sections, sidekiq: factsIn(text, parsed.root, parsed) };
    return true;
  }
}

/** What a Ruby file says of Sidekiq; null where it has a syntax error. Never throws. */
export function readRuby(
  text: string,
  parser: RubyParser,
  names: readonly string[] = [],
): RubyFile | null {
  const document = new RubyDocument(parser, names);
  document.readWhole(text);
  return document.lastGood;
}

/** The index of the section that a change stays in, of the last one where it is between two; else -1. */
function sectionAround(sections: readonly Section[], { start, end }: Span): number {
  return sections.findLastIndex(
    section => section.kind !== 'frame' && section.start <= start && end <= section.end,
  );
}

function moved<S extends Section>(section: S, by: number): S {
  return { ...section, start: section.start + by, end: section.end + by };
}

/** Facts with each offset from one on moved. */
function factsBehind<Facts>(at: number, by: number, facts: Facts): Facts {
  if (by === 0 || typeof facts !== 'object' || facts === null) return facts;
  if (Array.isArray(facts)) return facts.map(one => factsBehind(at, by, one)) as Facts;
  const entries = Object.entries(facts).map(([key, value]) =>
    (key === 'start' || key === 'end') && value >= at
      ? [key, value + by]
      : [key, factsBehind(at, by, value)],
  );
  return Object.fromEntries(entries);
}

/** The text with blanks in place of what is masked. */
function masked(text: string, sections: readonly Part[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, isMasked } of sections) {
    if (!isMasked || end === start) continue;
    parts.push(text.slice(at, start), ' '.repeat(end - start - 1), '\n');
    at = end;
  }
  return at === 0 ? text : parts.join('') + text.slice(at);
}

/** What stands in code that has to do with a Redis, or may give the URL of one; not the words by which a job is one. */
const WORDS =
  /sidekiq(?!_options\b|::(?:Job|Worker)\b)|redis|periodic|\b(?:ENV|rand|schedule|retry(?!:))\b|Random\b|queue:(?! )|\.(?:sample|shuffle|push|zadd)\b|perform_async\(\*/i;

function matters(section: string, names: readonly string[]): boolean {
  const code = section.replace(/^[ \t]*#.*$/gm, '');
  return WORDS.test(code) || names.some(name => code.includes(name));
}
