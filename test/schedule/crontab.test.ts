import { CronExpressionParser } from 'cron-parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrences } from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';

/** Crontab lines as people write them, one day field at most set; weekdays from 0 to 7. */
const field = (min: number, max: number) => {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  return fc.oneof(
    fc.constant('*'),
    value.map(String),
    range,
    fc.uniqueArray(value, { minLength: 2, maxLength: 3 }).map(values => values.join(',')),
  );
};

const names = fc.constantFrom('MON-FRI', 'sat,sun', 'MON', 'TUE,THU');

const line = fc
  .tuple(
    fc.oneof(field(0, 59), fc.constant('*/15')),
    field(0, 23),
    fc.oneof(
      field(1, 28).map(day => `${day} * *`),
      field(1, 12).map(month => `* ${month} *`),
      field(0, 6).map(weekday => `* * ${weekday}`),
      fc.constantFrom('* * 7', '* * 5-7', '* * 0-7', '* * 1-5/2', '* * */2'),
      names.map(weekday => `* * ${weekday}`),
    ),
  )
  .map(parts => parts.join(' '));

const FROM = Date.UTC(2026, 1, 27, 13, 37);

function asAws(expression: string): string[] {
  const { schedule } = parseSchedule(expression, 'rule');
  if (!schedule) return [];
  const runs = occurrences(schedule, { from: FROM });
  return Array.from({ length: 5 }, () => new Date(runs.next().value ?? 0).toISOString());
}

function asCrontab(text: string): string[] {
  const cron = CronExpressionParser.parse(text, { currentDate: new Date(FROM), tz: 'UTC' });
  return Array.from({ length: 5 }, () => cron.next().toDate().toISOString());
}

describe('a crontab line', () => {
  it('becomes an expression with the same runs', () => {
    fc.assert(
      fc.property(line, text => {
        const [problem] = parseSchedule(`cron(${text})`, 'rule').problems;
        expect(problem?.guess).toBeUndefined();
        expect(asAws(problem?.fix ?? '')).toEqual(asCrontab(text));
      }),
      { numRuns: 1_000 },
    );
  });

  it('is taken for the same in a schedule and without its brackets', () => {
    const fix = (text: string, service: 'rule' | 'scheduler') =>
      parseSchedule(text, service).problems.at(-1)?.fix;
    expect(fix('30 9 * * 1-5', 'rule')).toBe('cron(30 9 ? * 2-6 *)');
    expect(fix('cron(30 9 * * 1-5)', 'scheduler')).toBe('cron(30 9 ? * 2-6)');
  });

  it('that names days of both kinds has more runs than one expression can say', () => {
    const [problem] = parseSchedule('cron(0 0 1 * 1)', 'rule').problems;
    expect(problem).toMatchObject({ fix: 'cron(0 0 1 * ? *)', guess: true });
  });
});
