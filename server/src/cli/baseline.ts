import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { reasonOf } from '../disk/source.js';
import { UsageError } from './command.js';
import type { LocatedProblem } from './report.js';

export const BASELINE_FILE = '.cronwright-baseline.json';

/**
 * The problems that a team lives with. Each is known by its file, its rule and the text that it is
 * about: neither a line that moves nor a message that is worded anew makes it a new one.
 */
export interface KnownProblem {
  /** Relative to the baseline, with `/`. */
  readonly file: string;
  readonly rule: string;
  readonly text: string;
  /** How often, at least 1. */
  readonly count: number;
}

/**
 * Reads a baseline.
 * @throws UsageError where the file can't be read or is none
 */
export function readBaseline(path: string): KnownProblem[] {
  let known: unknown;
  try {
    known = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError))
      throw new UsageError(`${path} ${reasonOf(error)}. ${HINT}`);
  }
  const problems = (known as { problems?: unknown } | null)?.problems;
  if (Array.isArray(problems) && problems.every(isKnownProblem)) return problems;
  throw new UsageError(`${path} is no baseline of Cronwright. ${HINT}`);
}

const HINT = 'Write one with --write-baseline.';

/** Writes a baseline: all of it or, where that fails, nothing. */
export function writeBaseline(path: string, known: readonly KnownProblem[]): void {
  const sorted = [...known].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, `${JSON.stringify({ version: 1, problems: sorted }, null, 2)}\n`);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}

/** `fileOf` gives a problem's file as the baseline writes it. */
export type FileOf = (problem: LocatedProblem) => string;

export function toKnown(problems: readonly LocatedProblem[], fileOf: FileOf): KnownProblem[] {
  const known = new Map<string, KnownProblem>();
  for (const problem of problems) {
    const one = { file: fileOf(problem), rule: problem.rule, text: fingerprint(problem), count: 1 };
    const key = keyOf(one);
    known.set(key, { ...one, count: (known.get(key)?.count ?? 0) + 1 });
  }
  return [...known.values()];
}

/** The problems that a baseline doesn't answer for; of several that are alike, the last ones. */
export function unknownOnly(
  problems: readonly LocatedProblem[],
  known: readonly KnownProblem[],
  fileOf: FileOf,
): LocatedProblem[] {
  const left = new Map(known.map(one => [keyOf(one), one.count]));
  return problems.filter(problem => {
    const key = keyOf({ file: fileOf(problem), rule: problem.rule, text: fingerprint(problem) });
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
}

/** Short enough to be read in a review, and as good as the whole. */
function fingerprint({ text }: LocatedProblem): string {
  const words = text.trim().replace(/\s+/g, ' ');
  if (words.length <= 120) return words;
  return `${words.slice(0, 100)}… ${createHash('sha256').update(words).digest('hex').slice(0, 12)}`;
}

function keyOf({ file, rule, text }: Omit<KnownProblem, 'count'>): string {
  return `${file}\n${rule}\n${text}`;
}

function isKnownProblem(value: unknown): value is KnownProblem {
  const { file, rule, text, count } = (value ?? {}) as Partial<Record<keyof KnownProblem, unknown>>;
  return [file, rule, text].every(part => typeof part === 'string') && typeof count === 'number';
}
