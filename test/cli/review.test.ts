import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { page, properties, resources, rule, told } from '../review/support.js';
import { folderOf, ROOT } from '../support/folders.js';
import { cronwright, type Ran } from './support.js';

const NIGHTLY = resources(rule());
const LATER = resources(rule({ expression: 'cron(0 4 * * ? *)' }));

function git(cwd: string, ...words: string[]): void {
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  execFileSync('git', [...who, ...words], { cwd, stdio: 'ignore' });
}

function write(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

/** A repository with one commit on `main`. */
function repository(files: Readonly<Record<string, string>>): string {
  const cwd = folderOf(files);
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'all');
  return cwd;
}

const review = (cwd: string, ...args: string[]) => cronwright(['review', ...args], { cwd });

const json = async (cwd: string, ...args: string[]) =>
  JSON.parse((await review(cwd, '--format', 'json', ...args)).stdout);

/** `changed infra/a.yml Nightly`, for each change. */
const changesOf = async (cwd: string, ...args: string[]): Promise<string[]> =>
  (await json(cwd, ...args)).changes.map(
    (change: Record<string, string>) => `${change.action} ${change.file} ${change.logicalId}`,
  );

describe('--base', () => {
  it('compares what is on the disk with where the branch began', async () => {
    const cwd = repository({ 'infra/a.yml': NIGHTLY, 'infra/b.yml': resources(rule({ id: 'B' })) });
    git(cwd, 'switch', '-q', '-c', 'topic');
    write(cwd, { 'infra/a.yml': LATER });
    git(cwd, 'commit', '-q', '-am', 'later');
    git(cwd, 'switch', '-q', 'main');
    // what others did on main meanwhile is not of this branch
    write(cwd, { 'infra/b.yml': resources(rule({ id: 'B', state: 'DISABLED' })) });
    git(cwd, 'commit', '-q', '-am', 'off');
    git(cwd, 'switch', '-q', 'topic');
    expect(await changesOf(cwd, '--base', 'main')).toEqual(['changed infra/a.yml Nightly']);
    expect(await changesOf(cwd, '--base', 'topic')).toEqual([]);
    write(cwd, { 'infra/c.yml': resources(rule({ id: 'New', name: 'new' })) });
    expect(await changesOf(cwd, '--base', 'topic')).toEqual(['added infra/c.yml New']);
    expect(await changesOf(cwd, '--base', 'topic', 'infra/a.yml')).toEqual([]);
    expect(await changesOf(join(cwd, 'infra'), '--base', 'main')).toEqual([
      'changed a.yml Nightly',
      'added c.yml New',
    ]);
  });

  it('finds what is removed, and compares a renamed file with itself', async () => {
    const cwd = repository({ 'a.yml': NIGHTLY, 'b.yml': resources(rule({ id: 'B' })) });
    rmSync(join(cwd, 'b.yml'));
    renameSync(join(cwd, 'a.yml'), join(cwd, 'schedules.yml'));
    git(cwd, 'add', '-A');
    expect(await changesOf(cwd, '--base', 'HEAD')).toEqual(['removed b.yml B']);
    expect(await changesOf(cwd, '--base', 'HEAD', 'b.yml')).toEqual(['removed b.yml B']);
  });

  it('heeds cronwright.yml and .gitignore', async () => {
    const cwd = repository({
      'cronwright.yml': 'files:\n  exclude: [old/**]\nzones: [Asia/Tokyo]\n',
      '.gitignore': 'build/\n',
      'old/a.yml': NIGHTLY,
      'b.yml': NIGHTLY,
    });
    write(cwd, { 'old/a.yml': LATER, 'b.yml': LATER, 'build/c.yml': LATER, 'notes.yml': 'a: 1\n' });
    expect(await changesOf(cwd, '--base', 'main')).toEqual(['changed b.yml Nightly']);
    expect((await review(cwd, '--base', 'main')).stdout).toMatch(/Next runs \(Tokyo\)/);
  });

  it('sees an export go away that another template imports', async () => {
    const exporting = (name: string) =>
      `Resources:\n  C: { Type: AWS::ECS::Cluster }\nOutputs:\n  A:\n    Value: !GetAtt C.Arn\n    Export: { Name: ${name} }\n`;
    const cwd = repository({
      'net.yml': exporting('net-a'),
      'a.yml': resources(rule({ target: ['Arn: !ImportValue net-a'] })),
    });
    write(cwd, { 'net.yml': exporting('net-b') });
    const { stdout, code } = await review(cwd, '--base', 'main', '--fail-on', 'stop');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /stop +Exports\n.*`net-a` of `net.yml` goes away, and `a.yml` imports it/,
    );
  });

  it('tells of new problems, with the rake tasks of the application', async () => {
    const target = (task: string) => [
      'Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live',
      'RoleArn: arn:aws:iam::123456789012:role/events',
      `Input: '{"containerOverrides":[{"name":"app","command":["rake","${task}"]}]}'`,
      'EcsParameters: { TaskDefinitionArn: app }',
    ];
    const cwd = repository({
      Rakefile: 'task(:ship) {}\n',
      'a.yml': resources(
        rule({ target: target('ship') }),
        rule({ id: 'B', name: 'b', target: target('gone') }),
      ),
    });
    const text = readFileSync(join(cwd, 'a.yml'), 'utf8');
    write(cwd, { 'a.yml': text.replace('"ship"', '"shipp"') });
    const { problems } = await json(cwd, '--base', 'main');
    expect(problems).toMatchObject([{ file: 'a.yml', rule: 'target/rake-task' }]);
    expect(problems[0].message).toContain('shipp');
  });

  it.each([
    ['an unknown commit', 'nowhere', /^cronwright: There is no commit nowhere here\. In CI/],
    ['what looks like an option', '--base=--output=x', /There is no commit --output=x here/],
  ])('refuses %s', async (_, ref, said) => {
    const cwd = repository({ 'a.yml': NIGHTLY });
    const args = ref.startsWith('--') ? [ref] : ['--base', ref];
    const { code, stderr, stdout } = await review(cwd, ...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
  });

  it('refuses a folder without a repository, and a branch of another root', async () => {
    const none = await review(folderOf({ 'a.yml': NIGHTLY }), '--base', 'main');
    expect([none.code, none.stderr]).toEqual([
      2,
      'cronwright: This folder is in no git repository.\n',
    ]);
    const cwd = repository({ 'a.yml': NIGHTLY });
    git(cwd, 'switch', '-q', '--orphan', 'other');
    write(cwd, { 'b.yml': NIGHTLY });
    git(cwd, 'add', '.');
    git(cwd, 'commit', '-q', '-m', 'other');
    const { code, stderr } = await review(cwd, '--base', 'main');
    expect(code).toBe(2);
    expect(stderr).toMatch(/no commit in common with main/);
  });

  it('says that a path stands for nothing', async () => {
    const { code, stderr } = await review(
      repository({ 'a.yml': NIGHTLY }),
      ...['--base', 'main', 'infra/none.yml'],
    );
    expect(code).toBe(2);
    expect(stderr).toBe('infra/none.yml matches no file, and nothing that changed.\n');
  });
});

describe('--format json', () => {
  it('is the contract', async () => {
    const cwd = repository({ 'a.yml': NIGHTLY });
    write(cwd, { 'a.yml': resources(rule({ expression: 'cron(0 4 1 1 ? 2099)' })) });
    const report = await json(cwd, '--base', 'main');
    expect(report).toEqual({
      version: 1,
      verdict: 'look',
      source: {
        kind: 'git',
        base: 'main',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        templates: 1,
      },
      now: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      checks: expect.arrayContaining([
        {
          id: 'schedule',
          level: 'look',
          title: 'When it runs',
          evidence: [expect.stringContaining('`Nightly`')],
        },
      ]),
      changes: [
        {
          file: 'a.yml',
          line: 2,
          logicalId: 'Nightly',
          service: 'rule',
          action: 'changed',
          before: {
            name: 'shop-nightly',
            state: 'ENABLED',
            expression: 'cron(0 3 * * ? *)',
            description: 'At 03:00 (UTC)',
            timezone: 'UTC',
            frequency: '1 run a day',
            runsPerDay: 1,
            next: expect.arrayContaining([expect.stringMatching(/T03:00:00Z$/)]),
            idle: null,
            targets: [{ id: 'jobs', arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs', commands: [] }],
          },
          after: expect.objectContaining({
            expression: 'cron(0 4 1 1 ? 2099)',
            next: ['2099-01-01T04:00:00Z'],
          }),
          differences: [
            {
              path: 'ScheduleExpression',
              before: 'cron(0 3 * * ? *)',
              after: 'cron(0 4 1 1 ? 2099)',
              known: true,
              causes: [],
            },
          ],
          replacement: null,
          imports: { added: [], removed: [] },
        },
      ],
      problems: [],
      notKnown: [expect.any(String), expect.any(String)],
    });
    expect(report.changes[0].before.next).toHaveLength(5);
  });
});

describe('text', () => {
  it('fits a terminal and ends with the verdict', async () => {
    const cwd = repository({ 'a.yml': NIGHTLY });
    const long = 'x'.repeat(300);
    write(cwd, {
      'a.yml': resources(
        rule({ expression: 'cron(0 4 * * ? *)', lines: [`Description: "${long}\\e[2J"`] }),
        rule({ id: 'L'.repeat(80), name: 'n'.repeat(64), state: 'DISABLED' }),
      ),
    });
    const { stdout, stderr } = await review(cwd, '--base', 'main', '--zone', 'Europe/Berlin');
    expect(stderr).toBe('');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout).toMatch(/Next runs \(Berlin\)/);
    expect(stdout).not.toContain('\x1b');
    expect(stdout.trimEnd()).toMatch(/Verdict: look$/);
  });

  it('has colors only where they are wanted', async () => {
    const cwd = repository({ 'a.yml': NIGHTLY });
    write(cwd, { 'a.yml': LATER });
    const { stdout } = await cronwright(['review', '--base', 'main'], {
      cwd,
      env: { FORCE_COLOR: '1' },
    });
    expect(stdout).toContain('\x1b[33mlook');
  });
});

describe('--fail-on', () => {
  const cwd = repository({ 'a.yml': NIGHTLY });
  const ran = (text: string, ...args: string[]): Promise<Ran> => {
    write(cwd, { 'a.yml': text });
    return review(cwd, '--base', 'main', ...args);
  };

  it('fails on its level and on worse', async () => {
    const codes = [];
    for (const text of [NIGHTLY, LATER, NIGHTLY.replace('shop-nightly', 'other')])
      for (const args of [[], ['--fail-on', 'stop'], ['--fail-on', 'look']])
        codes.push((await ran(text, ...args)).code);
    expect(codes).toEqual([0, 0, 0, 0, 0, 1, 0, 1, 1]);
  });
});

describe('--change-set', () => {
  const set = JSON.stringify(
    page([
      told({
        before: properties(),
        after: properties({ ScheduleExpression: 'cron(0 4 * * ? *)' }),
      }),
    ]),
  );

  it('is held against the template of the paths', async () => {
    const cwd = folderOf({ 'set.json': set, 'a.yml': LATER, 'b.yml': NIGHTLY });
    const ok = await review(cwd, '--change-set', 'set.json', 'a.yml', '--fail-on', 'stop');
    expect([ok.code, ok.stderr]).toEqual([0, '']);
    expect(ok.stdout).toMatch(/pass +As written\n +· Held against `a.yml`/);
    const not = await review(cwd, '--change-set', 'set.json', 'b.yml', '--fail-on', 'stop');
    expect(not.code).toBe(1);
    expect(not.stdout).toMatch(/stop +As written/);
  });

  it('with --base finds what was written and it would not do', async () => {
    const weekly = (state: string) => rule({ id: 'Weekly', name: 'weekly', state });
    const cwd = repository({ 'a.yml': resources(rule(), weekly('DISABLED')) });
    write(cwd, {
      'a.yml': resources(rule({ expression: 'cron(0 4 * * ? *)' }), weekly('ENABLED')),
      'set.json': set,
    });
    const { stdout } = await review(cwd, '--change-set', 'set.json', '--base', 'main', 'a.yml');
    expect(stdout).toMatch(/stop +As written\n +· `Weekly` is changed in the template \(State\)/);
  });

  it('is read in pages', async () => {
    const pages = [page([], { NextToken: 'next' }), page([])];
    const cwd = folderOf({ 'set.json': JSON.stringify(pages), 'a.yml': NIGHTLY });
    expect((await json(cwd, '--change-set', 'set.json')).checks[0]).toMatchObject({
      id: 'ready',
    });
  });

  it('as Markdown goes into a pull request', async () => {
    const cwd = folderOf({
      'set.json': readFileSync(join(ROOT, 'test/fixtures/change-sets/shop.json')),
      'a.yml': NIGHTLY,
    });
    const { stdout } = await review(cwd, '--change-set', 'set.json', '--format', 'markdown');
    expect(stdout).toMatch(/^## Review of schedules: \w+\n/);
    expect(stdout).toContain('by change set `deploy-42` of stack `shop`');
    expect(stdout).toContain('### `WeeklySchedule` is added');
  });

  it.each([
    ['is not there', {}, /^cronwright: set\.json does not exist\.\n$/],
    ['is something else', { 'set.json': '{"Reservations": []}' }, /holds no change set\. Write it/],
    ['is no JSON', { 'set.json': '{' }, /holds no change set/],
  ])('refuses a file that %s', async (_, files, said) => {
    const cwd = folderOf({ 'a.yml': NIGHTLY, ...files });
    const { code, stderr } = await review(cwd, '--change-set', 'set.json');
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });
});

describe('arguments', () => {
  it.each([
    [[], /review needs what to compare with: --base REF/],
    [['--change-set', 'a', '--change-set-name', 'b'], /Leave one out/],
    [['--stack', 'shop'], /--stack needs --change-set-name/],
    [['--change-set-name', 'b'], /--change-set-name needs --stack/],
    [
      ['--base', 'main', '--zone', 'Berlin'],
      /Berlin is no IANA time zone\. Did you mean Europe\/Be/,
    ],
    [['--base', 'main', '--fail-on', 'pass'], /--fail-on is stop or look/],
  ])('%j', async (args, said) => {
    const { code, stderr } = await review(repository({ 'a.yml': NIGHTLY }), ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(said);
  });

  it('--help has examples', async () => {
    const { code, stdout } = await cronwright(['review', '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('cronwright review --base main');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(90);
  });
});
