import { daysOf } from './calendar.js';
import { HOURS, MINUTES, MONTH, span, YEAR } from './fields.js';
import type { Cron, DayOfMonth, DayOfWeek, Schedule } from './schedule.js';
import { fieldText, listed, monthName, NTH, ordinal, weekdayName } from './words.js';

/**
 * Why no calendar has the date of a schedule, as a message with what to write instead; null where
 * one has. A date that is past is one that a calendar has.
 */
export function neverFires(schedule: Schedule): string | null {
  if (schedule.kind !== 'cron' || !cronNeverFires(schedule)) return null;
  const { days } = schedule;
  if (days.by === 'day-of-month') return `This never runs: ${noSuchDay(schedule, days.days)}`;
  if (days.by === 'day-of-week') return `This never runs: ${noSuchWeekday(schedule, days.days)}`;
  return null;
}

/** Any 28 years that cross no century have every kind of year. */
const EVERY_KIND_OF_YEAR = span(2001, 2028);

/** Whether no calendar has a day that the cron names. */
export function cronNeverFires(cron: Cron): boolean {
  if (isInEveryMonth(cron)) return false;
  const years = cron.years ?? EVERY_KIND_OF_YEAR;
  return !years.some(year => cron.months.some(month => daysOf(cron.days, year, month).length > 0));
}

function isInEveryMonth({ days }: Cron): boolean {
  switch (days.by) {
    case 'every-day':
      return true;
    case 'day-of-month':
      return days.days.some(day => ('day' in day ? day.day <= 28 : day.before < 28));
    case 'day-of-week':
      return days.days.some(day => day.kind !== 'nth' || day.nth < 5);
  }
}

function noSuchDay(cron: Cron, days: readonly DayOfMonth[]): string {
  const plain = days.flatMap(day => ('day' in day ? [ordinal(day.day)] : []));
  const fromEnd = days.flatMap(day =>
    'before' in day ? [`day ${day.before} before its last`] : [],
  );
  const wanted = listed([...plain, ...fromEnd], 'or');
  const months = listed(cron.months.map(monthName));
  const verb = cron.months.length > 1 ? 'have' : 'has';
  const weekday = days.every(day => day.kind === 'weekday' || day.kind === 'last-weekday');
  return (
    `${months} ${verb} no ${wanted}${inYears(cron)}. ` +
    `For the last ${weekday ? 'weekday' : 'day'} of ${cron.months.length > 1 ? 'each' : months} ` +
    `write \`${cronText(cron, weekday ? 'LW' : 'L', '?')}\`.`
  );
}

/** "in 2027", where other years have such a day. */
function inYears(cron: Cron): string {
  if (cron.years === null || cronNeverFires({ ...cron, years: null })) return '';
  return cron.years.length > 5 ? ' in any of its years' : ` in ${listed(cron.years.map(String))}`;
}

function noSuchWeekday(cron: Cron, days: readonly DayOfWeek[]): string {
  const day = days[0]?.day ?? 1;
  const fifth = listed(
    days.map(({ day }) => `${NTH[5]} ${weekdayName(day)}`),
    'or',
  );
  const months = listed(cron.months.map(monthName));
  const verb = cron.months.length > 1 ? 'have' : 'has';
  return (
    `${months} ${verb} no ${fifth}${inYears(cron)}. ` +
    `For the last ${weekdayName(day)} write \`${cronText(cron, '?', `${day}L`)}\`.`
  );
}

function cronText(cron: Cron, dayOfMonth: string, dayOfWeek: string): string {
  const [minutes, hours] = [fieldText(cron.minutes, MINUTES), fieldText(cron.hours, HOURS)];
  const years = cron.years ? fieldText(cron.years, YEAR) : '*';
  return `cron(${minutes} ${hours} ${dayOfMonth} ${fieldText(cron.months, MONTH)} ${dayOfWeek} ${years})`;
}
