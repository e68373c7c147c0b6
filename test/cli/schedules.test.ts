import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ROOT } from '../support/folders.js';
import { cronwright, GOOD, ruleTemplate } from './support.js';

const schedules = (files: Record<string, string>, ...args: string[]) =>
  cronwright(['schedules', ...args], { cwd: folderOf(files) });

const json = async (files: Record<string, string>) =>
  JSON.parse((await schedules(files, '--format', 'json')).stdout);

/** A rule in 2099, so that its runs are known whenever the test runs. */
const LATER = `Resources:
  Ship:
    Type: AWS::Events::Rule
    Properties:
      Name: ship_orders
      ScheduleExpression: cron(30 9 1 1 ? 2099-2101)
      Targets:
        - Id: ship
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","orders:ship|all"]}]}'
`;

describe('--format json', () => {
  it('is the contract', async () => {
    expect(await json({ 'infra/later.yml': LATER })).toEqual({
      version: 1,
      schedules: [
        {
          file: 'infra/later.yml',
          line: 2,
          logicalId: 'Ship',
          name: 'ship_orders',
          service: 'rule',
          expression: 'cron(30 9 1 1 ? 2099-2101)',
          timezone: 'UTC',
          description: expect.stringContaining('09:30'),
          next: ['2099-01-01T09:30:00Z', '2100-01-01T09:30:00Z', '2101-01-01T09:30:00Z'],
          state: 'ENABLED',
          target: 'arn:aws:ecs:eu-west-1:123456789012:cluster/live',
          command: 'bundle exec rake orders:ship|all',
          neverFires: false,
        },
      ],
    });
  });

  it('has null for what is not known', async () => {
    const text = ruleTemplate('!Ref When').replace(
      'Resources:',
      'Parameters:\n  When: {Type: String}\nResources:',
    );
    const { schedules: found } = await json({ 'a.yml': text });
    expect(found).toMatchObject([{ line: 4, expression: null, description: null, next: [] }]);
  });
});

describe('text', () => {
  it('is a table that says how much there is', async () => {
    const { code, stdout, stderr } = await schedules({ 'a.yml': LATER, 'b.yml': GOOD });
    expect([code, stderr]).toEqual([0, '']);
    const lines = stdout.split('\n');
    expect(lines.slice(0, 2)).toEqual([
      'a.yml',
      expect.stringMatching(/^Name +When +Next runs \(UTC\) +Target +Command$/),
    ]);
    expect(stdout).toMatch(
      /^ship_orders +At 09:30.* Thu 1 Jan 2099 09:30 +ecs live +bundle exec rake$/m,
    );
    expect(stdout.trimEnd()).toMatch(/\n\n2 schedules in 2 of 2 templates$/);
  });

  it('fits a terminal, whatever the names', async () => {
    const long = LATER.replace('ship_orders', 'a'.repeat(64)).replace(
      'orders:ship',
      `o:${'s_p'.repeat(30)}`,
    );
    const { stdout } = await schedules({ 'a.yml': long });
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(stdout.replace(/\s/g, '')).toContain('a'.repeat(10));
    expect(stdout).toContain('Sat 1 Jan 2101 09:30');
  });

  it.each([
    ['rate(5 minutes)', /Every 5 minutes +counts from its/],
    ['cron(0 9 31 4 ? *)', /April +never/],
    ['rate(1 minutes)', /not understood: +/],
    ['!Sub rate(${AWS::Region})', /not known: +/],
  ])('%s says why there are no runs', async (expression, said) => {
    expect((await schedules({ 'a.yml': ruleTemplate(expression) })).stdout).toMatch(said);
  });

  it('says that a schedule is disabled', async () => {
    const text = GOOD.replace('ENABLED', 'DISABLED');
    expect((await schedules({ 'a.yml': text })).stdout).toMatch(/Friday +disabled/);
  });

  it('shows what a terminal would take for a command', async () => {
    const text = LATER.replace('ship_orders', '"a\\e[2Jb"');
    expect((await schedules({ 'a.yml': text })).stdout).not.toContain('\x1b');
  });

  it('has colours only where they are wanted', async () => {
    const cwd = folderOf({ 'a.yml': GOOD });
    const { stdout } = await cronwright(['schedules'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(stdout).toContain('\x1b[1ma.yml');
    expect((await cronwright(['schedules'], { cwd })).stdout).not.toContain('\x1b');
  });

  it('of templates without a schedule is one line', async () => {
    const { code, stdout } = await schedules({
      'a.yml':
        'Resources:\n  Topic: {Type: AWS::SNS::Topic}\nAWSTemplateFormatVersion: 2010-09-09\n',
    });
    expect([code, stdout]).toEqual([0, 'No schedules in 1 template\n']);
  });
});

describe('--format markdown', () => {
  it('is a table for each file, in which nothing breaks out of its cell', async () => {
    const { stdout } = await schedules({ 'a_b.yml': LATER }, '--format', 'markdown');
    const [title, , head, rule, row, ...rest] = stdout.split('\n');
    expect(title).toBe('### a\\_b.yml');
    expect(head).toBe('| Name | When | Next runs (UTC) | Target | Command |');
    expect(rule).toBe('| --- | --- | --- | --- | --- |');
    expect(row?.split(/(?<!\\)\|/)).toHaveLength(7);
    expect(row).toContain('09:30<br>Fri 1 Jan 2100 09:30<br>');
    expect(row).toContain('`bundle exec rake orders:ship\\|all`');
    expect(rest.join('\n')).toBe('\n1 schedule in 1 template\n');
  });
});

describe('trouble', () => {
  it('is a path with no template', async () => {
    const { code, stderr } = await schedules({ 'a.txt': '' });
    expect(code).toBe(2);
    expect(stderr).toContain('has no CloudFormation template');
  });

  it('is a configuration that has a problem', async () => {
    const { code, stderr, stdout } = await schedules({
      'a.yml': GOOD,
      'cronwright.yml': 'zone: []',
    });
    expect(code).toBe(2);
    expect(stderr).toContain('cronwright.yml:1:1');
    expect(stdout).toContain('1 schedule in 1 template');
  });
});

it('lists the example, all fourteen', async () => {
  const { code, stdout } = await cronwright(['schedules', join(ROOT, 'examples')]);
  expect(code).toBe(0);
  expect(stdout).toContain('\n14 schedules in 1 of ');
});

const { CRONWRIGHT_CORPUS: corpus } = process.env;
if (corpus)
  it('lists real templates, none too wide', async () => {
    const { code, stdout } = await cronwright(['schedules', '.'], { cwd: corpus ?? '' });
    expect(code).toBe(0);
    const rows = stdout.split('\n').filter(line => !/\.(?:ya?ml|json|template)$/.test(line));
    expect(Math.max(...rows.map(line => line.length))).toBeLessThanOrEqual(100);
  });
