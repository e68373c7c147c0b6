import { describe, expect, it } from 'vitest';
import { PHRASES } from '../../server/src/authoring/phrase.js';
import {
  type Kind,
  readSchedule,
  type ScheduleAnswer,
} from '../../server/src/authoring/schedule.js';

const now = Date.UTC(2026, 10, 24);
const read = (text: string, kind: Kind = 'rule', timezone?: string) =>
  readSchedule(text, { kind, timezone, now });
const expression = (text: string, kind?: Kind) => (read(text, kind) as ScheduleAnswer).expression;
const message = (text: string, kind?: Kind) => (read(text, kind) as { message: string }).message;

describe('a schedule that is typed', () => {
  it.each([
    ['every 15 minutes', 'rate(15 minutes)'],
    ['Every hour', 'rate(1 hour)'],
    ['daily at 3am', 'cron(0 3 * * ? *)'],
    ['every day at noon', 'cron(0 12 * * ? *)'],
    ['9am every day', 'cron(0 9 * * ? *)'],
    ['every day at 12am', 'cron(0 0 * * ? *)'],
    ['every day at 5 in the afternoon', 'cron(0 17 * * ? *)'],
    ['weekdays 8:15', 'cron(15 8 ? * MON-FRI *)'],
    ['mondays and thursdays at 9:00 and 17:00', 'cron(0 9,17 ? * MON,THU *)'],
    ['monday to friday at 17:30', 'cron(30 17 ? * MON-FRI *)'],
    ['on weekends at 10', 'cron(0 10 ? * SAT,SUN *)'],
    ['first monday of the month at 6:30', 'cron(30 6 ? * 2#1 *)'],
    ['last friday of the month at 17:00', 'cron(0 17 ? * 6L *)'],
    ['last day of the month at 23:00', 'cron(0 23 L * ? *)'],
    ['last weekday of the month at 18:00', 'cron(0 18 LW * ? *)'],
    ['every month on the 15th at 4am', 'cron(0 4 15 * ? *)'],
    ['1st and 15th of the month at noon', 'cron(0 12 1,15 * ? *)'],
    ['in march on mondays at 9', 'cron(0 9 ? 3 MON *)'],
    ['every 10 minutes between 9:00 and 17:00 on weekdays', 'cron(0/10 9-17 ? * MON-FRI *)'],
    ['every hour on weekdays', 'cron(0 * ? * MON-FRI *)'],
    ['0 9 * * 1-5', 'cron(0 9 ? * 2-6 *)'],
    ['@daily', 'cron(0 0 * * ? *)'],
    ['rate(1 minutes)', 'rate(1 minute)'],
    ['cron(0 9 ? * MON-FRI *)', 'cron(0 9 ? * MON-FRI *)'],
  ])('%s', (text, expected) => expect(expression(text)).toBe(expected));

  it('gives the command of a crontab line as well', () => {
    expect(read('*/5 * * * * cd /app && bundle exec rake a:b')).toMatchObject({
      expression: 'cron(*/5 * * * ? *)',
      command: 'cd /app && bundle exec rake a:b',
    });
  });

  it.each([
    ['', 'Write when it runs'],
    ['whenever it rains', 'not understood as a whole'],
    ['every mondy at 9', '`every monday at 6:30`'],
    ['every day at 9:00 sharp', 'not understood'],
    ['every day at 25:00', 'not understood'],
    ['tomorrow at 9', 'not understood'],
    ['every monday', 'every monday at 9:00'],
    ['at 9', 'every day at 9'],
    ['every day at 9am and 5:30pm', 'a rule each'],
    ['every other week on monday at 9', 'every 14 days'],
    ['every 7 minutes on weekdays', 'divides 60'],
    ['every 30 seconds', 'every minute'],
    ['every day at 9:00 in Atlantis', 'Atlantis'],
    ['0 9 1 * 1', '`cron(0 9 1 * ? *)`'],
    ['0 0 31 2 *', 'February'],
    ['at(2020-01-01T00:00:00)', 'in the past'],
  ])('%j is told, not guessed', (text, says) => expect(message(text)).toContain(says));

  it('is said back with its next three runs', () => {
    const { description, next } = read('every weekday at 9:00') as ScheduleAnswer;
    expect(description).toBe('At 09:00, Monday through Friday');
    expect(next.map(run => new Date(run).toISOString())).toEqual([
      '2026-11-24T09:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
      '2026-11-26T09:00:00.000Z',
    ]);
  });

  it('offers presets that it understands', () => {
    for (const phrase of PHRASES) expect(read(phrase)).toHaveProperty('expression');
  });
});

describe('a time of a zone', () => {
  it('is UTC for a rule, with what the clock change does to it', () => {
    const answer = read('every weekday at 9:00 in Los Angeles') as ScheduleAnswer;
    expect(answer).toMatchObject({
      expression: 'cron(0 17 ? * MON-FRI *)',
      timezone: null,
      offer: 'America/Los_Angeles',
    });
    expect(answer.notes.join()).toMatch(
      /14 March 2027.*`cron\(0 16 \? \* MON-FRI \*\)`.*an hour later/,
    );
  });

  it('stays as it is for a schedule', () => {
    expect(read('last day of the month at 23:00 Europe/Berlin', 'schedule')).toMatchObject({
      expression: 'cron(0 23 L * ? *)',
      timezone: 'Europe/Berlin',
      notes: [],
    });
  });

  it.each([
    ['weekdays at 22:00 in la', 'cron(0 6 ? * TUE-SAT *)'],
    ['every monday at 1:00 in Tokyo', 'cron(0 16 ? * SUN *)'],
    ['every day at 9:00 in Kolkata', 'cron(30 3 * * ? *)'],
    ['every day at 2:00 PST', 'cron(0 10 * * ? *)'],
    ['every day at 9:00 UTC', 'cron(0 9 * * ? *)'],
    ['every day at 9:00 pacific time', 'cron(0 17 * * ? *)'],
  ])('%s moves the day with the hour', (text, expected) => expect(expression(text)).toBe(expected));

  it('is refused where UTC has no such days', () => {
    expect(message('last day of the month at 23:00 in Los Angeles')).toContain('Scheduler');
    expect(message('1st of the month at 23:00 in Los Angeles')).toContain('Scheduler');
  });

  it('is that of --timezone where the text names none', () => {
    expect(read('every day at 9:00', 'rule', 'Asia/Tokyo')).toMatchObject({
      expression: 'cron(0 0 * * ? *)',
      offer: null,
    });
    expect(read('every day at 9:00', 'rule', 'Asia/Tokio')).toHaveProperty(
      'message',
      expect.stringContaining('`Asia/Tokyo`'),
    );
  });
});
