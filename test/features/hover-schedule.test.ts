import { describe, expect, it } from 'vitest';
import { hoverAt, type World } from './helpers.js';

const rule = (value: string, more = '') => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${value}
${more}`;
const schedule = (value: string, more = '') =>
  rule(value, more).replace('AWS::Events::Rule', 'AWS::Scheduler::Schedule');

const WEEKDAYS = 'cron(0 9 ? * MON-|FRI *)';

function wordsAt(template: string, world?: World): string {
  return hoverAt(template, world)?.markdown ?? '';
}

function tableOf(markdown: string): string[][] {
  const lines = markdown.split('\n').filter(line => line.startsWith('|'));
  return lines.map(line => line.slice(2, -2).split(' | '));
}

describe('on a cron', () => {
  it('says what it means, in which zone, and how often', () => {
    expect(wordsAt(rule(WEEKDAYS)).split('\n')[0]).toBe(
      '**At 09:00, Monday through Friday** · UTC · 5 runs a week',
    );
  });

  it('lists the next five runs in UTC, for the user and for the team', () => {
    const env = { zones: ['Asia/Tokyo', 'UTC', 'Mars/Base'] };
    expect(tableOf(wordsAt(rule(WEEKDAYS), { env }))).toEqual([
      ['', 'UTC', 'Los Angeles (yours)', 'Tokyo'],
      ['---', '---', '---', '---'],
      ['Tomorrow', 'Wed 25 Nov 09:00', 'Wed 25 Nov 01:00', 'Wed 25 Nov 18:00'],
      ['Thursday', 'Thu 26 Nov 09:00', 'Thu 26 Nov 01:00', 'Thu 26 Nov 18:00'],
      ['Friday', 'Fri 27 Nov 09:00', 'Fri 27 Nov 01:00', 'Fri 27 Nov 18:00'],
      ['Monday', 'Mon 30 Nov 09:00', 'Mon 30 Nov 01:00', 'Mon 30 Nov 18:00'],
      ['In 7 days', 'Tue 1 Dec 09:00', 'Tue 1 Dec 01:00', 'Tue 1 Dec 18:00'],
    ]);
  });

  it('counts days as the user’s calendar does', () => {
    const evening = rule('cron(0 2 * * ? *|)');
    const days = tableOf(wordsAt(evening))
      .slice(2)
      .map(([day]) => day);
    expect(days.slice(0, 2)).toEqual(['Today', 'Tomorrow']);
    const tokyo = tableOf(wordsAt(evening, { env: { zone: 'Asia/Tokyo' } })).slice(2);
    expect(tokyo[0]?.[0]).toBe('Tomorrow');
  });

  it('speaks in the user’s manner', () => {
    const env = { locale: 'de', hour12: true, zone: 'Europe/Berlin' };
    const [, , first] = tableOf(wordsAt(rule(WEEKDAYS), { env }));
    expect(first).toEqual(['Morgen', 'Mi. 25 Nov. 9:00 AM', 'Mi. 25 Nov. 10:00 AM']);
  });

  it('says the year where it is another', () => {
    expect(wordsAt(rule('cron(0 9 1 1 ? |*)'))).toContain('Fri 1 Jan 2027 09:00');
  });

  it('explains the fields one by one, the one under the cursor first', () => {
    const lines = wordsAt(rule(WEEKDAYS)).split('\n').slice(-6);
    expect(lines[0]).toMatch(/^\*\*`MON-FRI` day of week: .*Monday to Friday\*\*/);
    expect(lines.slice(1).map(line => /^`([^`]+)`/.exec(line)?.[1])).toEqual([
      '0',
      '9',
      '?',
      '*',
      '*',
    ]);
  });

  it('is of the expression alone', () => {
    expect(hoverAt(rule(WEEKDAYS))?.of).toBe('cron(0 9 ? * MON-FRI *)');
    expect(hoverAt(rule(`"${WEEKDAYS}"`).replaceAll('\n', '\r\n'))?.of).toBe(
      '"cron(0 9 ? * MON-FRI *)"',
    );
  });

  it('says why it never runs, and that none is left', () => {
    expect(wordsAt(rule('cron(0 9 31 2 |? *)'))).toContain('This never runs: February');
    expect(wordsAt(rule('cron(0 9 1 1 ? 20|20)'))).toContain(
      'No run is left: the last was on Wed 1 Jan 2020 09:00 UTC.',
    );
  });

  it('says that it is disabled', () => {
    expect(wordsAt(rule(WEEKDAYS, '      State: DISABLED\n'))).toContain('`State: DISABLED`');
    expect(wordsAt(rule(WEEKDAYS, '      State: ENABLED\n'))).not.toContain('DISABLED');
    const either = '      State: !If [Live, ENABLED, DISABLED]\n';
    expect(wordsAt(rule(WEEKDAYS, either))).not.toContain('DISABLED');
  });

  it('with a fault tells of the field under the cursor, if that is none', () => {
    expect(wordsAt(rule('cron(0 9 |? * FOO *)'))).toMatch(/^`\?` /);
    expect(hoverAt(rule('cron(0 9 ? * FO|O *)'))).toBeNull();
    expect(hoverAt(rule('every |day'))).toBeNull();
  });
});

describe('on a rate', () => {
  it('invents no times', () => {
    const words = wordsAt(rule('rate(5 |minutes)'));
    expect(words).toContain('counts from when the rule was created');
    expect(tableOf(words)).toEqual([]);
  });

  it('counts from the StartDate of a schedule', () => {
    const start = '      StartDate: "2026-11-20T20:00:00.000Z"\n';
    expect(tableOf(wordsAt(schedule('rate(5 |days)', start)))[2]).toEqual([
      'Tomorrow',
      'Wed 25 Nov 20:00',
      'Wed 25 Nov 12:00',
    ]);
  });
});

describe('on a schedule of Scheduler', () => {
  const zone = (name: string) => `      ScheduleExpressionTimezone: ${name}\n`;

  it('runs in its zone, which has a column too', () => {
    const words = wordsAt(schedule(WEEKDAYS, zone('Europe/Berlin')));
    expect(words.split('\n')[0]).toContain('· Europe/Berlin ·');
    expect(tableOf(words)[0]).toEqual(['', 'UTC', 'Berlin', 'Los Angeles (yours)']);
    expect(tableOf(words)[2]?.slice(1, 3)).toEqual(['Wed 25 Nov 08:00', 'Wed 25 Nov 09:00']);
  });

  it('has no table where its zone is not known', () => {
    const words = wordsAt(schedule(WEEKDAYS, zone('!ImportValue zone')));
    expect(words).toContain('in a time zone that is not known here');
    expect(tableOf(words)).toEqual([]);
  });

  it('stops at its EndDate', () => {
    const end = '      EndDate: "2026-11-25T20:00:00.000Z"\n';
    expect(tableOf(wordsAt(schedule(WEEKDAYS, end))).slice(2)).toHaveLength(1);
    expect(wordsAt(schedule(WEEKDAYS, end.replace('25T', '24T')))).toContain('`EndDate`');
  });

  it('runs once with at()', () => {
    expect(tableOf(wordsAt(schedule('at(2026-11-25T|09:00:30)'))).slice(2)).toEqual([
      ['Tomorrow', 'Wed 25 Nov 09:00:30', 'Wed 25 Nov 01:00:30'],
    ]);
    expect(wordsAt(schedule('at(2025-11-25T|09:00:00)'))).toContain('No run is left');
  });
});

describe('where the expression is not written out', () => {
  it('tells of a parameter’s default and of every branch', () => {
    const parameter = `Parameters:
  When:
    Type: String
    Default: cron(0 9 ? * MON-FRI *)
${rule('!Ref Wh|en')}`;
    expect(wordsAt(parameter)).toContain('**At 09:00, Monday through Friday**');
    const either = '!I|f [Live, rate(5 minutes), rate(1 day)]';
    expect(wordsAt(rule(either))).toMatch(/`rate\(5 minutes\)`.*\n---\n.*`rate\(1 day\)`/s);
  });

  it('tells of the branch under the cursor alone', () => {
    const found = hoverAt(rule('!If [Live, rate(5| minutes), rate(1 day)]'));
    expect(found?.of).toBe('rate(5 minutes)');
    expect(found?.markdown).not.toContain('---');
  });

  it('says nothing where nothing is known', () => {
    expect(wordsAt(rule('!ImportValue |x'))).not.toContain('UTC');
    expect(hoverAt(rule('!Ref Un|known'))).toBeNull();
  });
});

describe('on a time zone', () => {
  const zoned = (name: string) =>
    schedule('rate(1 day)', `      ScheduleExpressionTimezone: ${name}\n`);

  it.each([
    [
      'Europe/B|erlin',
      '**Europe/Berlin** · UTC+1 now  \nNext clock change: Sun 28 Mar 2027 02:00 becomes 03:00, UTC+2.',
    ],
    [
      'America/N|ew_York',
      '**America/New_York** · UTC−5 now  \nNext clock change: Sun 14 Mar 2027 02:00 becomes 03:00, UTC−4.',
    ],
    [
      'Australia/|Sydney',
      '**Australia/Sydney** · UTC+11 now  \nNext clock change: Sun 4 Apr 2027 03:00 becomes 02:00, UTC+10.',
    ],
    ['Asia/K|olkata', '**Asia/Kolkata** · UTC+5:30 now  \nNo clock change in the next year.'],
  ])('%s', (name, words) => {
    expect(wordsAt(zoned(name))).toBe(words);
  });

  it('knows no zone that is none', () => {
    expect(hoverAt(zoned('Mars/|Base'))).toBeNull();
  });
});
