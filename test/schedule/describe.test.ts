import { describe, expect, it, vi } from 'vitest';
import {
  describeField,
  describeSchedule,
  frequency,
  LANGUAGES,
  type Wording,
} from '../../server/src/schedule/describe.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';

function say(text: string, wording: Partial<Wording> = {}): string {
  const service = wording.service ?? 'scheduler';
  const { schedule } = parseSchedule(text, service);
  return schedule ? describeSchedule(schedule, { service, ...wording }) : 'not understood';
}

describe('a schedule in words', () => {
  it.each([
    ['cron(0 9 ? * MON-FRI *)', 'At 09:00, Monday through Friday'],
    ['cron(0 9 * * ? *)', 'At 09:00'],
    ['cron(0 9,17 * * ? *)', 'At 09:00 and 17:00'],
    ['cron(* * * * ? *)', 'Every minute'],
    ['cron(0-59 * * * ? *)', 'Every minute'],
    ['cron(0 * * * ? *)', 'Every hour'],
    ['cron(30 * * * ? *)', 'At 30 minutes past the hour'],
    ['cron(0/15 * * * ? *)', 'Every 15 minutes'],
    ['cron(3/15 * * * ? *)', 'Every 15 minutes, starting at 3 minutes past the hour'],
    ['cron(*/7 * * * ? *)', 'Every 7th minute of the hour, from minute 0 to 56'],
    ['cron(*/40 * * * ? *)', 'At 0 and 40 minutes past the hour'],
    [
      'cron(5,35 14 * * ? *)',
      'Every 30 minutes, starting at 5 minutes past the hour, between 14:00 and 14:59',
    ],
    [
      'cron(0/15 9,12,15 * * ? *)',
      'Every 15 minutes, from 09:00 to 09:59, from 12:00 to 12:59 and from 15:00 to 15:59',
    ],
    [
      'cron(0/30 20-2 ? * MON-FRI *)',
      'Every 30 minutes, from 00:00 to 02:59 and from 20:00 to 23:59, on Monday to Friday',
    ],
    ['cron(30 9-17 * * ? *)', 'At 30 minutes past the hour, between 09:00 and 17:59'],
    ['cron(0 0-20,23 * * ? *)', 'At minute 0 of the hour, from 00:00 to 20:00 and at 23:00'],
    ['cron(0 0/5 * * ? *)', 'At 00:00, 05:00, 10:00, 15:00 and 20:00'],
    ['cron(30 */2 * * ? *)', 'At 30 minutes past the hour, every 2 hours'],
    ['cron(* */2 * * ? *)', 'Every minute, in every 2nd hour from 00:00 to 22:59'],
    [
      'cron(10-20 9-11,15 * * ? *)',
      'Every minute from minute 10 to 20 of the hour, from 09:00 to 11:59 and from 15:00 to 15:59',
    ],
    ['cron(1,2,3,10,20,30,40 * * * ? *)', 'At minutes 1 to 3, 10, 20, 30 and 40 of the hour'],
    ['cron(0 9 1 * ? *)', 'At 09:00, on day 1 of the month'],
    ['cron(0 9 1-15 * ? *)', 'At 09:00, between day 1 and 15 of the month'],
    ['cron(0 9 1/2 * ? *)', 'At 09:00, on every 2nd day from the 1st to the 31st of the month'],
    ['cron(0 9 28-3 * ? *)', 'At 09:00, on day 1, 2, 3, 28, 29, 30, and 31 of the month'],
    ['cron(0 9 L * ? *)', 'At 09:00, on the last day of the month'],
    ['cron(0 9 LW * ? *)', 'At 09:00, on the last weekday of the month'],
    ['cron(0 9 L-1 * ? *)', 'At 09:00, 1 day before the last day of the month'],
    ['cron(0 9 L-3 * ? *)', 'At 09:00, 3 days before the last day of the month'],
    ['cron(0 9 L-3W * ? *)', 'At 09:00, on the weekday nearest the 4th to last day of the month'],
    ['cron(0 9 1W * ? *)', 'At 09:00, on the first weekday of the month'],
    ['cron(0 9 15W * ? *)', 'At 09:00, on the weekday nearest day 15 of the month'],
    [
      'cron(0 9 15W,L * ? *)',
      'At 09:00, on the weekday nearest the 15th and on the last day of the month',
    ],
    ['cron(0 9 LW,1-3 * ? *)', 'At 09:00, on the 1st to 3rd and on the last weekday of the month'],
    ['cron(0 9 ? * 3#2 *)', 'At 09:00, on the second Tuesday of the month'],
    ['cron(0 9 ? * 6L *)', 'At 09:00, on the last Friday of the month'],
    ['cron(0 9 ? * L *)', 'At 09:00, only on Saturday'],
    ['cron(0 9 ? * SAT-SUN *)', 'At 09:00, only on Sunday and Saturday'],
    ['cron(0 9 ? * */2 *)', 'At 09:00, only on Sunday, Tuesday, Thursday, and Saturday'],
    [
      'cron(0 9 1 */3 ? *)',
      'At 09:00, on day 1 of the month, only in January, April, July, and October',
    ],
    [
      'cron(0 9 1 NOV-FEB ? *)',
      'At 09:00, on day 1 of the month, only in January, February, November, and December',
    ],
    ['cron(0 9 1 1 ? 2027)', 'At 09:00, on day 1 of the month, only in January, only in 2027'],
    [
      'cron(0 9 1 1 ? 2027-2030)',
      'At 09:00, on day 1 of the month, only in January, 2027 through 2030',
    ],
    [
      'cron(0 9 1 1 ? 2027,2031)',
      'At 09:00, on day 1 of the month, only in January, only in 2027 and 2031',
    ],
    [
      'cron(0 9 1 1 ? 2026/2)',
      'At 09:00, on the 1st of the month, in January, every 2nd year from 2026 to 2198',
    ],
    [
      'cron(0 9 1,3,5 6-8 ? 2026,2028-2030,2040)',
      'At 09:00, on day 1, 3, and 5 of the month, June through August, only in 2026, 2028, 2029, 2030, and 2040',
    ],
    ['cron(0 9 * * ?)', 'At 09:00'],
    ['rate(1 minute)', 'Every minute'],
    ['rate(5 minutes)', 'Every 5 minutes'],
    ['rate(1 days)', 'Every day'],
    ['at(2030-01-31T09:05)', 'Once, on 31 January 2030 at 09:05'],
    ['at(2030-01-31T09:05:30)', 'Once, on 31 January 2030 at 09:05:30'],
  ])('%s', (text, words) => {
    expect(say(text)).toBe(words);
  });

  it('says the time of day as the user does', () => {
    expect(say('cron(30 17 ? * MON-FRI *)', { hour12: true })).toBe(
      'At 5:30 PM, Monday through Friday',
    );
    expect(say('cron(0 0,12 15W,L * ? *)', { hour12: true })).toBe(
      'At 12:00 AM and 12:00 PM, on the weekday nearest the 15th and on the last day of the month',
    );
    expect(say('at(2030-01-31T17:05:00)', { hour12: true })).toBe(
      'Once, on 31 January 2030 at 5:05 PM',
    );
  });

  it("says Scheduler's zone where it is given, and no rule's", () => {
    const zone = 'Europe/London';
    expect(say('cron(0 9 * * ? *)', { zone })).toBe('At 09:00 (Europe/London)');
    expect(say('cron(0 9 * * ? *)', { zone, service: 'rule' })).toBe('At 09:00');
    expect(say('rate(5 minutes)', { zone })).toBe('Every 5 minutes');
  });
});

describe('the languages', () => {
  it.each([
    ['de', 'Um 09:00, Montag bis Freitag'],
    ['fr', 'À 09:00, de lundi à vendredi'],
    ['pt-br', 'Às 09:00, de segunda-feira a sexta-feira'],
    ['zh-tw', '在 09:00, 星期一 到 星期五'],
    ['en-GB', 'At 09:00, Monday through Friday'],
    ['tlh', 'At 09:00, Monday through Friday'],
  ])('%s', (locale, words) => {
    expect(say('cron(0 9 ? * MON-FRI *)', { locale })).toBe(words);
  });

  it('are all there', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    for (const locale of LANGUAGES) say('cron(0 9 * * ? *)', { locale });
    expect(warn).not.toHaveBeenCalled();
  });

  it('give way to English for what they would word wrongly', () => {
    expect(say('cron(*/7 * * * ? *)', { locale: 'de' })).toBe(
      'Every 7th minute of the hour, from minute 0 to 56',
    );
  });
});

describe('how often', () => {
  it.each([
    ['rate(1 minute)', '1440 runs a day'],
    ['rate(1 hour)', '24 runs a day'],
    ['rate(1 day)', '1 run a day'],
    ['rate(7 days)', '1 run a week'],
    ['rate(7 minutes)', null],
    ['cron(0 9 ? * MON-FRI *)', '5 runs a week'],
    ['cron(0/15 * * * ? *)', '96 runs a day'],
    ['cron(0 9 1,15 * ? *)', '2 runs a month'],
    ['cron(0 9 31 * ? *)', null],
    ['cron(0 9 L * ? *)', '1 run a month'],
    ['cron(0 9 ? * 2#5 *)', null],
    ['cron(0 9 1 1,7 ? *)', '2 runs a year'],
    ['cron(0 9 29 2 ? *)', null],
    ['cron(0 9 * * ? 2027)', null],
    ['at(2030-01-01T00:00:00)', '1 run'],
  ])('%s: %s', (text, expected) => {
    const { schedule } = parseSchedule(text, 'scheduler');
    expect(schedule && frequency(schedule)).toBe(expected);
  });
});

describe('a field in words', () => {
  it.each([
    ['cron(0/15 9 ? * MON-FRI *)', 'minutes', 'minutes: 0, 15, 30, 45'],
    ['cron(*/2 9 ? * MON-FRI *)', 'minutes', 'minutes: every 2nd from 0 to 58'],
    ['cron(* 9 ? * MON-FRI *)', 'minutes', 'minutes: every minute'],
    ['cron(0 9-17,20 ? * MON-FRI *)', 'hours', 'hours: 9–17, 20, UTC'],
    ['cron(0 9 ? * MON-FRI *)', 'day-of-month', 'day of month: not said; day of week says it'],
    ['cron(0 9 1,15 * ? *)', 'day-of-month', 'day of month: the 1st and 15th of the month'],
    [
      'cron(0 9 15W * ? *)',
      'day-of-month',
      'day of month: the weekday nearest the 15th of the month',
    ],
    ['cron(0 9 1 1-3 ? *)', 'month', 'month: 1–3, January to March'],
    ['cron(0 9 ? * MON-FRI *)', 'day-of-week', 'day of week: 2–6, Monday to Friday'],
    [
      'cron(0 9 ? * FRI-MON *)',
      'day-of-week',
      'day of week: 1–2, 6–7, Sunday, Monday, Friday and Saturday',
    ],
    ['cron(0 9 ? * 3#2 *)', 'day-of-week', 'day of week: the second Tuesday of the month'],
    ['cron(0 9 ? * 6L *)', 'day-of-week', 'day of week: the last Friday of the month'],
    ['cron(0 9 ? * NOT *)', 'day-of-week', 'day of week: not understood'],
    ['cron(0 9 * * ? *)', 'year', 'year: every year'],
  ])('%s, %s', (text, name, words) => {
    const field = parseSchedule(text, 'rule').fields.find(each => each.name === name);
    expect(field && describeField(field, 'rule')).toBe(words);
  });

  it('says whose hours they are', () => {
    const [, hours] = parseSchedule('cron(0 9 * * ? *)', 'scheduler').fields;
    expect(hours && describeField(hours, 'scheduler')).toBe('hours: 9, in its time zone');
  });
});
