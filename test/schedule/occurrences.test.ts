import { describe, expect, it } from 'vitest';
import {
  lastRun,
  neverFires,
  occurrences,
  skippedByDst,
  type Window,
} from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import type { Schedule } from '../../server/src/schedule/schedule.js';

function read(text: string): Schedule {
  const { schedule } = parseSchedule(text, 'scheduler');
  if (!schedule) throw new Error(`${text} is not understood`);
  return schedule;
}

const time = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString().replace(':00.000Z', 'Z');

function runs(text: string, from: string, window: Omit<Window, 'from'> = {}, count = 3): string[] {
  const found: string[] = [];
  for (const run of occurrences(read(text), { from: time(from), ...window })) {
    if (found.length === count) break;
    found.push(iso(run));
  }
  return found;
}

describe('the runs of a cron', () => {
  it('come after the given instant, not at it', () => {
    expect(runs('cron(0 9 * * ? *)', '2026-01-01T09:00:00Z', {}, 1)).toEqual(['2026-01-02T09:00Z']);
    expect(runs('cron(0 9 * * ? *)', '2026-01-01T08:59:59.999Z', {}, 1)).toEqual([
      '2026-01-01T09:00Z',
    ]);
  });

  it('keep to StartDate and EndDate, both included', () => {
    const window = { start: time('2026-03-01T09:00:00Z'), end: time('2026-03-03T09:00:00Z') };
    expect(runs('cron(0 9 * * ? *)', '2026-01-01T00:00:00Z', window, 9)).toEqual([
      '2026-03-01T09:00Z',
      '2026-03-02T09:00Z',
      '2026-03-03T09:00Z',
    ]);
  });

  it('end with the years, and where none are named with 2199', () => {
    expect(runs('cron(0 0 1 1 ? 2027)', '2026-01-01T00:00:00Z')).toEqual(['2027-01-01T00:00Z']);
    expect(runs('cron(0 0 1 1 ? *)', '2198-06-01T00:00:00Z')).toEqual(['2199-01-01T00:00Z']);
  });

  it.each([
    ['a skipped hour', '30 2', 'America/New_York', '2026-03-07T12:00Z', '2026-03-09T06:30Z'],
    [
      'the first of an hour that comes twice',
      '30 1',
      'America/New_York',
      '2026-11-01T04:00Z',
      '2026-11-01T05:30Z',
    ],
    ['not its second', '30 1', 'America/New_York', '2026-11-01T05:30Z', '2026-11-02T06:30Z'],
    [
      'a change of half an hour',
      '15 2',
      'Australia/Lord_Howe',
      '2026-10-03T12:00Z',
      '2026-10-04T15:15Z',
    ],
    ['a day that is left out', '0 12', 'Pacific/Apia', '2011-12-29T23:00Z', '2011-12-30T22:00Z'],
    ['a zone by its old name', '30 2', 'US/Pacific', '2026-07-01T00:00Z', '2026-07-01T09:30Z'],
    ['UTC by another name', '30 2', 'Etc/UTC', '2026-07-01T00:00Z', '2026-07-01T02:30Z'],
  ])('heed %s', (_, minuteAndHour, zone, from, expected) => {
    expect(runs(`cron(${minuteAndHour} * * ? *)`, from, { zone }, 1)).toEqual([expected]);
  });

  it('are none in a zone that nobody knows', () => {
    expect(runs('cron(0 9 * * ? *)', '2026-01-01T00:00:00Z', { zone: 'Mars/Olympus' })).toEqual([]);
  });
});

describe('the runs of a rate', () => {
  it('are none without a start: nobody knows when it was created', () => {
    expect(runs('rate(5 minutes)', '2026-01-01T00:00Z')).toEqual([]);
  });

  it('count from the start, which is one of them', () => {
    const start = time('2026-01-01T00:02Z');
    expect(runs('rate(5 minutes)', '2025-01-01T00:00Z', { start })).toEqual([
      '2026-01-01T00:02Z',
      '2026-01-01T00:07Z',
      '2026-01-01T00:12Z',
    ]);
    expect(runs('rate(5 minutes)', '2026-01-01T00:07Z', { start }, 1)).toEqual([
      '2026-01-01T00:12Z',
    ]);
  });

  it('are 24 hours apart for a day, across a change of the clocks', () => {
    const window = { start: time('2026-03-07T12:00Z'), zone: 'America/New_York' };
    expect(runs('rate(1 day)', '2026-03-07T12:00Z', window, 2)).toEqual([
      '2026-03-08T12:00Z',
      '2026-03-09T12:00Z',
    ]);
  });

  it('stop at the end', () => {
    const window = { start: time('2026-01-01T00:00Z'), end: time('2026-01-01T02:00Z') };
    expect(runs('rate(1 hour)', '2026-01-01T00:00Z', window, 9)).toHaveLength(2);
  });
});

describe('the run of an at()', () => {
  it('is local to the zone, and does not heed start and end', () => {
    const window = { zone: 'Asia/Tokyo', start: time('2031-01-01T00:00Z') };
    expect(runs('at(2030-01-01T09:00:00)', '2026-01-01T00:00Z', window)).toEqual([
      '2030-01-01T00:00Z',
    ]);
  });

  it('is none once it is over', () => {
    expect(runs('at(2020-01-01T09:00:00)', '2026-01-01T00:00Z')).toEqual([]);
  });
});

describe('what never runs', () => {
  it.each([
    [
      'cron(0 0 31 2 ? *)',
      'This never runs: February has no 31st. For the last day of February write `cron(0 0 L 2 ? *)`.',
    ],
    [
      'cron(0/30 9-17 31 4,6 ? *)',
      'This never runs: April and June have no 31st. For the last day of each write `cron(0,30 9-17 L 4,6 ? *)`.',
    ],
    [
      'cron(0 0 30W FEB ? *)',
      'This never runs: February has no 30th. For the last weekday of February write `cron(0 0 LW 2 ? *)`.',
    ],
    [
      'cron(0 0 29 2 ? 2027)',
      'This never runs: February has no 29th in 2027. For the last day of February write `cron(0 0 L 2 ? 2027)`.',
    ],
    [
      'cron(0 0 L-30 2,4 ? *)',
      'This never runs: February and April have no day 30 before its last. For the last day of each write `cron(0 0 L 2,4 ? *)`.',
    ],
    [
      'cron(0 0 ? 2 MON#5 2027)',
      'This never runs: February has no fifth Monday in 2027. For the last Monday write `cron(0 0 ? 2 2L 2027)`.',
    ],
  ])('%s says why, and what to write', (text, reason) => {
    expect(neverFires(read(text))).toBe(reason);
    expect(runs(text, '1970-01-01T00:00Z')).toEqual([]);
    const written = /write `(.*)`/.exec(reason)?.[1] ?? '';
    expect(runs(written, '1970-01-01T00:00Z')).not.toEqual([]);
  });

  it.each([
    'cron(0 0 29 2 ? *)',
    'cron(0 0 31 1-12 ? *)',
    'cron(0 0 L-28 2 ? *)',
    'cron(0 0 ? 2 1#5 *)',
    'cron(0 0 30W * ? *)',
    'cron(0 0 1 1 ? 1999)',
    'at(1999-01-01T00:00:00)',
    'rate(1 minute)',
  ])('%s is not it', text => {
    expect(neverFires(read(text))).toBeNull();
  });
});

describe('the last run', () => {
  it.each([
    ['cron(0 9 * * ? *)', undefined, null],
    ['rate(1 day)', undefined, null],
    ['cron(0/20 9,17 ? * MON-FRI 2020-2022)', undefined, '2022-12-30T17:40Z'],
    ['cron(0 9 29 2 ? 2023,2024,2025)', undefined, '2024-02-29T09:00Z'],
    ['cron(30 2 8 3 ? 2026)', 'America/New_York', null],
    ['cron(30 2 7-8 3 ? 2026)', 'America/New_York', '2026-03-07T07:30Z'],
    ['cron(0 0 31 2 ? 2026)', undefined, null],
    ['at(2026-07-01T09:00:00)', 'Europe/Paris', '2026-07-01T07:00Z'],
  ])('%s in %s ends at %s', (text, zone, expected) => {
    const last = lastRun(read(text), zone);
    expect(last === null ? null : iso(last)).toBe(expected);
  });
});

describe('a time that a change of the clocks skips', () => {
  const skipped = (text: string, zone: string) =>
    skippedByDst(read(text), { zone, from: time('2026-11-24T00:00Z') });

  it('is named with its date', () => {
    expect(skipped('cron(30 2 * * ? *)', 'America/New_York')).toEqual({
      local: '2027-03-14T02:30',
      at: time('2027-03-14T07:00Z'),
    });
    expect(skipped('cron(0 1 ? * SUN *)', 'Europe/London')?.local).toBe('2027-03-28T01:00');
    expect(skipped('at(2028-03-26T02:30:00)', 'Europe/Berlin')?.local).toBe('2028-03-26T02:30');
  });

  it.each([
    ['cron(30 3 * * ? *)', 'America/New_York'],
    ['cron(30 2 * * ? *)', 'Asia/Tokyo'],
    ['cron(30 2 * * ? *)', 'UTC'],
    ['cron(30 2 ? * TUE *)', 'America/New_York'],
    ['cron(*/5 * * * ? *)', 'America/New_York'],
    ['rate(1 day)', 'America/New_York'],
    ['at(2028-03-27T02:30:00)', 'Europe/Berlin'],
    ['cron(30 2 * * ? *)', 'Mars/Olympus'],
  ])('%s in %s has none', (text, zone) => {
    expect(skipped(text, zone)).toBeNull();
  });
});
