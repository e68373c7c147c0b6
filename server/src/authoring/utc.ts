import { HOURS, MINUTES, MONTH, sorted } from '../schedule/fields.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Cron, Days } from '../schedule/schedule.js';
import { fieldText } from '../schedule/words.js';

const DAY = 1440;

/**
 * A cron in the times of a zone, written in UTC for as long as the zone is `offset` minutes ahead
 * of UTC. Null where UTC's days can't say it: the last day of a month, less eight hours, is on no
 * day that a cron can name.
 */
export function inUtc(expression: string, offset: number): string | null {
  const { schedule } = parseSchedule(expression, 'rule');
  if (schedule?.kind === 'rate' || offset === 0) return expression;
  if (schedule?.kind !== 'cron') return null;
  const shifted = timesInUtc(schedule, offset);
  if (!shifted) return null;
  const { minutes, hours, days } = shifted;
  const year =
    expression
      .replace(/\)\s*$/, '')
      .split(/\s+/)
      .at(-1) ?? '*';
  const fields = dayFields(schedule, days);
  if (!fields) return null;
  const [dayOfMonth, dayOfWeek] = fields;
  return `cron(${fieldText(minutes, MINUTES)} ${fieldText(hours, HOURS)} ${dayOfMonth} ${fieldText(schedule.months, MONTH)} ${dayOfWeek} ${year})`;
}

/** Minutes and hours moved, and by how many days; null where some move to another day than others. */
function timesInUtc({ minutes, hours, days, months, years }: Cron, offset: number) {
  const times = hours.flatMap(hour => minutes.map(minute => hour * 60 + minute - offset));
  const moves = new Set(times.map(time => Math.floor(time / DAY)));
  const isEveryDay = days.by === 'every-day' && months.length === 12 && years === null;
  if (moves.size > 1 && !isEveryDay) return null;
  const wrapped = times.map(time => ((time % DAY) + DAY) % DAY);
  const moved = {
    minutes: sorted(wrapped.map(time => time % 60)),
    hours: sorted(wrapped.map(time => Math.floor(time / 60))),
  };
  // a cron runs at each of its minutes in each of its hours
  if (moved.minutes.length * moved.hours.length !== new Set(wrapped).size) return null;
  return { ...moved, days: isEveryDay ? 0 : ([...moves][0] ?? 0) };
}

function dayFields({ days, months, years }: Cron, by: number): readonly [string, string] | null {
  if (by === 0) return [dayOfMonthText(days), dayOfWeekText(days)];
  if (days.by !== 'day-of-week' || months.length < 12 || years !== null) return null;
  const numbers = days.days.map(day => (day.kind === 'day' ? ((day.day - 1 + by + 7) % 7) + 1 : 0));
  if (numbers.includes(0)) return null;
  return ['?', weekdaysText(sorted(numbers))];
}

function dayOfMonthText(days: Days): string {
  if (days.by === 'day-of-week') return '?';
  if (days.by === 'every-day') return '*';
  const text = (day: (typeof days.days)[number]) => {
    switch (day.kind) {
      case 'day':
        return String(day.day);
      case 'weekday':
        return `${day.day}W`;
      case 'last':
        return day.before ? `L-${day.before}` : 'L';
      case 'last-weekday':
        return day.before ? `L-${day.before}W` : 'LW';
    }
  };
  return days.days.map(text).join(',');
}

function dayOfWeekText(days: Days): string {
  if (days.by !== 'day-of-week') return '?';
  const [first] = days.days;
  if (first?.kind === 'last') return `${first.day}L`;
  if (first?.kind === 'nth') return `${first.day}#${first.nth}`;
  return weekdaysText(days.days.map(({ day }) => day));
}

const NAMES = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** `MON-FRI`, `TUE-SAT`, `MON,THU`: names, so that nobody counts from the wrong number. */
function weekdaysText(days: readonly number[]): string {
  const name = (day: number) => NAMES[day - 1] ?? '';
  const [first = 1] = days;
  const isRun = days.length > 2 && days.every((day, i) => day === first + i);
  if (days.length === 7) return '*';
  return isRun ? `${name(first)}-${name(days.at(-1) ?? first)}` : days.map(name).join(',');
}
