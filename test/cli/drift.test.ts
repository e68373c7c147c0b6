import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, ROOT } from '../support/folders.js';
import { cronwright } from './support.js';

const folder = join(ROOT, 'test/client/drifting/workspace');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const FILES = Object.fromEntries(
  ['schedules.yml', 'cronwright.yml', 'live.json'].map(name => [name, read(name)]),
);

const drift = (files: Record<string, string>, ...args: string[]) =>
  cronwright(['drift', ...args], { cwd: folderOf(files) });

describe('--format json', () => {
  it('is the contract, with every resource in it', async () => {
    const { stdout, code } = await drift(FILES, '--format', 'json');
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      capturedAt: '2026-11-24T04:00:00.000Z',
      account: '123456789012',
      region: 'eu-central-1',
    });
    const statuses = report.resources.map((r: { logicalId: string; status: string }) => [
      r.logicalId,
      r.status,
    ]);
    expect(statuses).toEqual([
      ['ReportsRule', 'drift'],
      ['SweepRule', 'in-sync'],
      ['PruneRule', 'deleted'],
      ['MailRule', 'not-deployed'],
    ]);
    expect(report.resources[0]).toEqual({
      file: 'schedules.yml',
      line: 6,
      stack: 'shop-live',
      logicalId: 'ReportsRule',
      physicalId: 'reports_daily',
      status: 'drift',
      differences: [
        {
          path: 'ScheduleExpression',
          template: 'cron(0 5 * * ? *)',
          live: 'cron(0 6 * * ? *)',
        },
        { path: 'State', template: 'ENABLED', live: 'DISABLED' },
        { path: 'Targets[reports].Input.days', template: 1, live: 2 },
      ],
      notCompared: 0,
      reasons: [],
    });
  });
});

describe('--fail-on', () => {
  it.each([
    [[], 0],
    [['--fail-on', 'drift'], 1],
    [['--fail-on', 'deleted'], 1],
    [['--fail-on', 'unknown'], 0],
  ])('%j ends with %d', async (args, code) => {
    expect((await drift(FILES, ...args)).code).toBe(code);
  });
});

describe('text', () => {
  it('says what differs in words, and ends with a count', async () => {
    const { stdout } = await drift(FILES);
    expect(stdout).toContain(
      'shop-live · 123456789012 · eu-central-1 · as of 2026-11-24 04:00 UTC',
    );
    expect(stdout).toContain('schedules.yml:6  drift         ReportsRule\n');
    expect(stdout).toMatch(/cron\(0 6 \* \* \? \*\)/);
    expect(stdout).not.toContain('SweepRule');
    expect(stdout.trimEnd().split('\n').at(-1)).toBe(
      '1 drift, 1 deleted, 1 not deployed, 1 in sync in 1 template',
    );
    expect(Math.max(...stdout.split('\n').map(line => line.length))).toBeLessThanOrEqual(100);
  });
});

describe('what can’t be compared', () => {
  it('is unknown where no stack is named for a file', async () => {
    const files = { ...FILES, 'other.yml': FILES['schedules.yml'] ?? '' };
    const { stdout } = await drift(files, 'other.yml', 'schedules.yml', '--format', 'json');
    const { resources } = JSON.parse(stdout);
    expect(resources[0]).toMatchObject({
      file: 'other.yml',
      status: 'unknown',
      reasons: ['no stack is known to be deployed from this file'],
    });
  });

  it('is unknown where the snapshot of its stack can’t be read', async () => {
    const files = { ...FILES, 'live.json': 'half a p' };
    const { code, stdout } = await drift(files, '--format', 'json');
    expect(code).toBe(2);
    expect(JSON.parse(stdout).resources[0]).toMatchObject({
      status: 'unknown',
      reasons: ['what is live of its stack could not be read'],
    });
  });

  it.each([
    ['another version', '{"version": 2}', /version/],
    ['no JSON', 'half a p', /JSON/],
    ['nothing', '', /nothing in it/],
  ])('is a snapshot of %s, which ends with 2', async (_, text, why) => {
    const { code, stderr } = await drift(
      { ...FILES, 'live.json': text },
      '--snapshot',
      'live.json',
    );
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });

  it('is a snapshot of another account', async () => {
    const config = FILES['cronwright.yml']?.replace('123456789012', '210987654321') ?? '';
    const { stdout } = await drift({ ...FILES, 'cronwright.yml': config }, '--format', 'json');
    const { resources } = JSON.parse(stdout);
    expect(new Set(resources.map((r: { status: string }) => r.status))).toEqual(
      new Set(['unknown']),
    );
  });

  it('is everything without a snapshot', async () => {
    const { code, stderr } = await drift({ 'schedules.yml': FILES['schedules.yml'] ?? '' });
    expect(code).toBe(2);
    expect(stderr).toContain('--live or --snapshot');
  });

  it.each([
    [['--live', '--snapshot', 'live.json'], /choose one/],
    [['--stack', 'shop'], /--stack needs --live/],
    [['--firing'], /--firing needs --live/],
    [['--fail-on', 'adopted'], /--fail-on is drift, deleted or unknown/],
  ])('%j is refused', async (args, why) => {
    const { code, stderr } = await drift(FILES, ...args);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
  });
});

it('other formats name the rules and the places', async () => {
  const { stdout } = await drift(FILES, '--format', 'sarif');
  const [{ results }] = JSON.parse(stdout).runs;
  expect(results.map((r: { ruleId: string }) => r.ruleId)).toEqual([
    'drift/changed',
    'drift/changed',
    'drift/changed',
    'drift/deleted',
  ]);
  const { stdout: markdown } = await drift(FILES, '--format', 'markdown');
  expect(markdown).toContain('### Drift\n\n- `ReportsRule` (schedules.yml:6)');
});
