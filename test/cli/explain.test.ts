import { describe, expect, it } from 'vitest';
import { cronwright } from './support.js';

const FROM = ['--from', '2026-11-24T09:00:00Z'];

async function explain(...args: string[]) {
  const { code, stdout } = await cronwright(['explain', '--format', 'json', ...FROM, ...args]);
  return {
    code,
    said: stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line)),
  };
}

describe('explain --format json', () => {
  it('is the contract', async () => {
    const { code, said } = await explain('cron(0 9 ? * MON-FRI *)', '--count', '2');
    expect(code).toBe(0);
    expect(said).toEqual([
      {
        expression: 'cron(0 9 ? * MON-FRI *)',
        service: 'rule',
        kind: 'cron',
        valid: true,
        problems: [],
        description: 'At 09:00, Monday through Friday',
        timezone: 'UTC',
        // --from itself is not one
        next: ['2026-11-25T09:00:00Z', '2026-11-26T09:00:00Z'],
        neverFires: false,
      },
    ]);
  });

  it('says where a problem is, and exits with 1', async () => {
    const { code, said } = await explain('rate(1 minutes)');
    expect(code).toBe(1);
    expect(said).toMatchObject([
      {
        kind: 'rate',
        valid: false,
        problems: [{ rule: 'schedule/syntax', severity: 'error', start: 7, end: 14 }],
        description: null,
        next: [],
      },
    ]);
  });

  it('points at the token also where JSON would write a character in another way', async () => {
    const { said } = await explain('cron(0 "9\\" ? * 2 *)', 'Type', '');
    expect(said[0].problems[0]).toMatchObject({ rule: 'schedule/syntax', start: 7, end: 11 });
    expect(said.map(({ valid, problems }) => [valid, problems.length > 0])).toEqual([
      [false, true],
      [false, true],
      [false, true],
    ]);
  });

  it('tells what never runs from what is not valid', async () => {
    const { code, said } = await explain('cron(0 0 31 2 ? *)');
    expect(code).toBe(1);
    expect(said).toMatchObject([
      { valid: true, neverFires: true, next: [], problems: [{ rule: 'schedule/never-fires' }] },
    ]);
  });

  it('warns of what is past, by --from', async () => {
    const { code, said } = await explain('at(2026-11-24T09:00:00)');
    expect(code).toBe(0);
    expect(said).toMatchObject([
      { service: 'scheduler', kind: 'at', problems: [{ rule: 'schedule/past' }], next: [] },
    ]);
  });

  it('knows no phase of a rate', async () => {
    const { said } = await explain('rate(5 minutes)');
    expect(said).toMatchObject([{ kind: 'rate', valid: true, next: [] }]);
  });

  it('counts in the time zone of a Scheduler schedule', async () => {
    const { said } = await explain('cron(0 9 * * ? *)', '--timezone', 'Asia/Tokyo', '--count', '1');
    expect(said).toMatchObject([
      { service: 'scheduler', timezone: 'Asia/Tokyo', next: ['2026-11-25T00:00:00Z'] },
    ]);
  });

  it('reads one a line from standard input', async () => {
    const { code, stdout } = await cronwright(['explain', '-', '--format', 'json', ...FROM], {
      input: 'rate(1 hour)\r\n\ncron(0 9 * * ? *)',
    });
    expect(code).toBe(0);
    const said = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line).expression);
    expect(said).toEqual(['rate(1 hour)', 'cron(0 9 * * ? *)']);
  });

  it('speaks other languages', async () => {
    const { said } = await explain('cron(0 9 ? * MON-FRI *)', '--locale', 'de');
    expect(said[0].description).toContain('Montag');
  });
});

describe('explain, for people', () => {
  const tokyo = { TZ: 'Asia/Tokyo' };

  it('shows the words and the next runs, in UTC and for the reader', async () => {
    const args = ['explain', 'cron(0 9 ? * MON-FRI *)', '--count', '2', ...FROM];
    expect((await cronwright(args, { env: tokyo })).stdout).toBe(`cron(0 9 ? * MON-FRI *)
  At 09:00, Monday through Friday · UTC · 5 runs a week

  Next runs  UTC                    Asia/Tokyo (yours)
             Wed 25 Nov 2026 09:00  Wed 25 Nov 2026 18:00
             Thu 26 Nov 2026 09:00  Thu 26 Nov 2026 18:00
`);
  });

  it('puts carets under the token', async () => {
    const { code, stdout } = await cronwright(['explain', 'rate(1 minutes)', 'rate(1 hour)']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^rate\(1 minutes\)\n {7}\^{7}\n {2}error {2}schedule\/syntax\n {2}\S/);
    expect(stdout).toContain('\n\nrate(1 hour)\n');
    expect(stdout).toContain('from when it was created');
  });

  it('has no zone of its own for a rule', async () => {
    const args = ['explain', 'rate(1 hour)', '--service', 'rule', '--timezone', 'Asia/Tokyo'];
    const { code, stderr } = await cronwright(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^cronwright: A rule runs in UTC/);
  });
});
