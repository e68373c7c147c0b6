import { describe, expect, it } from 'vitest';
import { firingText } from '../../server/src/drift/firing.js';

const DAY = { from: '2026-11-23T12:00:00.000Z', to: '2026-11-24T12:00:00.000Z' };

const said = (live: Record<string, string>, triggered: number, failed = 0, period = DAY) =>
  firingText({ Name: 'reports', ...live }, { triggered, failed }, period);

describe('whether a rule runs', () => {
  const hourly = { ScheduleExpression: 'cron(0 * * * ? *)', State: 'ENABLED' };

  it('counts what was recorded against what the schedule says', () => {
    expect(said(hourly, 24, 1)).toBe(
      'Fired 24 of 24 expected runs in the 24 h up to 2026-11-24 12:00 UTC, 1 failed.',
    );
    expect(said({ ...hourly, ScheduleExpression: 'rate(15 minutes)' }, 90)).toMatch(
      /^Fired 90 of 96 /,
    );
  });

  it('takes silence for no proof', () => {
    expect(said(hourly, 0)).toMatch(/^No run is recorded of 24 expected .* enabled all that time/);
  });

  it.each([
    ['once a day', { ...hourly, ScheduleExpression: 'cron(0 3 * * ? *)' }],
    ['by events', { State: 'ENABLED' }],
    ['what is not understood', { ...hourly, ScheduleExpression: 'cron(?)' }],
  ])('does not judge %s', (_, live) => {
    expect(said(live, 0)).toMatch(/^CloudWatch recorded 0 runs .* Too few were due to tell/);
  });

  it('expects nothing of a disabled rule', () => {
    expect(said({ ...hourly, State: 'DISABLED' }, 3)).toMatch(/^It is disabled/);
  });
});
