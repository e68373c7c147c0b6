import { span, specOf } from './fields.js';
import type { FieldName, Service } from './schedule.js';
import { monthName, ordinal, weekdayName } from './words.js';

export interface FieldValue {
  readonly value: string;
  readonly meaning: string;
}

/** What may be written in a field, the usual first, each with what it means. */
export function fieldValues(field: FieldName, service: Service): readonly FieldValue[] {
  return VALUES[field](service);
}

const VALUES: Readonly<Record<FieldName, (service: Service) => FieldValue[]>> = {
  minutes: () => [
    value('0', 'on the hour'),
    value('*/5', 'every 5 minutes'),
    value('*/10', 'every 10 minutes'),
    value('*/15', 'every 15 minutes'),
    value('*/30', 'every 30 minutes'),
    value('*', 'every minute'),
    ...span(1, 59).map(n => value(`${n}`, `${n} minute${n === 1 ? '' : 's'} past the hour`)),
  ],
  hours: () => [
    value('*', 'every hour'),
    value('*/2', 'every 2 hours, from 00:00'),
    value('*/6', 'every 6 hours, from 00:00'),
    value('9-17', 'every hour from 09 to 17'),
    ...span(0, 23).map(n =>
      value(`${n}`, `at ${`${n}`.padStart(2, '0')}${n === 0 ? ', midnight' : ''}`),
    ),
  ],
  'day-of-month': () => [
    value('?', 'no day said: day-of-week says it'),
    value('*', 'every day; day-of-week is then `?`'),
    value('L', 'the last day of the month'),
    value('LW', 'the last weekday (Monday to Friday) of the month'),
    value('1W', 'the first weekday (Monday to Friday) of the month'),
    ...span(1, 31).map(n =>
      value(`${n}`, n > 28 ? `the ${ordinal(n)}, in months that have it` : `the ${ordinal(n)}`),
    ),
  ],
  month: () => [
    value('*', 'every month'),
    value('*/3', 'January, April, July and October'),
    ...names('month', monthName),
  ],
  'day-of-week': () => [
    value('?', 'no day said: day-of-month says it'),
    value('MON-FRI', 'Monday to Friday (2–6)'),
    value('*', 'every day; day-of-month is then `?`'),
    value('SAT,SUN', 'Saturday and Sunday (7 and 1)'),
    ...names('day-of-week', weekdayName),
    value('2#1', 'the first Monday of the month'),
    value('6L', 'the last Friday of the month'),
  ],
  year: service => [
    value('*', service === 'rule' ? 'every year' : 'every year; may be left out'),
    value('2026-2028', 'from one year to another'),
  ],
};

function value(value: string, meaning: string): FieldValue {
  return { value, meaning };
}

function names(field: FieldName, nameOf: (n: number) => string): FieldValue[] {
  return specOf(field).names.map((name, i) => value(name, `${nameOf(i + 1)} (${i + 1})`));
}
