import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { fixAll } from '../../server/src/features/fixes.js';
import { RULES } from '../../server/src/rules/all.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { lint } from '../../server/src/rules/lint.js';
import type { Edit, Fix, Problem } from '../../server/src/rules/rule.js';
import { isTemplate } from '../../server/src/template/detect.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';

interface Subject {
  readonly name: string;
  readonly text: string;
  /** Other files of the workspace. */
  readonly files: Readonly<Record<string, string>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

function templatesOf(folder: string): Subject[] {
  const texts = new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(name => statSync(join(folder, name)).isFile())
      .map(name => [name, readFileSync(join(folder, name), 'utf8')] as const)
      .filter(([, text]) => isTemplate(text)),
  );
  return [...texts].map(([name, text]) => ({ name, text, files: {} }));
}

const EXAMPLES = templatesOf(join(root, 'examples')).map(subject => ({
  ...subject,
  files: { 'exports.json': readFileSync(join(root, 'examples/exports.json'), 'utf8') },
}));

const SUBJECTS: readonly Subject[] = [
  ...RULES.flatMap(({ id, bad }) =>
    'template' in bad ? [{ name: id, text: bad.template, files: bad.files ?? {} }] : [],
  ),
  ...templatesOf(join(root, 'test/fixtures/shapes')),
  // those with Windows line ends are made of the others below
  ...templatesOf(join(root, 'test/fixtures/fixes')).filter(({ text }) => !text.includes('\r')),
  ...EXAMPLES,
];

/** What is typed in place of a schedule that was right; all have a safe fix. */
const FAULTS = [
  'rate(1 hours)',
  'cron(0 9 * * MON-FRI)',
  'cron(0 9 * * MON-FRI *)',
  'cron(0 9 ? * 0 *)',
  '0 9 * * *',
  'every day',
  '@daily',
  'cron(0 9,21 * * *)',
];

/** The same file with each of its schedules in turn of the faults, in quotes and without. */
function withFaults({ name, text, files }: Subject, turn: number): Subject {
  let at = turn;
  const faulty = text.replace(
    /^( *"?ScheduleExpression"?: )(["']?)(?:cron|rate)\([^)\r\n]*\)\2/gm,
    (_, key: string, quote: string) => {
      const fault = FAULTS[at++ % FAULTS.length] ?? '';
      const mark = quote || (fault.startsWith('@') ? '"' : '');
      return `${key}${mark}${fault}${mark}`;
    },
  );
  return { name: `${name}, with faults from ${turn}`, text: faulty, files };
}

function problemsOf(text: string, files: Subject['files']): Problem[] {
  const workspace = workspaceOf({ ...files, 'template.yml': text });
  const context = {
    now: Date.UTC(2026, 10, 24),
    uri: 'file:///project/template.yml',
    workspace,
    live: null,
  };
  return lint(parseTemplate(text), context, DEFAULT_CONFIG);
}

function applied(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .reduce((out, { start, end, newText }) => out.slice(0, start) + newText + out.slice(end), text);
}

/** How often each rule says something at a severity. */
function tally(problems: readonly Problem[], severity: RegExp): Map<string, number> {
  const counts = new Map<string, number>();
  for (const problem of problems)
    if (severity.test(problem.severity))
      counts.set(problem.rule, (counts.get(problem.rule) ?? 0) + 1);
  return counts;
}

function expectNoMore(after: Map<string, number>, before: Map<string, number>, why: string) {
  for (const [rule, count] of after)
    expect(count, `${rule} after ${why}`).toBeLessThanOrEqual(before.get(rule) ?? 0);
}

/** The edits lie in the text and apart, and bring the line ends that the file has. */
function expectTidy(text: string, { title, edits }: Fix) {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const eol = text.includes('\r\n') ? /^(?:[^\r\n]|\r\n)*$/ : /^[^\r]*$/;
  let last = 0;
  for (const { start, end, newText } of sorted) {
    expect(start, title).toBeGreaterThanOrEqual(last);
    expect(end, title).toBeGreaterThanOrEqual(start);
    expect(newText, title).toMatch(eol);
    expect(text.slice(start, end), title).not.toBe(newText);
    last = end;
  }
  expect(last).toBeLessThanOrEqual(text.length);
}

/** The comments stay, and what the title promises stands there. */
function expectItsPromise(text: string, { rule }: Problem, { title, edits }: Fix) {
  const repaired = applied(text, edits);
  const aboutComments = /^(?:yaml\/truncated|suppression\/)/.test(rule);
  if (!aboutComments) expect(commentsOf(repaired), title).toEqual(commentsOf(text));
  const [, promised] = /^Write `(.*)`$/.exec(title) ?? [];
  if (rule.startsWith('schedule/')) expect(repaired, title).toContain(promised);
}

function commentsOf(text: string): string[] {
  return text.match(/(?<=\s)#.*/g) ?? [];
}

function expectGoodFixes({ text, files }: Subject) {
  const before = problemsOf(text, files);
  const yaml = parseTemplate(text).syntax.length;
  for (const problem of before)
    for (const fix of problem.fixes ?? []) {
      expectTidy(text, fix);
      expectItsPromise(text, problem, fix);
      const repaired = applied(text, fix.edits);
      expect(parseTemplate(repaired).syntax.length, fix.title).toBeLessThanOrEqual(yaml);
      if (fix.safe) expectSafe(problem, fix, before, problemsOf(repaired, files));
    }
}

function expectSafe(problem: Problem, { title }: Fix, before: Problem[], after: Problem[]) {
  const count = (problems: Problem[]) =>
    problems.filter(({ rule }) => rule === problem.rule).length;
  expect(count(after), `${problem.rule} after ${title}`).toBeLessThan(count(before));
  expectNoMore(tally(after, /error|warning/), tally(before, /error|warning/), title);
}

/** "Fix all" again and again, until there is nothing left to fix. */
function fixedThroughout({ text, files }: Subject): { text: string; rounds: number } {
  let repaired = text;
  for (let rounds = 0; rounds < 5; rounds++) {
    const edits = fixAll(problemsOf(repaired, files));
    if (edits.length === 0) return { text: repaired, rounds };
    repaired = applied(repaired, edits);
  }
  throw new Error(`not done after 5 rounds:\n${repaired}`);
}

function expectFixedPoint(subject: Subject) {
  const { text, files } = subject;
  const repaired = fixedThroughout(subject);
  expectNoMore(
    tally(problemsOf(repaired.text, files), /error|warning/),
    tally(problemsOf(text, files), /error|warning/),
    'fix all',
  );
  const broken = parseTemplate(text).syntax.length;
  expect(parseTemplate(repaired.text).syntax.length).toBeLessThanOrEqual(broken);
}

const isSyntax = ({ rule }: Problem) => rule === 'schedule/syntax';

const crlf = (text: string) => text.replace(/\r?\n/g, '\r\n');

describe.each(SUBJECTS.map(subject => [subject.name, subject] as const))('%s', (_, subject) => {
  it('has fixes that do what they say', () => expectGoodFixes(subject));

  it('is fixed throughout in a few rounds', () => expectFixedPoint(subject));

  it('is fixed alike with a byte order mark and Windows line ends', () => {
    const windows = { ...subject, text: `\uFEFF${crlf(subject.text)}` };
    expectGoodFixes(windows);
    expect(fixedThroughout(windows).text).toBe(`\uFEFF${crlf(fixedThroughout(subject).text)}`);
  });
});

describe('faults in every schedule of a file', () => {
  const faulty = EXAMPLES.flatMap(subject => FAULTS.map((_, turn) => withFaults(subject, turn)));

  it.each(faulty.map(subject => [subject.name, subject] as const))('%s', (_, subject) => {
    expectGoodFixes(subject);
    expectFixedPoint(subject);
    const { text } = fixedThroughout(subject);
    expect(problemsOf(text, subject.files).filter(isSyntax)).toEqual([]);
  });

  it('are there to be fixed', () => {
    const schedules = faulty.filter(({ name }) => name.startsWith('schedules.yml'));
    for (const { text, files } of schedules)
      expect(problemsOf(text, files).filter(isSyntax).length).toBeGreaterThanOrEqual(12);
  });
});

describe('fix all', () => {
  const rule = (lines: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
${lines}`;
  const fixedText = (text: string) => fixedThroughout({ name: '', text, files: {} });

  it('applies once what two problems of an expression ask for', () => {
    const text = rule('      ScheduleExpression: cron 0 9 * * *\n      State: ENABLED\n');
    const offered = problemsOf(text, {}).filter(({ fixes }) => fixes);
    expect(offered.length).toBeGreaterThan(1);
    expect(fixedText(text)).toEqual({
      text: rule('      ScheduleExpression: cron(0 9 * * ? *)\n      State: ENABLED\n'),
      rounds: 1,
    });
  });

  it('keeps quotes, tabs, blanks and comments', () => {
    const text = rule(
      '      ScheduleExpression:   "rate(1 hours)" \t# hourly,\ttoo\r\n      State:  ENABLED  \n',
    );
    expect(fixedText(text).text).toBe(text.replace('hours', 'hour'));
  });

  it('quotes what a comma would end between braces', () => {
    const flow = (value: string) =>
      rule('').replace('Properties:', `Properties: {State: ENABLED, ScheduleExpression: ${value}}`);
    const { text } = fixedText(flow("'0 9,21 * * *'"));
    expect(text).toBe(flow("'cron(0 9,21 * * ? *)'"));
  });

  it('leaves alone what is a guess', () => {
    const text = `Resources:
  Once:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2030-01-01T00:00:00Z)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: a, RoleArn: b }
`;
    expect(problemsOf(text, {})[0]?.fixes).toMatchObject([{ safe: false }]);
    expect(fixedText(text)).toEqual({ text, rounds: 0 });
  });
});

const corpus = process.env.CRONWRIGHT_CORPUS;

/** The real templates: set CRONWRIGHT_CORPUS to a folder of some. */
describe.runIf(corpus)('the corpus, with faults', () => {
  const real = corpus ? templatesOf(corpus) : [];
  const faulty = real.flatMap(subject => [0, 4, 7].map(turn => withFaults(subject, turn)));

  it.each(faulty.map(subject => [subject.name, subject] as const))('%s', (_, subject) => {
    expectGoodFixes(subject);
    expectFixedPoint(subject);
  });
});
