import { describe, expect, it } from 'vitest';
import { dates } from '../../../server/src/rules/schedule/dates.js';
import { dst } from '../../../server/src/rules/schedule/dst.js';
import { flexibleWindow } from '../../../server/src/rules/schedule/flexible-window.js';
import { neverFires } from '../../../server/src/rules/schedule/never-fires.js';
import { past } from '../../../server/src/rules/schedule/past.js';
import { timezone } from '../../../server/src/rules/schedule/timezone.js';
import { found } from '../../support/findings.js';

/** A schedule with these lines; the others are right. */
const schedule = (lines: Readonly<Record<string, string>>) => {
  const all = {
    ScheduleExpression: 'cron(0 9 * * ? *)',
    FlexibleTimeWindow: "{ Mode: 'OFF' }",
    ...lines,
  };
  const written = Object.entries(all).map(([key, value]) => `      ${key}: ${value}\n`);
  return `Parameters:
  Until: {Type: String, Default: '2024-01-01T00:00:00.000Z'}
Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
${written.join('')}`;
};

describe('schedule/timezone', () => {
  const zoned = (zone: string) => schedule({ ScheduleExpressionTimezone: zone });

  it.each([
    ['America/NewYork', 'America/NewYork'],
    ["'Europe/Berlln' # ours", 'Europe/Berlln'],
    ['"Tokyo"', 'Tokyo'],
    ['!If [A, UTC, Europe/Pariss]', 'Europe/Pariss'],
  ])('is said of %s', (zone, token) => {
    const problems = found(timezone, zoned(zone));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toMatch(
      new RegExp(`^There is no time zone \`${token}\`, .* Did you mean \`[\\w/]+\`\\?$`),
    );
  });

  it.each([
    ['Mars/Olympus', 'There is no time zone `Mars/Olympus`'],
    ["'+01:00'", 'There is no time zone `+01:00`'],
    ["''", 'An empty text is no time zone'],
  ])('says of %s what a name looks like', (zone, said) => {
    const [problem] = found(timezone, zoned(zone));
    expect(problem?.message).toContain(said);
    expect(problem?.message).toContain('such as `Europe/Berlin`, or `UTC`');
    expect(problem?.fixes).toBeUndefined();
  });

  it.each([
    'UTC',
    'America/Argentina/Buenos_Aires',
    'US/Pacific',
    'Etc/GMT+5',
    '!Ref Zone',
    '!Ref AWS::NoValue',
    "'{{resolve:ssm:/zone}}'",
    "!Sub 'Europe/${City}'",
    '',
  ])('is not said of %s', zone => expect(found(timezone, zoned(zone))).toEqual([]));
});

describe('schedule/dates', () => {
  const dated = (StartDate: string) => schedule({ StartDate });

  it.each([
    '2030-01-01T00:00:00Z',
    "'2030-01-01T00:00:00Z'",
    '"2030-01-01T01:00:00+01:00"',
    '2030-01-01',
  ])('warns of %s, which was measured alone', date => {
    expect(found(dates, dated(date))).toMatchObject([{ severity: 'warning' }]);
  });

  it.each([
    ['next year', '`next year` is no date'],
    ['2030-02-30T00:00:00.000Z', '`2030-02-30T00:00:00.000Z` is no date'],
    ["''", 'An empty text is no date'],
  ])('refuses %s', (date, said) => {
    const problems = found(dates, dated(date));
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining(said) }]);
  });

  it.each([
    ['comes before', "'2031-01-01T00:00:00.000Z'"],
    ['is', "'2030-01-01T00:00:00.000Z'"],
  ])('refuses an EndDate that %s StartDate', (said, StartDate) => {
    const EndDate = "'2030-01-01T00:00:00.000Z'";
    const problems = found(dates, schedule({ StartDate, EndDate }));
    expect(problems).toMatchObject([{ token: EndDate, severity: 'error' }]);
    expect(problems[0]?.message).toMatch(new RegExp(`^EndDate ${said} StartDate`));
  });

  it.each([
    "'2030-01-01T00:00:00.000Z'",
    '!Ref Start',
    '!Ref AWS::NoValue',
    "'{{resolve:ssm:/start}}'",
    '',
  ])('says nothing of %s', date => expect(found(dates, dated(date))).toEqual([]));
});

describe('schedule/flexible-window', () => {
  const windowed = (FlexibleTimeWindow: string) => schedule({ FlexibleTimeWindow });

  it.each([
    ['{ Mode: FLEXIBLE }', 'FLEXIBLE', 'needs MaximumWindowInMinutes, 1 to 1440'],
    [
      "{ Mode: 'OFF', MaximumWindowInMinutes: 5 }",
      'MaximumWindowInMinutes',
      'With Mode OFF there is no window',
    ],
    [
      "{ Mode: 'OFF', MaximumWindowInMinutes: !Ref Minutes }",
      'MaximumWindowInMinutes',
      'With Mode OFF there is no window',
    ],
    ['{ Mode: FLEXIBLE, MaximumWindowInMinutes: 0 }', '0', 'this is `0`'],
    ['{ Mode: FLEXIBLE, MaximumWindowInMinutes: 1441 }', '1441', 'this is `1441`'],
    ['{ Mode: FLEXIBLE, MaximumWindowInMinutes: 1.5 }', '1.5', 'whole minutes'],
    ['{ Mode: Flexible, MaximumWindowInMinutes: 5 }', 'Flexible', 'not `Flexible`'],
    ['{ MaximumWindowInMinutes: 5 }', 'FlexibleTimeWindow', 'needs a Mode'],
    ['{}', 'FlexibleTimeWindow', 'needs a Mode'],
    ["'OFF'", 'FlexibleTimeWindow', 'needs a Mode'],
    ['', 'FlexibleTimeWindow', 'needs a Mode'],
  ])('is said of %s', (window, token, said) => {
    const problems = found(flexibleWindow, windowed(window));
    expect(problems).toMatchObject([
      { token, severity: 'error', message: expect.stringContaining(said) },
    ]);
  });

  it('is said where there is none, on the name of the schedule', () => {
    const text = windowed('').replace('      FlexibleTimeWindow: \n', '');
    const problems = found(flexibleWindow, text);
    expect(problems).toMatchObject([{ token: 'Nightly' }]);
    expect(problems[0]?.message).toContain('has no FlexibleTimeWindow');
  });

  it.each([
    "{ Mode: 'OFF' }",
    '{ Mode: OFF }',
    // yaml/boolean-mode says it
    '{ Mode: off }',
    '{ Mode: FLEXIBLE, MaximumWindowInMinutes: 1 }',
    "{ Mode: FLEXIBLE, MaximumWindowInMinutes: '1440' }",
    '{ Mode: FLEXIBLE, MaximumWindowInMinutes: !Ref Minutes }',
    "{ Mode: !If [A, FLEXIBLE, 'OFF'], MaximumWindowInMinutes: !If [A, 5, !Ref AWS::NoValue] }",
    "{ Mode: 'OFF', MaximumWindowInMinutes: !If [A, 5, !Ref AWS::NoValue] }",
    "{ Mode: 'OFF', MaximumWindowInMinutes: !Ref AWS::NoValue }",
    "{ Mode: '{{resolve:ssm:/mode}}', MaximumWindowInMinutes: '{{resolve:ssm:/minutes}}' }",
    "!If [A, { Mode: 'OFF' }, { Mode: FLEXIBLE, MaximumWindowInMinutes: 5 }]",
    '!Ref Window',
    '{ Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://a/b } } }',
  ])('is not said of %s', window => expect(found(flexibleWindow, windowed(window))).toEqual([]));
});

describe('schedule/past', () => {
  it.each([
    [
      { ScheduleExpression: 'at(2024-03-01T09:00:00)' },
      'at(2024-03-01T09:00:00)',
      '1 March 2024 at 09:00 UTC',
    ],
    [
      { ScheduleExpression: 'cron(0 9 * * ? 2024)' },
      'cron(0 9 * * ? 2024)',
      '31 December 2024 at 09:00 UTC',
    ],
    [{ EndDate: "'2024-01-01T00:00:00.000Z'" }, "'2024-01-01T00:00:00.000Z'", 'EndDate is past'],
    [{ EndDate: '!Ref Until' }, '!Ref Until', 'EndDate is past'],
    [
      { ScheduleExpression: '!If [A, at(2024-03-01T09:00:00), at(2025-03-01T09:00:00)]' },
      '!If [A, at(2024-03-01T09:00:00), at(2025-03-01T09:00:00)]',
      '1 March 2025',
    ],
    [
      { ScheduleExpression: 'at(2026-11-24T08:00:00)', ScheduleExpressionTimezone: 'Asia/Tokyo' },
      'at(2026-11-24T08:00:00)',
      '24 November 2026 at 08:00 Asia/Tokyo',
    ],
  ])('is said of %o', (lines, token, said) => {
    const text = schedule(lines);
    expect(found(past, text)).toMatchObject([
      { token, severity: 'warning', message: expect.stringContaining(said) },
    ]);
    expect(found(neverFires, text)).toEqual([]);
  });

  it.each([
    { ScheduleExpression: 'at(2099-03-01T09:00:00)' },
    { ScheduleExpression: 'at(2099-03-01T09:00:00)', EndDate: "'2024-01-01T00:00:00.000Z'" },
    {
      ScheduleExpression: 'at(2026-11-23T20:00:00)',
      ScheduleExpressionTimezone: 'America/New_York',
    },
    { ScheduleExpression: '!If [A, at(2024-03-01T09:00:00), !Ref When]' },
    { ScheduleExpression: '!If [A, at(2024-03-01T09:00:00), rate(1 day)]' },
    { EndDate: "!If [A, '2024-01-01T00:00:00.000Z', !Ref AWS::NoValue]" },
    { EndDate: "'{{resolve:ssm:/end}}'" },
    { StartDate: "'2024-01-01T00:00:00.000Z'" },
  ])('is not said of %o', lines => expect(found(past, schedule(lines))).toEqual([]));
});

describe('schedule/dst', () => {
  it.each([
    [
      'cron(30 2 * * ? *)',
      'America/New_York',
      'info',
      'On 14 March 2027 the clocks of America/New_York skip 02:30',
    ],
    [
      'cron(15 1 * * ? *)',
      'Europe/London',
      'info',
      'On 28 March 2027 the clocks of Europe/London skip 01:15',
    ],
    ['at(2027-03-14T02:30:00)', 'America/New_York', 'warning', 'so this never runs'],
  ])('names the date that skips %s in %s', (ScheduleExpression, zone, severity, said) => {
    const text = schedule({ ScheduleExpression, ScheduleExpressionTimezone: zone });
    const problems = found(dst, text);
    expect(problems).toMatchObject([{ token: ScheduleExpression, severity }]);
    expect(problems[0]?.message).toContain(said);
  });

  it.each([
    ['cron(30 2 * * ? *)', 'UTC'],
    ['cron(30 2 * * ? *)', 'Asia/Tokyo'],
    ['cron(30 4 * * ? *)', 'America/New_York'],
    ['cron(30 2 ? * MON-FRI *)', 'America/New_York'],
    ['rate(1 day)', 'America/New_York'],
    ['cron(30 2 * * ? *)', '!Ref Zone'],
    ['cron(30 2 * * ? *)', 'America/NewYork'],
    ['cron(30 2 * *)', 'America/New_York'],
  ])('says nothing of %s in %s', (ScheduleExpression, zone) => {
    const text = schedule({ ScheduleExpression, ScheduleExpressionTimezone: zone });
    expect(found(dst, text)).toEqual([]);
  });
});
