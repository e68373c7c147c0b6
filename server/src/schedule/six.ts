import { type DayField, readDayOfMonth, readDayOfWeek, weekdayWords } from './days.js';
import { type Fault, type Reading, syntax, type Token } from './fault.js';
import { HOURS, MINUTES, MONTH, YEAR } from './fields.js';
import { readNumbers } from './list.js';
import type { Cron, DayOfMonth, DayOfWeek, Days } from './schedule.js';

/** The six fields of a cron in their order. */
type Six = readonly [Token, Token, Token, Token, Token, Token];

/** Reads exactly six fields; mended is the corrected inside of `cron(…)`. */
export function readSix(fields: readonly Token[]): Reading<Cron> {
  const tokens = fields as Six;
  const [minutes, hours, months, years] = [
    readNumbers(tokens[0], MINUTES),
    readNumbers(tokens[1], HOURS),
    readNumbers(tokens[3], MONTH),
    readNumbers(tokens[5], YEAR),
  ];
  const choice = chooseDays(tokens, readDayOfMonth(tokens[2]), readDayOfWeek(tokens[4]));
  const readings = [minutes, hours, choice, months, years];
  const [dayOfMonth = null, dayOfWeek = null] = choice.mended?.split(' ') ?? [];
  const mended = [minutes.mended, hours.mended, dayOfMonth, months.mended, dayOfWeek, years.mended];
  return {
    value:
      minutes.value && hours.value && months.value && years.value && choice.value
        ? {
            kind: 'cron',
            minutes: minutes.value,
            hours: hours.value,
            months: months.value,
            years: years.value.length === YEAR.max - YEAR.min + 1 ? null : years.value,
            days: choice.value,
          }
        : null,
    faults: readings.flatMap(reading => reading.faults),
    mended: mended.every(text => text !== null) ? mended.join(' ') : null,
    guess: readings.some(reading => reading.guess),
  };
}

/** Exactly one of the day fields is `?`. Mended is the two of them with a blank between. */
function chooseDays(
  tokens: Six,
  dayOfMonth: Reading<DayField<DayOfMonth>>,
  dayOfWeek: Reading<DayField<DayOfWeek>>,
): Reading<Days> {
  const faults = [...dayOfMonth.faults, ...dayOfWeek.faults];
  const guess = Boolean(dayOfMonth.guess || dayOfWeek.guess);
  const none = [dayOfMonth.value, dayOfWeek.value].filter(value => value === 'none').length;
  if (none === 1)
    return {
      value: daysOf(dayOfMonth.value, dayOfWeek.value),
      faults,
      mended: pair(dayOfMonth.mended, dayOfWeek.mended),
      guess,
    };
  const clash = none === 2 ? bothOpen(tokens) : bothSet(tokens, dayOfMonth, dayOfWeek);
  return {
    value: null,
    faults: [...faults, ...clash.faults],
    mended: clash.mended,
    guess: guess || Boolean(clash.guess),
  };
}

function daysOf(
  dayOfMonth: DayField<DayOfMonth> | null,
  dayOfWeek: DayField<DayOfWeek> | null,
): Days | null {
  if (dayOfMonth === null || dayOfWeek === null) return null;
  if (dayOfMonth === 'all' || dayOfWeek === 'all') return { by: 'every-day' };
  if (dayOfMonth !== 'none') return { by: 'day-of-month', days: dayOfMonth };
  return dayOfWeek === 'none' ? null : { by: 'day-of-week', days: dayOfWeek };
}

function bothOpen(tokens: Six): Reading<never> {
  const message = 'Both day fields are `?`, which leaves no day to run on. Put `*` in one of them';
  return {
    value: null,
    faults: [syntax(tokens[4], `${message}.`, fix => `${message}, here \`${fix}\`.`)],
    mended: '* ?',
  };
}

/** Where both name days we can't know which was meant: the day of the month is kept. */
function bothSet(
  tokens: Six,
  dayOfMonth: Reading<DayField<DayOfMonth>>,
  dayOfWeek: Reading<DayField<DayOfWeek>>,
): Reading<never> {
  const dropMonth = dayOfMonth.value === 'all' && dayOfWeek.value !== 'all';
  const message = `Day-of-month and day-of-week can't both be set: put \`?\` in the one you don't mean`;
  const read = dropMonth ? asRead(tokens[4]) : '';
  return {
    value: null,
    faults: [
      syntax(
        tokens[dropMonth ? 2 : 4],
        `${message}.`,
        fix => `${message}, here \`${fix}\`${read}.`,
      ),
    ],
    mended: dropMonth ? pair('?', dayOfWeek.mended) : pair(dayOfMonth.mended, '?'),
    guess: read !== '' || (!dropMonth && dayOfWeek.value !== 'all'),
  };
}

/** Who puts no `?` may count weekdays as a crontab does: what the numbers mean is said. */
function asRead(weekday: Token): string {
  const words = /^[\d,-]+$/.test(weekday.text) ? weekdayWords(weekday) : '';
  return words && ` (AWS reads \`${weekday.text}\` as ${words})`;
}

function pair(a: string | null, b: string | null): string | null {
  return a === null || b === null ? null : `${a} ${b}`;
}

/** The problems of each field by itself, for an expression that has not six of them. */
export function faultsOf(tokens: readonly Token[]): Fault[] {
  return tokens.flatMap((token, i) => READERS[i]?.(token).faults ?? []);
}

const READERS: readonly ((token: Token) => Reading<unknown>)[] = [
  token => readNumbers(token, MINUTES),
  token => readNumbers(token, HOURS),
  readDayOfMonth,
  token => readNumbers(token, MONTH),
  readDayOfWeek,
  token => readNumbers(token, YEAR),
];
