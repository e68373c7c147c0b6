import { daysOf } from './calendar.js';
import type { Cron, Schedule } from './schedule.js';

/** Every month, and no day of the year twice. */
const DAYS = 365;
const DAY = 86_400_000;
const PER_DAY = { minute: 1440, hour: 24, day: 1 } as const;

/**
 * How often a schedule runs a day, on average over the 365 days from an instant (epoch
 * milliseconds) on; null for what runs once. Clock changes are not counted.
 */
export function runsPerDay(schedule: Schedule, from: number): number | null {
  switch (schedule.kind) {
    case 'at':
      return null;
    case 'rate':
      return PER_DAY[schedule.unit] / schedule.value;
    case 'cron':
      return (schedule.minutes.length * schedule.hours.length * daysFrom(schedule, from)) / DAYS;
  }
}

/** On how many of the days a cron runs: month by month, of the first and the last a part. */
function daysFrom({ days, months, years }: Cron, from: number): number {
  const [first, last] = [dayOf(from), dayOf(from + (DAYS - 1) * DAY)];
  let count = 0;
  for (let n = monthNumber(first); n <= monthNumber(last); n++) {
    const [year, month] = [Math.floor(n / 12), (n % 12) + 1];
    if (!months.includes(month) || (years !== null && !years.includes(year))) continue;
    const since = n === monthNumber(first) ? first.day : 1;
    const until = n === monthNumber(last) ? last.day : 31;
    count += daysOf(days, year, month).filter(day => since <= day && day <= until).length;
  }
  return count;
}

interface Day {
  readonly year: number;
  /** 1-12 */
  readonly month: number;
  readonly day: number;
}

/** In UTC. */
function dayOf(instant: number): Day {
  const date = new Date(instant);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Months since the year 0. */
function monthNumber({ year, month }: Day): number {
  return year * 12 + month - 1;
}
