import { describe, expect, it } from 'vitest';
import { fieldAt, parseSchedule } from '../../server/src/schedule/parse.js';

describe('what is told', () => {
  it.each([
    ['0 9 * * MON-FRI', 'rule'],
    ['*/5 * * * *', 'scheduler'],
  ] as const)('a crontab line is told of once: %s', (text, service) => {
    expect(parseSchedule(text, service).problems).toHaveLength(1);
  });
});

describe('what is understood', () => {
  it('gives every field as a sorted list without repeats', () => {
    expect(parseSchedule('cron(30,0,0 20-2/2 ? MAR,jan-2 6-2 2026-2028)', 'rule').schedule).toEqual(
      {
        kind: 'cron',
        minutes: [0, 30],
        hours: [0, 2, 20, 22],
        months: [1, 2, 3],
        years: [2026, 2027, 2028],
        days: {
          by: 'day-of-week',
          days: [1, 2, 6, 7].map(day => ({ kind: 'day', day })),
        },
      },
    );
  });

  it.each([
    ['cron(0 0 15W * ? *)', { by: 'day-of-month', days: [{ kind: 'weekday', day: 15 }] }],
    ['cron(0 0 LW * ? *)', { by: 'day-of-month', days: [{ kind: 'last-weekday', before: 0 }] }],
    ['cron(0 0 l-3 * ? *)', { by: 'day-of-month', days: [{ kind: 'last', before: 3 }] }],
    ['cron(0 0 ? * TUE#2 *)', { by: 'day-of-week', days: [{ kind: 'nth', day: 3, nth: 2 }] }],
    ['cron(0 0 ? * 6L *)', { by: 'day-of-week', days: [{ kind: 'last', day: 6 }] }],
    ['cron(0 0 ? * L *)', { by: 'day-of-week', days: [{ kind: 'day', day: 7 }] }],
    ['cron(0 0 ? * SUN-SAT *)', { by: 'every-day' }],
    ['cron(0 0 */1 * ? *)', { by: 'every-day' }],
  ])('%s names its days', (text, days) => {
    expect(parseSchedule(text, 'rule').schedule).toMatchObject({ days });
  });

  it('reads a year that covers all as every year', () => {
    expect(parseSchedule('cron(0 0 * * ? 1970/1)', 'rule').schedule).toMatchObject({ years: null });
  });

  it('reads rates and times', () => {
    expect(parseSchedule('rate(7 days)', 'rule').schedule).toEqual({
      kind: 'rate',
      value: 7,
      unit: 'day',
    });
    expect(parseSchedule('at(2030-01-31T09:05)', 'scheduler').schedule).toEqual({
      kind: 'at',
      year: 2030,
      month: 1,
      day: 31,
      hour: 9,
      minute: 5,
      second: 0,
    });
  });

  it.each([
    ['cron(0 9', 'cron'],
    ['rate(', 'rate'],
    ['at(2030', 'at'],
    ['0 9 * * *', 'cron'],
    ['5 minutes', 'rate'],
    ['cr', null],
    ['', null],
  ])('%s sets out to be %s', (text, kind) => {
    expect(parseSchedule(text, 'scheduler').kind).toBe(kind);
  });

  it('refuses what is longer than the service takes', () => {
    const text = `cron(0 9 ${Array.from({ length: 130 }, () => '1').join(',')} * ? *)`;
    const [problem] = parseSchedule(text, 'rule').problems;
    expect(problem).toMatchObject({ start: 256, end: text.length, severity: 'error' });
    expect(problem?.message).toContain('at most 256 characters');
  });
});

describe('the fields', () => {
  const text = 'cron(0/15  9 ? * MON-FRI *)';
  const named = (offset: number) => fieldAt(parseSchedule(text, 'rule'), offset)?.name;

  it('stand where they are written', () => {
    expect(
      parseSchedule(text, 'rule').fields.map(({ name, start, end }) => [
        name,
        text.slice(start, end),
      ]),
    ).toEqual([
      ['minutes', '0/15'],
      ['hours', '9'],
      ['day-of-month', '?'],
      ['month', '*'],
      ['day-of-week', 'MON-FRI'],
      ['year', '*'],
    ]);
  });

  it('are found at an offset in them and at their ends', () => {
    expect([5, 9, 10, 11, 17, 24, 27].map(named)).toEqual([
      'minutes',
      'minutes',
      undefined,
      'hours',
      'day-of-week',
      'day-of-week',
      undefined,
    ]);
  });

  it('leave out the seconds of a Quartz expression', () => {
    const { fields } = parseSchedule('cron(0 30 12 * * ? *)', 'rule');
    expect(fields.map(field => field.text)).toEqual(['30', '12', '*', '*', '?', '*']);
  });

  it('are none for the other kinds', () => {
    expect(parseSchedule('rate(5 minutes)', 'rule').fields).toEqual([]);
  });
});
