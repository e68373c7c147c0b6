import { DAY_OF_WEEK, type FieldSpec, HOURS, MINUTES, MONTH, YEAR } from './fields.js';
import type { Cron, Days } from './schedule.js';
import { runsOf } from './words.js';

/**
 * A cron as plainly as it can be written, for a describer that words what it reads and does not
 * ask whether it is true. Null where no plain form says just that: "every 7 minutes" is not what
 * 0, 7 … 56 is.
 */
export function plainCron(cron: Cron): string | null {
  const time = plainTime(cron);
  const days = plainDays(cron.days);
  const months = plainList(cron.months, MONTH, 12);
  const years = cron.years === null ? '*' : plainList(cron.years, YEAR, 6);
  if (time === null || days === null || months === null || years === null) return null;
  return `${time} ${days[0]} ${months} ${days[1]} ${years}`;
}

/** Minutes and hours: each in a form that means the same beside the other. */
function plainTime({ minutes, hours }: Cron): string | null {
  if (minutes.length === 1 && hours.length <= 6) return `${minutes[0]} ${hours.join(',')}`;
  const minute = stepOf(minutes, MINUTES) ?? plainList(minutes, MINUTES, 6);
  const hour = minutes.length === 1 ? (stepOf(hours, HOURS) ?? rangeOf(hours)) : rangeOf(hours);
  if (minute === null || hour === null) return null;
  const listed = minutes.length > 1 && /,/.test(minute);
  return listed && hours.length === 1 ? null : `${minute} ${hour}`;
}

/** One span of hours: `*`, `9`, `9-17`. */
function rangeOf(hours: readonly number[]): string | null {
  if (hours.length === 24) return '*';
  const runs = runsOf(hours);
  return runs.length === 1 ? runText(runs[0] ?? [0, 0]) : null;
}

/** `2/6` where the step goes around the clock evenly. */
function stepOf(values: readonly number[], spec: FieldSpec): string | null {
  const size = spec.max + 1;
  const step = size / values.length;
  const [start = 0] = values;
  if (values.length < 2 || step < 2 || !Number.isInteger(step) || start >= step) return null;
  return values.every((value, i) => value === start + i * step) ? `${start}/${step}` : null;
}

/** `*`, one run, or a list of so many at most. */
function plainList(values: readonly number[], spec: FieldSpec, most: number): string | null {
  if (values.length === spec.max - spec.min + 1) return '*';
  const runs = runsOf(values);
  const [run] = runs;
  if (run && runs.length === 1 && run[1] - run[0] > 1) return runText(run);
  return values.length <= most ? values.join(',') : null;
}

function runText([first, last]: readonly [number, number]): string {
  return first === last ? `${first}` : `${first}-${last}`;
}

/** Day-of-month and day-of-week. */
function plainDays(days: Days): readonly [string, string] | null {
  if (days.by === 'every-day') return ['*', '?'];
  if (days.by === 'day-of-week') {
    const text = plainWeekdays(days.days);
    return text === null ? null : ['?', text];
  }
  const [day] = days.days;
  const numbers = days.days.flatMap(d => (d.kind === 'day' ? [d.day] : []));
  if (numbers.length === days.days.length) {
    const runs = runsOf(numbers);
    const run = runs.length === 1 && numbers.length > 2 ? runText(runs[0] ?? [0, 0]) : null;
    const text = run ?? (numbers.length <= 8 ? numbers.join(',') : null);
    return text === null ? null : [text, '?'];
  }
  if (!day || days.days.length > 1) return null;
  if (day.kind === 'last') return [day.before ? `L-${day.before}` : 'L', '?'];
  if (day.kind === 'weekday') return [`${day.day}W`, '?'];
  return day.kind === 'last-weekday' && day.before === 0 ? ['LW', '?'] : null;
}

function plainWeekdays(days: (Days & { by: 'day-of-week' })['days']): string | null {
  const [day] = days;
  if (day?.kind === 'last') return `${day.day}L`;
  if (day?.kind === 'nth') return `${day.day}#${day.nth}`;
  const numbers = days.map(d => d.day);
  return plainList(numbers, DAY_OF_WEEK, 6);
}
