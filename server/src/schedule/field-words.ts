import { readDayOfMonth, readDayOfWeek } from './days.js';
import { daysInEnglish, evenStep } from './english.js';
import { specOf } from './fields.js';
import { readNumbers } from './list.js';
import type { DayOfMonth, DayOfWeek, Days, Field, Service } from './schedule.js';
import { monthName, numbers, ordinal, runsOf, weekdayName } from './words.js';

/**
 * A field of a cron for the hover's last line: "day of week: 2–6, Monday to Friday". What cannot
 * be read says so.
 */
export function describeField(field: Field, service: Service): string {
  return `${field.name.replaceAll('-', ' ')}: ${meaningOf(field, service) ?? 'not understood'}`;
}

function meaningOf(field: Field, service: Service): string | null {
  switch (field.name) {
    case 'day-of-month':
      return dayOfMonthMeaning(readDayOfMonth(field).value);
    case 'day-of-week':
      return dayOfWeekMeaning(readDayOfWeek(field).value);
    default:
      return numbersMeaning(field, service);
  }
}

function numbersMeaning(field: Field, service: Service): string | null {
  const spec = specOf(field.name);
  const values = readNumbers(field, spec).value;
  if (values === null) return null;
  const all = values.length === spec.max - spec.min + 1;
  const digits = all ? `every ${field.name.replace(/s$/, '')}` : digitsOf(values);
  if (field.name === 'hours')
    return `${digits}, ${service === 'rule' ? 'UTC' : 'in its time zone'}`;
  return field.name === 'month' && !all ? `${digits}, ${numbers(values, monthName)}` : digits;
}

function dayOfMonthMeaning(days: 'none' | 'all' | readonly DayOfMonth[] | null): string | null {
  if (days === 'none') return 'not said; day of week says it';
  return days === 'all' ? 'every day' : days && sayDays({ by: 'day-of-month', days });
}

function dayOfWeekMeaning(days: 'none' | 'all' | readonly DayOfWeek[] | null): string | null {
  if (days === 'none') return 'not said; day of month says it';
  if (days === null || days === 'all') return days && 'every day';
  const values = days.map(day => day.day);
  const plain = days.every(day => day.kind === 'day');
  return plain
    ? `${digitsOf(values)}, ${numbers(values, weekdayName)}`
    : sayDays({ by: 'day-of-week', days });
}

function sayDays(days: Days): string {
  return daysInEnglish(days).replace(/^on /, '');
}

/** "2–6", "0, 15, 30, 45", "every 2nd from 0 to 58". */
function digitsOf(values: readonly number[]): string {
  const step = values.length > 6 ? evenStep(values) : 0;
  if (step > 1) return `every ${ordinal(step)} from ${values[0]} to ${values.at(-1)}`;
  return runsOf(values)
    .map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`))
    .join(', ');
}
