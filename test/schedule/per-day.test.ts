import { describe, expect, it } from 'vitest';
import { nextRuns } from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import { runsPerDay } from '../../server/src/schedule/per-day.js';

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = 86_400_000;

function perDay(expression: string): number | null {
  const { schedule } = parseSchedule(expression, 'scheduler');
  if (!schedule) throw new Error(`${expression} is not understood`);
  return runsPerDay(schedule, NOW);
}

describe('runs a day', () => {
  it.each([
    ['rate(5 minutes)', 288],
    ['rate(2 days)', 0.5],
    ['cron(0/15 * * * ? *)', 96],
    ['cron(0 3 * * ? *)', 1],
    ['cron(0 0 31 2 ? *)', 0],
    ['cron(0 3 1 1 ? 2031)', 0],
  ])('of %s are %d', (expression, count) => {
    expect(perDay(expression)).toBe(count);
  });

  it('are none to speak of for what runs once', () => {
    expect(perDay('at(2027-01-01T09:00:00)')).toBeNull();
  });

  it.each(['cron(0 9 ? * MON-FRI *)', 'cron(30 6,18 L * ? *)', 'cron(0 8 ? 3,6 2#1 *)'])(
    'of %s are what the next 365 days have',
    expression => {
      const { schedule } = parseSchedule(expression, 'rule');
      if (!schedule) throw new Error(`${expression} is not understood`);
      // the average counts whole days, of which today is the first
      const from = NOW - (NOW % DAY) - 1;
      const runs = nextRuns(schedule, { from }, 1000).filter(run => run <= from + 365 * DAY);
      expect(perDay(expression)).toBeCloseTo(runs.length / 365, 10);
    },
  );
});
