import { daysOf } from './calendar.js';
import { span } from './fields.js';
import type { Cron, Rate, Schedule } from './schedule.js';

/** How often a schedule runs: "5 runs a week". Null where that can't be said simply. */
export function frequency(schedule: Schedule): string | null {
  switch (schedule.kind) {
    case 'at':
      return '1 run';
    case 'rate':
      return rateFrequency(schedule);
    case 'cron':
      return schedule.years === null ? cronFrequency(schedule) : null;
  }
}

const PER_DAY = { minute: 1440, hour: 24, day: 1 } as const;

function rateFrequency({ value, unit }: Rate): string | null {
  const perDay = PER_DAY[unit] / value;
  if (Number.isInteger(perDay)) return runs(perDay, 'day');
  return unit === 'day' && value === 7 ? runs(1, 'week') : null;
}

function cronFrequency(cron: Cron): string | null {
  const perDay = cron.minutes.length * cron.hours.length;
  const allYear = cron.months.length === 12;
  const { days } = cron;
  if (allYear && days.by === 'every-day') return runs(perDay, 'day');
  if (allYear && days.by === 'day-of-week' && days.days.every(day => day.kind === 'day'))
    return runs(perDay * days.days.length, 'week');
  const perMonth = sameCount(
    KINDS_OF_YEAR.flatMap(year => cron.months.map(month => [year, month])),
    cron,
  );
  if (perMonth && allYear) return runs(perDay * perMonth, 'month');
  if (perMonth) return runs(perDay * perMonth * cron.months.length, 'year');
  return null;
}

/** Among them are all fourteen kinds of year. */
const KINDS_OF_YEAR = span(2001, 2028);

/** The number of days where every month has the same; 0 where not. */
function sameCount(months: readonly (readonly number[])[], { days }: Cron): number {
  const counts = new Set(months.map(([year = 0, month = 0]) => daysOf(days, year, month).length));
  return counts.size === 1 ? ([...counts][0] ?? 0) : 0;
}

function runs(count: number, period: string): string {
  return `${count} run${count === 1 ? '' : 's'} a ${period}`;
}
