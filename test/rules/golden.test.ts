import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { applied } from '../../server/src/features/applied.js';
import { fixAll } from '../../server/src/features/fixes.js';
import { RULES } from '../../server/src/rules/all.js';
import type { Edit, Problem } from '../../server/src/rules/rule.js';
import { problemsIn } from '../support/sidekiq.js';

/**
 * The fixes of each rule, as files. `<family>/<rule>/<case>.yml` has the faults, and beside it are
 *   <case>.safe.yml   what "fix all" makes of it; not there where it leaves all as it is
 *   <case>.guess.yml  each problem's first fix, chosen by hand, where one is not beyond doubt
 *   <case>.guess-2.yml, …  the second fix of those that have one, …
 * and in `around/` the other files of the workspace. With CRONWRIGHT_GOLDEN=write they are written.
 */
const FOLDER = fileURLToPath(new URL('../fixtures/fixes', import.meta.url));
const writes = process.env.CRONWRIGHT_GOLDEN === 'write';

const read = (path: string) => readFileSync(path, 'utf8');

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(path => statSync(path).isFile())
    .sort();
}

const isGolden = (path: string) => /\.(?:safe|guess(?:-\d+)?)\.\w+$/.test(path);
const isAround = (path: string) => relative(FOLDER, path).split(/[\\/]/)[2] === 'around';

const ALL = filesBelow(FOLDER);
const CASES = ALL.filter(path => !isGolden(path) && !isAround(path));

const ruleOf = (path: string) => relative(FOLDER, dirname(path)).replaceAll('\\', '/');

/** Where a case stands in its workspace: rules on Ruby go by the path. */
const PATHS: Readonly<Record<string, string>> = {
  '.yml': 'template.yml',
  '.json': 'template.json',
  '.rb': 'config/initializers/sidekiq.rb',
  '.rake': 'lib/tasks/jobs.rake',
};

/** What is said of the file of a case, or of a text in its place. */
function problemsOf(path: string, text = read(path)): Problem[] {
  const around = join(dirname(path), 'around');
  const files = filesBelow(around).map(file => [relative(around, file), read(file)] as const);
  const here = PATHS[extname(path)] ?? basename(path);
  return problemsIn(here, { ...Object.fromEntries(files), [here]: text.replace(/^\uFEFF/, '') });
}

/** A file with some edits made; a byte order mark stays. */
function edited(path: string, edits: readonly Edit[]): string {
  const [mark = ''] = /^\uFEFF?/.exec(read(path)) ?? [];
  return mark + applied(read(path).slice(mark.length), edits);
}

/** What the goldens of a case have to be, by their names' ends. */
function goldensOf(path: string): Map<string, string> {
  const problems = problemsOf(path);
  const own = problems.filter(({ rule }) => rule === ruleOf(path));
  const goldens = new Map<string, string>();
  const all = edited(path, fixAll(problems));
  if (all !== read(path)) goldens.set('safe', all);
  const most = Math.max(0, ...own.map(({ fixes = [] }) => fixes.length));
  for (let n = 0; n < most; n++) {
    const chosen = own.flatMap(({ fixes = [] }) => fixes[n] ?? []);
    const isSafe = chosen.every(({ safe }) => safe);
    const text = edited(
      path,
      chosen.flatMap(({ edits }) => edits),
    );
    if (isSafe) expect(text, 'each fix by itself does what "fix all" does').toBe(all);
    else goldens.set(n === 0 ? 'guess' : `guess-${n + 1}`, text);
  }
  return goldens;
}

const goldenPath = (path: string, end: string) =>
  path.replace(/\.(\w+)$/, (_, extension) => `.${end}.${extension}`);

describe.each(CASES.map(path => [relative(FOLDER, path), path] as const))('%s', (_, path) => {
  it('is fixed as the files beside it are', () => {
    const goldens = goldensOf(path);
    expect(goldens.size).toBeGreaterThan(0);
    if (writes) for (const [end, text] of goldens) writeFileSync(goldenPath(path, end), text);
    const stem = path.slice(0, -extname(path).length);
    const beside = ALL.filter(
      other => isGolden(other) && other.replace(/\.(?:safe|guess(?:-\d+)?)\.\w+$/, '') === stem,
    );
    if (!writes)
      expect(beside).toEqual([...goldens.keys()].map(end => goldenPath(path, end)).sort());
    for (const [end, text] of goldens) expect(text).toBe(read(goldenPath(path, end)));
  });

  it('has nothing left to fix in them', () => {
    for (const text of goldensOf(path).values())
      expect(ofRule(problemsOf(path, text), path)).toEqual([]);
  });

  it('has a fix for each problem of its rule', () => {
    const own = ofRule(problemsOf(path), path);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter(({ fixes = [] }) => fixes.length === 0)).toEqual([]);
  });
});

/** The problems of the rule of a case, without those that only point to another one. */
function ofRule(problems: readonly Problem[], path: string): Problem[] {
  return problems.filter(({ rule, severity }) => rule === ruleOf(path) && severity !== 'info');
}

/** Whether a rule's source makes fixes, or something that it takes from a neighbor does. */
function makesFixes(id: string): boolean {
  const source = read(fileURLToPath(new URL(`../../server/src/rules/${id}.ts`, import.meta.url)));
  return /\bfix(?:es)?\b|\bjsonFix\b|\b(?:number|choice)Findings\b/.test(source);
}

it.each(RULES.map(({ id }) => id).filter(makesFixes))('%s has a case for its fixes', id => {
  expect(CASES.map(ruleOf)).toContain(id);
});
