import { describe, expect, it } from 'vitest';
import { parseDate } from '../../server/src/schedule/dates.js';

const measured = '2026-11-24T09:30:00.000Z';
const time = Date.parse(measured);

describe('StartDate and EndDate', () => {
  it('are taken as measured', () => {
    expect(parseDate(measured)).toEqual({ time });
  });

  it.each([
    '2026-11-24T09:30:00Z',
    '2026-11-24T09:30:00.0Z',
    '2026-11-24T18:30:00.000+09:00',
    '2026-11-24T04:30:00-0500',
    '2026-11-24T09:30:00',
    '2026-11-24 09:30',
    ' 2026-11-24T09:30:00.000Z ',
  ])('%j is read, and said how to write', text => {
    expect(parseDate(text)).toEqual({ time, fix: measured });
  });

  it('without a time are midnight in UTC', () => {
    expect(parseDate('2026-11-24')).toEqual({
      time: Date.parse('2026-11-24T00:00Z'),
      fix: '2026-11-24T00:00:00.000Z',
    });
  });

  it.each([
    '',
    'tomorrow',
    '2026-02-30T00:00:00.000Z',
    '2026-13-01',
    '2026-11-24T24:00:00Z',
    '2026',
  ])('%j is none', text => {
    expect(parseDate(text)).toEqual({ time: null });
  });
});
