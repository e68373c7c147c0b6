import { daysOf } from './calendar.js';
import type { Cron } from './schedule.js';

/**
 * A local time as the epoch milliseconds that it would have in UTC: a number that sorts, and
 * knows no zone.
 */
export type Wall = number;

export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

/** The last year that a schedule without years is walked to. Source: the documented range. */
export const LAST_YEAR = 2199;

/** The local times of a cron from `from` on (included), in order. */
export function* wallTimes(cron: Cron, from: Wall): Generator<Wall> {
  const first = new Date(from).getUTCFullYear();
  const years =
    cron.years?.filter(year => year >= first) ?? count(Math.max(first, 1970), LAST_YEAR);
  for (const year of years)
    for (const month of cron.months) {
      if (Date.UTC(year, month, 1) <= from) continue;
      for (const day of daysOf(cron.days, year, month)) {
        const start = Date.UTC(year, month - 1, day);
        if (start + DAY > from) yield* timesOfDay(cron, start, from);
      }
    }
}

function* timesOfDay(cron: Cron, start: Wall, from: Wall): Generator<Wall> {
  for (const hour of cron.hours)
    for (const minute of cron.minutes) {
      const time = start + (hour * 60 + minute) * MINUTE;
      if (time >= from) yield time;
    }
}

/** The local times of a cron that names its years, from the last one back. */
export function* wallTimesBack(cron: Cron): Generator<Wall> {
  for (const year of [...(cron.years ?? [])].reverse())
    for (const month of [...cron.months].reverse())
      for (const day of daysOf(cron.days, year, month).reverse())
        yield* [...timesOfDay(cron, Date.UTC(year, month - 1, day), -Infinity)].reverse();
}

function* count(first: number, last: number): Generator<number> {
  for (let n = first; n <= last; n++) yield n;
}
