import { describe, expect, it } from 'vitest';
import { fieldAt, parseSchedule } from '../../server/src/schedule/parse.js';
import type { Service } from '../../server/src/schedule/schedule.js';

/** Each problem as `token: message => fix`; a fix that is one of several meanings ends in `?`. */
function problems(text: string, service: Service = 'rule'): string[] {
  return parseSchedule(text, service).problems.map(({ start, end, message, fix, guess }) => {
    const correction = fix === undefined ? '' : ` => ${fix}${guess ? ' ?' : ''}`;
    return `${text.slice(start, end)}: ${message}${correction}`;
  });
}

describe('the words for typical mistakes', () => {
  it.each<[string, string[]]>([
    [
      'cron(0 9 * * MON-FRI)',
      [
        '0 9 * * MON-FRI: AWS cron has six fields and this has five, like a crontab line. Write `cron(0 9 ? * MON-FRI *)`. => cron(0 9 ? * MON-FRI *)',
      ],
    ],
    [
      'cron(0 9 * * 1-5)',
      [
        '0 9 * * 1-5: AWS cron has six fields and this has five, like a crontab line. AWS also counts weekdays from 1 (Sunday): `1-5` becomes `2-6` (Monday to Friday). Write `cron(0 9 ? * 2-6 *)`. => cron(0 9 ? * 2-6 *)',
      ],
    ],
    [
      'cron(0 9 ? * MON-FRI)',
      [
        "0 9 ? * MON-FRI: A rule's cron has six fields and this has five: the year is missing. Write `cron(0 9 ? * MON-FRI *)`. => cron(0 9 ? * MON-FRI *)",
      ],
    ],
    [
      'cron(0 9 * * MON-FRI *)',
      [
        "*: Day-of-month and day-of-week can't both be set: put `?` in the one you don't mean, here `cron(0 9 ? * MON-FRI *)`. => cron(0 9 ? * MON-FRI *)",
      ],
    ],
    [
      'cron(0 9 * * * *)',
      [
        "*: Day-of-month and day-of-week can't both be set: put `?` in the one you don't mean, here `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)",
      ],
    ],
    [
      'cron(0 9 1 * MON *)',
      [
        "MON: Day-of-month and day-of-week can't both be set: put `?` in the one you don't mean, here `cron(0 9 1 * ? *)`. => cron(0 9 1 * ? *) ?",
      ],
    ],
    [
      'cron(0 9 * * 1-5 *)',
      [
        "*: Day-of-month and day-of-week can't both be set: put `?` in the one you don't mean, here `cron(0 9 ? * 1-5 *)` (AWS reads `1-5` as Sunday to Thursday). => cron(0 9 ? * 1-5 *) ?",
      ],
    ],
    [
      'cron(0 9 ? * ? *)',
      [
        '?: Both day fields are `?`, which leaves no day to run on. Put `*` in one of them, here `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 ? * 0 *)',
      [
        '0: AWS counts weekdays from 1 (Sunday) to 7 (Saturday). For Sunday write `1` or `SUN`. => cron(0 9 ? * 1 *)',
      ],
    ],
    [
      'cron(0 9 ? * 0-4 *)',
      [
        '0-4: AWS counts weekdays from 1 (Sunday) to 7 (Saturday), a crontab from 0: every number moves by one. Write `1-5` (Sunday to Thursday). => cron(0 9 ? * 1-5 *)',
      ],
    ],
    [
      'cron(0 9 ? * 8 *)',
      [
        '8: AWS counts weekdays from 1 (Sunday) to 7 (Saturday), so there is no `8`. For Sunday write `1` or `SUN`.',
      ],
    ],
    [
      'cron(60 9 * * ? *)',
      [
        '60: Minutes go from 0 to 59, so AWS refuses `60`. For the full hour write `0`. => cron(0 9 * * ? *) ?',
      ],
    ],
    ['cron(71 8 1 * ? *)', ['71: Minutes go from 0 to 59, so AWS refuses `71`. Write 0 to 59.']],
    [
      'cron(0 24 * * ? *)',
      [
        '24: Hours go from 0 to 23, so AWS refuses `24`. For midnight write `0`. => cron(0 0 * * ? *) ?',
      ],
    ],
    [
      'cron(0 9 32 * ? *)',
      ['32: No month has a day `32`: days go from 1 to 31. For the last day write `L`.'],
    ],
    [
      'cron(0 9 * 13 ? *)',
      [
        '13: Months go from 1 (January) to 12 (December), so there is no `13`. Write one of those, or `*` for every month.',
      ],
    ],
    [
      'cron(*/60 * * * ? *)',
      [
        '*/60: A step of 60 minutes is longer than the hour, so AWS refuses it. For once every hour write `0`. => cron(0 * * * ? *)',
      ],
    ],
    [
      'cron(*/90 * * * ? *)',
      [
        "*/90: A cron can't count past the hour, so AWS refuses a step of 90 minutes. Write a step up to 59, or `rate(90 minutes)`.",
      ],
    ],
    [
      'cron(0 */24 * * ? *)',
      [
        '*/24: A step of 24 hours is longer than the day, so AWS refuses it. For once every day write `0`. => cron(0 0 * * ? *)',
      ],
    ],
    [
      'cron(0 0 1/32 * ? *)',
      [
        '1/32: A step in day-of-month is at most 31, so AWS refuses `1/32`. Write a smaller step, or the value alone.',
      ],
    ],
    [
      'cron(0/0 9 * * ? *)',
      [
        '0/0: A step of 0 stands still: AWS may refuse it. Write `0`, or a step from 1. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(/5 * * * ? *)',
      [
        '/: A step without a start is undocumented and read as `*`. Write the `*`. => cron(*/5 * * * ? *)',
      ],
    ],
    [
      'cron(0 9 ? * MON/2 *)',
      [
        'MON/2: A step after a name may be dropped: `MON/2` then means `MON`. Write `2/2` with numbers, or `MON` alone. => cron(0 9 ? * 2/2 *) ?',
      ],
    ],
    [
      'cron(0 9 ? * MONDAY *)',
      [
        'MONDAY: AWS documents names of three letters, so `MONDAY` may be refused. Write `MON`. => cron(0 9 ? * MON *)',
      ],
    ],
    ['cron(0 9 ? * MOM *)', ['MOM: `MOM` is not the name of a weekday. Did you mean `MON`?']],
    [
      'cron(0 9 ? JANUARY MON *)',
      [
        'JANUARY: AWS documents names of three letters, so `JANUARY` may be refused. Write `JAN`. => cron(0 9 ? JAN MON *)',
      ],
    ],
    ['cron(nine 9 * * ? *)', ['nine: `nine` is no value of minutes. Write 0 to 59.']],
    [
      'cron(5- 9 * * ? *)',
      ['5-: The end of the range `5-` is missing. Write e.g. `5-59`, or `5` alone.'],
    ],
    [
      'cron(-5 9 * * ? *)',
      ['-5: `-5` has no start: a range is written `0-59`, and no value is negative.'],
    ],
    [
      'cron(*/ 9 * * ? *)',
      ['*/: The step after `/` is missing in `*/`. Write a number, e.g. `*/5`.'],
    ],
    [
      'cron(1,,5 9 * * ? *)',
      [
        ',: This comma has no value beside it: undocumented, and read as if it were not there. Write the list without it. => cron(1,5 9 * * ? *)',
      ],
    ],
    [
      'cron(0/5, 9-18, ?, *, MON-FRI, *)',
      [
        ',: Fields are separated by blanks; a comma after one is undocumented, though AWS was seen to accept it. Write `cron(0/5 9-18 ? * MON-FRI *)`. => cron(0/5 9-18 ? * MON-FRI *)',
      ],
    ],
    [
      'cron(0, 30 9 * * ? *)',
      [
        '0, 30 9 * * ? *: A list has no blanks: with them this has seven fields, and AWS cron has six. Write `cron(0,30 9 * * ? *)`. => cron(0,30 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 W * ? *)',
      [
        'W: `W` needs a day before it: the weekday nearest that day. Write e.g. `15W`, or `LW` for the last weekday of the month.',
      ],
    ],
    [
      'cron(0 9 W15 * ? *)',
      ['W15: `W` stands after its day, so AWS refuses `W15`. Write `15W`. => cron(0 9 15W * ? *)'],
    ],
    [
      'cron(0 9 L-3 * ? *)',
      [
        'L-3: `L-3` (3 days before the last of the month) is undocumented: AWS may refuse it. Write `L`, or a day from 1 to 28.',
      ],
    ],
    [
      'cron(0 9 15W,L * ? *)',
      [
        '15W,L: `L` and `W` in a list are undocumented: AWS may refuse `15W,L`. Write one day here, and a second schedule for the other.',
      ],
    ],
    [
      'cron(0 9 3#1 * ? *)',
      [
        '3#1: `#` counts weekdays, so `3#1` belongs in day-of-week, with `?` here. Write `?` here and `3#1` there.',
      ],
    ],
    [
      'cron(0 9 5L * ? *)',
      [
        '5L: In day-of-month `L` stands alone: the last day. For a last weekday write `5L` in day-of-week and `?` here.',
      ],
    ],
    [
      'cron(0 9 ? * 3W *)',
      [
        '3W: `W` means the weekday nearest a day of the month, so `3W` belongs in day-of-month. Write it there and `?` here.',
      ],
    ],
    [
      'cron(0 9 ? * 3#6 *)',
      [
        '3#6: A month has at most five of each weekday, so after `#` stands 1 to 5. Write e.g. `3#1`, or `3L` for the last.',
      ],
    ],
    [
      'cron(0 9 ? * 1L,3L *)',
      [
        '1L,3L: `L` and `#` stand alone in day-of-week: AWS refuses them in a list such as `1L,3L`. Write one day here, and a second rule for the other.',
      ],
    ],
    [
      'cron(? 9 * * ? *)',
      [
        '?: `?` means "no day said", so it stands in day-of-month or day-of-week only. For every value of minutes write `*`. => cron(* 9 * * ? *) ?',
      ],
    ],
    [
      'cron(0 9 ? ? MON *)',
      [
        '?: `?` means "no day said", so it stands in day-of-month or day-of-week only. For every value of month write `*`. => cron(0 9 ? * MON *)',
      ],
    ],
    [
      'cron(0 9 * * ? 1969)',
      [
        '1969: AWS documents years from 1970 to 2199, so `1969` may be refused. Write one of those, or `*` for every year.',
      ],
    ],
    [
      'cron(0 9 * * ? 2030-2026)',
      [
        "2030-2026: Years don't wrap around, so `2030-2026` is refused. Write `2026-2030`. => cron(0 9 * * ? 2026-2030)",
      ],
    ],
    [
      'cron(0 0 12 * * ?)',
      [
        '0 0 12 * * ?: AWS cron has no seconds, and these six fields begin with them, as Quartz writes it: AWS would read `0` as the minutes. Write `cron(0 12 * * ? *)`. => cron(0 12 * * ? *)',
      ],
    ],
    [
      'cron(0 0 9 ? * MON-FRI *)',
      [
        '0 0 9 ? * MON-FRI *: AWS cron has six fields, without seconds, and this has seven. Write `cron(0 9 ? * MON-FRI *)`. => cron(0 9 ? * MON-FRI *)',
      ],
    ],
    [
      'cron(0 9 * *)',
      [
        '0 9 * *: AWS cron has six fields and this has four. Write minutes, hours, day-of-month, month, day-of-week and year, e.g. `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
    [
      'cron(@daily)',
      [
        '@daily: AWS knows no nicknames such as `@daily`. Write `cron(0 0 * * ? *)`. => cron(0 0 * * ? *)',
      ],
    ],
    [
      '@weekly',
      [
        '@weekly: AWS knows no nicknames such as `@weekly`: an expression is `cron(…)` or `rate(…)`. Write `cron(0 0 ? * SUN *)`. => cron(0 0 ? * SUN *)',
      ],
    ],
    [
      '@reboot',
      [
        '@reboot: A schedule expression is `cron(…)` or `rate(…)`. Write e.g. `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
    [
      'every 5 minutes',
      [
        'every 5 minutes: An expression says its kind, as `cron(…)` or `rate(…)`. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      '0 9 * * ? *',
      [
        '0 9 * * ? *: An expression says its kind, as `cron(…)` or `rate(…)`. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 * * ? *',
      ['cron(: The closing `)` is missing. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)'],
    ],
    [
      'cron(0 9 * * ? *))',
      [
        '): There is one `)` too many, and AWS refuses it. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 * * ? *) # nightly',
      [
        ' # nightly: The expression ends with its `)`, and AWS refuses what follows. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron 0 9 * * ? *',
      [
        'cron: After `cron` the bracket `(` is missing. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'corn(0 9 * * ? *)',
      [
        'corn: `corn` is no kind of schedule: AWS knows `cron(…)` or `rate(…)`. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron (0 9 * * ? *)',
      [
        'cron: Between `cron` and `(` stands no blank; AWS refuses it. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'CRON(0 9 * * ? *)',
      [
        'CRON: AWS documents `cron` in small letters, and a rule may refuse `CRON`. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      ' cron(0 9 * * ? *)',
      [
        ' : The blanks around the expression are part of the value, and AWS refuses them. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      '"cron(0 9 * * ? *)"',
      [
        '": The quotes around the expression are part of the value, and AWS refuses them. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 * * ? * )',
      [
        ' : A blank before `)` is undocumented: AWS may refuse it. Write `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)',
      ],
    ],
    [
      'cron(0 9 ? * MON–FRI *)',
      [
        '–: This is not a plain `-` but the look-alike U+2013, which AWS refuses. Write `cron(0 9 ? * MON-FRI *)`. => cron(0 9 ? * MON-FRI *)',
      ],
    ],
    [
      'rate(1 minutes)',
      ['minutes: With 1, the unit is singular for a rule: `rate(1 minute)`. => rate(1 minute)'],
    ],
    [
      'rate(5 minute)',
      [
        'minute: With more than 1, the unit is plural for a rule: `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate(0 minutes)',
      [
        '0: A rate of 0 never runs, and AWS refuses it. Write a whole number from 1; to stop a schedule set `State: DISABLED`.',
      ],
    ],
    [
      'rate(-5 minutes)',
      [
        '-5: `-5` is no whole number from 1, which a rate counts with. Write e.g. `rate(5 minutes)`.',
      ],
    ],
    [
      'rate(1.5 hours)',
      [
        '1.5: A rate counts in whole numbers, so AWS refuses `1.5`. Write `rate(90 minutes)`. => rate(90 minutes)',
      ],
    ],
    ['rate(30 seconds)', ['seconds: A rate knows no seconds: the shortest is `rate(1 minute)`.']],
    [
      'rate(2 weeks)',
      [
        'weeks: A rate knows no weeks: its longest unit is the day. Write `rate(14 days)`. => rate(14 days)',
      ],
    ],
    [
      'rate(1 month)',
      [
        'month: A rate knows no months, as their length varies. Write a cron, e.g. `cron(0 0 1 * ? *)`.',
      ],
    ],
    [
      'rate(5 mins)',
      [
        'mins: `mins` is no unit that AWS knows: it is `minutes`. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate(5 MINUTES)',
      [
        'MINUTES: A rule wants the unit in small letters, so AWS refuses `MINUTES`. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate(5minutes)',
      [
        '5minutes: Between the brackets of `rate()` stand a number, one blank and a unit; AWS refuses anything else. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate( 5  minutes )',
      [
        ' 5  minutes : Between the brackets of `rate()` stand a number, one blank and a unit; AWS refuses anything else. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate(minutes 5)',
      [
        'minutes 5: Between the brackets of `rate()` stand a number, one blank and a unit; AWS refuses anything else. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'rate(5)',
      [
        '5: `rate()` takes a number and a unit (minutes, hours or days). Write e.g. `rate(5 minutes)`.',
      ],
    ],
    [
      'rate()',
      [
        'rate(): `rate()` takes a number and a unit (minutes, hours or days). Write e.g. `rate(5 minutes)`.',
      ],
    ],
    [
      'at(2030-01-01T00:00:00)',
      [
        '2030-01-01T00:00:00: A rule knows `cron()` and `rate()` only; `at()` needs an AWS::Scheduler::Schedule. In a rule the same time, in UTC, is `cron(0 0 1 1 ? 2030)`. => cron(0 0 1 1 ? 2030)',
      ],
    ],
    [
      '',
      [
        ': A schedule expression is `cron(…)` or `rate(…)`. Write e.g. `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
    [
      'daily',
      [
        'daily: A schedule expression is `cron(…)` or `rate(…)`. Write e.g. `rate(5 minutes)` or `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
  ])('rule %s', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [
      'cron(0 9 * * 1-5)',
      [
        "0 9 * * 1-5: Day-of-month and day-of-week can't both be set, as in a crontab line: one of them is `?`. AWS also counts weekdays from 1 (Sunday): `1-5` becomes `2-6` (Monday to Friday). Write `cron(0 9 ? * 2-6)`. => cron(0 9 ? * 2-6) ?",
      ],
    ],
    [
      'cron(0 9 * * * *)',
      [
        "*: Day-of-month and day-of-week can't both be set: put `?` in the one you don't mean, here `cron(0 9 * * ? *)`. => cron(0 9 * * ? *)",
      ],
    ],
    [
      'cron(0 9',
      [
        'cron(: The closing `)` is missing.',
        '0 9: AWS cron has six fields, the last optional, and this has two. Write minutes, hours, day-of-month, month, day-of-week and year, e.g. `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
    [
      'cron(0 9 * *)',
      [
        '0 9 * *: AWS cron has six fields, the last optional, and this has four. Write minutes, hours, day-of-month, month, day-of-week and year, e.g. `cron(0 9 ? * MON-FRI *)`.',
      ],
    ],
    ['RATE(5 Minute)', []],
    [
      'rate( 5  minutes )',
      [
        ' 5  minutes : Between the brackets of `rate()` stand a number, one blank and a unit; AWS may refuse anything else. Write `rate(5 minutes)`. => rate(5 minutes)',
      ],
    ],
    [
      'at(2030-01-01T00:00:00Z)',
      [
        'Z: AWS refuses `Z`: a time in `at()` is local to ScheduleExpressionTimezone, UTC where none is given. In UTC write `at(2030-01-01T00:00:00)`. => at(2030-01-01T00:00:00) ?',
      ],
    ],
    [
      'at(2030-01-01T09:00:00+09:00)',
      [
        '+09:00: AWS refuses `+09:00`: a time in `at()` is local to ScheduleExpressionTimezone, UTC where none is given. In UTC write `at(2030-01-01T00:00:00)`. => at(2030-01-01T00:00:00) ?',
      ],
    ],
    [
      'at(2030-01-01 09:00:00)',
      [
        ' : Between date and time stands a `T`; AWS refuses a blank there. Write `at(2030-01-01T09:00:00)`. => at(2030-01-01T09:00:00)',
      ],
    ],
    [
      'at(2030-01-01)',
      [
        '2030-01-01: A date alone is refused: `at()` needs the time of day too. Write `at(2030-01-01T00:00:00)`. => at(2030-01-01T00:00:00) ?',
      ],
    ],
    [
      'at(2030-1-1T9:00:00)',
      [
        '2030-1-1T9:00:00: Each part of the time has two digits; AWS refuses one. Write `at(2030-01-01T09:00:00)`. => at(2030-01-01T09:00:00)',
      ],
    ],
    [
      'at(2030-01-01T24:00:00)',
      [
        '2030-01-01T24:00:00: The day ends at 23:59:59; AWS refuses 24:00. Write `at(2030-01-02T00:00:00)`. => at(2030-01-02T00:00:00)',
      ],
    ],
    [
      'at(2030-01-01T09:00:00.000)',
      [
        '.000: AWS refuses a fraction of a second in `at()`. Write `at(2030-01-01T09:00:00)`. => at(2030-01-01T09:00:00)',
      ],
    ],
    [
      'at(2030-02-30T09:00:00)',
      [
        '2030-02-30T09:00:00: February 2030 has no day 30: its last is 28. Write a day from 1 to 28.',
      ],
    ],
    [
      'at(2030-13-01T09:00:00)',
      [
        '2030-13-01T09:00:00: There is no month 13: months go from 1 (January) to 12 (December). Write yyyy-mm-ddThh:mm:ss.',
      ],
    ],
    [
      'at(tomorrow)',
      [
        'tomorrow: `at()` takes one local time, yyyy-mm-ddThh:mm:ss. Write e.g. `at(2030-01-31T09:00:00)`.',
      ],
    ],
    [
      '2030-01-01T09:00:00',
      [
        '2030-01-01T09:00:00: An expression says its kind, as `cron(…)`, `rate(…)` or `at(…)`. Write `at(2030-01-01T09:00:00)`. => at(2030-01-01T09:00:00)',
      ],
    ],
  ])('scheduler %s', (text, expected) => {
    expect(problems(text, 'scheduler')).toEqual(expected);
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
