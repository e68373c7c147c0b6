import { cronNeverFires } from './never.js';
import type { At, Schedule } from './schedule.js';
import { MINUTE, type Wall, wallTimes, wallTimesBack } from './walk.js';
import { type Clock, gapsOf, zoneClock } from './zone-time.js';

export { neverFires } from './never.js';

export interface Window {
  /** Epoch milliseconds; runs after it, not at it. */
  readonly from: number;
  /** IANA; UTC where none is given. An unknown one has no runs. */
  readonly zone?: string;
  /** Scheduler's StartDate and EndDate, epoch milliseconds, both included. */
  readonly start?: number;
  readonly end?: number;
}

/**
 * When a schedule runs after `from`: epoch milliseconds in order, found one by one. A rate runs
 * from its start; without one it has no known phase, and no runs here. `at()` does not heed start
 * and end. Source: the Scheduler user guide, schedule types.
 */
export function* occurrences(schedule: Schedule, window: Window): Generator<number> {
  const clock = zoneClock(window.zone ?? 'UTC');
  if (!clock) return;
  if (schedule.kind === 'rate') yield* rateRuns(schedule.value * unitLength(schedule.unit), window);
  else if (schedule.kind === 'at') yield* atRuns(schedule, clock, window.from);
  else yield* cronRuns(schedule, clock, window);
}

/** The first of them, at most `count`. */
export function nextRuns(schedule: Schedule, window: Window, count: number): number[] {
  const runs: number[] = [];
  if (count > 0)
    for (const run of occurrences(schedule, window)) if (runs.push(run) === count) break;
  return runs;
}

function* cronRuns(schedule: Schedule & { kind: 'cron' }, clock: Clock, window: Window) {
  if (cronNeverFires(schedule)) return;
  const { start = -Infinity, end = Infinity } = window;
  const from = Math.max(window.from, start - 1);
  for (const wall of wallTimes(schedule, clock.wall(from))) {
    const instant = clock.instant(wall);
    if (instant === null || instant <= from) continue;
    if (instant > end) return;
    yield instant;
  }
}

function* rateRuns(every: number, { from, start, end = Infinity }: Window) {
  if (start === undefined) return;
  const skipped = Math.max(0, Math.floor((from - start) / every) + 1);
  for (let run = start + skipped * every; run <= end; run += every) yield run;
}

function* atRuns(at: At, clock: Clock, from: number) {
  const instant = clock.instant(wallOf(at));
  if (instant !== null && instant > from) yield instant;
}

function unitLength(unit: 'minute' | 'hour' | 'day'): number {
  return { minute: 1, hour: 60, day: 1440 }[unit] * MINUTE;
}

function wallOf({ year, month, day, hour, minute, second }: At): Wall {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The last instant at which a schedule can run; null where there is no end to it, or no run at
 * all.
 */
export function lastRun(schedule: Schedule, zone = 'UTC'): number | null {
  const clock = zoneClock(zone);
  if (!clock || schedule.kind === 'rate') return null;
  if (schedule.kind === 'at') return clock.instant(wallOf(schedule));
  if (schedule.years === null) return null;
  for (const wall of wallTimesBack(schedule)) {
    const instant = clock.instant(wall);
    if (instant !== null) return instant;
  }
  return null;
}

/** A local time that a schedule names and its zone does not have. */
export interface SkippedTime {
  /** yyyy-mm-ddThh:mm, local to the zone. */
  readonly local: string;
  /** The instant at which the clocks change, epoch milliseconds. */
  readonly at: number;
}

const YEARS_AHEAD = 10;

/**
 * The next local time that a DST change skips, so that there is no run on that day; null where
 * the next ten years have none, and for what runs in every hour, which loses nothing.
 */
export function skippedByDst(
  schedule: Schedule,
  { zone, from }: { zone: string; from: number },
): SkippedTime | null {
  if (schedule.kind === 'rate' || !zoneClock(zone)) return null;
  if (schedule.kind === 'cron' && schedule.hours.length === 24) return null;
  const year = new Date(from).getUTCFullYear();
  for (let ahead = 0; ahead <= YEARS_AHEAD; ahead++)
    for (const gap of gapsOf(zone, year + ahead)) {
      if (gap.at <= from) continue;
      const wall = firstTime(schedule, gap.start);
      if (wall !== undefined && wall < gap.end)
        return { local: new Date(wall).toISOString().slice(0, 16), at: gap.at };
    }
  return null;
}

function firstTime(schedule: Exclude<Schedule, { kind: 'rate' }>, from: Wall): Wall | undefined {
  if (schedule.kind === 'cron') return wallTimes(schedule, from).next().value;
  const wall = wallOf(schedule);
  return wall >= from ? wall : undefined;
}
