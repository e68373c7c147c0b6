import { describe, expect, it } from 'vitest';
import { isTimeZone, suggestTimeZone, timeZones } from '../../server/src/schedule/zones.js';

describe('a time zone', () => {
  it.each([
    'UTC',
    'Europe/London',
    'US/Pacific',
    'Etc/GMT+9',
    'Asia/Calcutta',
    'America/Argentina/Ushuaia',
  ])('%s is one', name => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each([
    '',
    'Europe/Londn',
    '+09:00',
    'Mars/Olympus',
    'Europe/London ',
    'America/New York',
    'PDT',
  ])('%j is none', name => {
    expect(isTimeZone(name)).toBe(false);
  });

  it('is listed, in order and once', () => {
    const zones = timeZones();
    expect(zones).toEqual([...new Set(zones)].sort());
    expect(zones).toContain('UTC');
    expect(zones).toContain('Asia/Tokyo');
    expect(zones.every(isTimeZone)).toBe(true);
  });
});

describe('what was meant', () => {
  it.each([
    ['Europe/Londn', 'Europe/London'],
    ['europe/london', 'Europe/London'],
    ['America/New York', 'America/New_York'],
    ['Asia/Tokio', 'Asia/Tokyo'],
    ['Berlin', 'Europe/Berlin'],
    ['los angeles', 'America/Los_Angeles'],
    ['JST', 'Asia/Tokyo'],
    ['Mars/Olympus', undefined],
    ['', undefined],
  ])('%s: %s', (name, zone) => {
    expect(suggestTimeZone(name)).toBe(zone);
  });
});
