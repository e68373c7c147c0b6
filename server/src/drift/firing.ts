import { occurrences } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import type { LiveRule } from './snapshot.js';

/** What CloudWatch recorded of a rule; it sends only what is not zero, and as best it can. */
export interface RecordedRuns {
  readonly triggered: number;
  readonly failed: number;
}

/** ISO 8601 in UTC; `from` is in it, `to` is not. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const UNIT = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/** The last day up to an instant, epoch milliseconds. */
export function dayUpTo(now: number): Period {
  return { from: new Date(now - UNIT.day).toISOString(), to: new Date(now).toISOString() };
}

/**
 * How often a live rule was to run and did, in a sentence. What CloudWatch has not recorded may have
 * happened still, so nothing is said of a period with less than two runs.
 */
export function firingText(live: LiveRule, recorded: RecordedRuns, period: Period): string {
  const [from, to] = [Date.parse(period.from), Date.parse(period.to)];
  const hours = Math.round((to - from) / UNIT.hour);
  const when = `in the ${hours} h up to ${isoMinute(to)}`;
  const expected = expectedRuns(live, from, to);
  const { triggered, failed } = recorded;
  const failures = failed > 0 ? `, ${failed} failed` : '';
  if (live.State === 'DISABLED')
    return `It is disabled, so no run is expected; CloudWatch recorded ${triggered} ${when}${failures}.`;
  if (expected === null || expected < 2)
    return `CloudWatch recorded ${counted(triggered)} ${when}${failures}. Too few were due to tell whether any is missing.`;
  if (triggered === 0)
    return `No run is recorded of ${expected} expected ${when}. If it was enabled all that time, it doesn't run.`;
  return `Fired ${triggered} of ${expected} expected runs ${when}${failures}.`;
}

/** Null where the schedule does not tell. */
function expectedRuns(live: LiveRule, from: number, to: number): number | null {
  const { schedule } = parseSchedule(String(live.ScheduleExpression ?? ''), 'rule');
  if (!schedule) return null;
  if (schedule.kind === 'rate')
    return Math.floor((to - from) / (schedule.value * UNIT[schedule.unit]));
  let count = 0;
  for (const run of occurrences(schedule, { from: from - 1 })) {
    if (run >= to) break;
    count++;
  }
  return count;
}

function counted(runs: number): string {
  return `${runs} ${runs === 1 ? 'run' : 'runs'}`;
}

function isoMinute(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
