import { MINUTES } from './fields.js';
import type { Cron, DayOfMonth, Days } from './schedule.js';
import { listed, monthName, NTH, numbers, ordinal, runsOf, weekdayName } from './words.js';

/** Any cron in English, for those that no plain form says. */
export function cronInEnglish(cron: Cron, hour12: boolean): string {
  const parts = [timeOfDay(cron, hour12), daysInEnglish(cron.days), months(cron), years(cron)];
  return parts.filter(part => part !== '').join(', ');
}

/** 17:05, or 5:05 PM. */
export function timeText(hour: number, minute: number, hour12: boolean, seconds = ''): string {
  const mm = String(minute).padStart(2, '0');
  if (!hour12) return `${String(hour).padStart(2, '0')}:${mm}${seconds}`;
  return `${hour % 12 || 12}:${mm}${seconds} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** So many times of the day are listed one by one. */
const FEW_TIMES = 8;

function timeOfDay({ minutes, hours }: Cron, hour12: boolean): string {
  if (minutes.length * hours.length <= FEW_TIMES)
    return `At ${listed(hours.flatMap(h => minutes.map(m => timeText(h, m, hour12))))}`;
  if (hours.length === 24) return minutesInEnglish(minutes);
  const [first, last] = minutes.length === 1 ? [minutes[0] ?? 0, minutes[0] ?? 0] : [0, 59];
  const span = (from: number, to: number) => {
    const [start, end] = [timeText(from, first, hour12), timeText(to, last, hour12)];
    return start === end ? `at ${start}` : `from ${start} to ${end}`;
  };
  const runs = runsOf(hours);
  const step = runs.length > 4 ? evenStep(hours) : 0;
  const where = step
    ? `in every ${ordinal(step)} hour ${span(hours[0] ?? 0, hours.at(-1) ?? 0)}`
    : listed(runs.map(run => span(...run)));
  return `${minutesInEnglish(minutes)}, ${where}`;
}

function minutesInEnglish(minutes: readonly number[]): string {
  if (minutes.length === MINUTES.max + 1) return 'Every minute';
  const [first = 0] = minutes;
  const last = minutes.at(-1) ?? 0;
  const step = evenStep(minutes);
  if (minutes.length === 1) return `At minute ${first} of the hour`;
  if (step === 1) return `Every minute from minute ${first} to ${last} of the hour`;
  if (step * minutes.length === 60)
    return `Every ${step} minutes${first ? `, starting at minute ${first} of the hour` : ''}`;
  if (step && minutes.length > 4)
    return `Every ${ordinal(step)} minute of the hour, from minute ${first} to ${last}`;
  return `At minutes ${numbers(minutes)} of the hour`;
}

/** The step between neighbours where it is the same for all; 0 where not. */
export function evenStep(values: readonly number[]): number {
  const [first = 0, second = 0] = values;
  const step = second - first;
  return values.every((value, i) => value === first + i * step) ? step : 0;
}

/** "on the 1st and 15th of the month"; empty for every day. */
export function daysInEnglish(days: Days): string {
  if (days.by === 'every-day') return '';
  if (days.by === 'day-of-month') return monthDays(days.days);
  const [day] = days.days;
  if (day?.kind === 'last') return `on the last ${weekdayName(day.day)} of the month`;
  if (day?.kind === 'nth') return `on the ${NTH[day.nth]} ${weekdayName(day.day)} of the month`;
  return `on ${numbers(
    days.days.map(d => d.day),
    weekdayName,
  )}`;
}

function monthDays(days: readonly DayOfMonth[]): string {
  const plain = days.flatMap(day => (day.kind === 'day' ? [day.day] : []));
  const special = days.filter(day => day.kind !== 'day').map(specialDay);
  const step = plain.length > 4 ? evenStep(plain) : 0;
  const steps = `every ${ordinal(step)} day from the ${ordinal(plain[0] ?? 1)} to the ${ordinal(plain.at(-1) ?? 31)}`;
  const counted = plain.length ? [step > 1 ? steps : `the ${numbers(plain, ordinal)}`] : [];
  return `on ${listed([...counted, ...special], 'and on')} of the month`;
}

function specialDay(day: DayOfMonth): string {
  switch (day.kind) {
    case 'day':
      return `the ${ordinal(day.day)}`;
    case 'last':
      return `the ${beforeLast(day.before)}`;
    case 'weekday':
      return `the weekday nearest the ${ordinal(day.day)}`;
    case 'last-weekday':
      return day.before ? `the weekday nearest the ${beforeLast(day.before)}` : 'the last weekday';
  }
}

/** `L-1` is the second to last day. */
function beforeLast(days: number): string {
  return days ? `${days === 1 ? 'second' : ordinal(days + 1)} to last day` : 'last day';
}

function months(cron: Cron): string {
  return cron.months.length === 12 ? '' : `in ${numbers(cron.months, monthName)}`;
}

function years({ years }: Cron): string {
  if (years === null) return '';
  const step = evenStep(years);
  if (step > 1 && years.length > 4)
    return `every ${ordinal(step)} year from ${years[0]} to ${years.at(-1)}`;
  return `in ${numbers(years)}`;
}
