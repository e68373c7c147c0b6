import { daysInMonth } from './calendar.js';
import {
  type Fault,
  good,
  isError,
  type Reading,
  syntax,
  syntaxWithFix,
  type Token,
  unsureWithFix,
} from './fault.js';
import { MONTHS } from './fields.js';
import type { At, Service, Span } from './schedule.js';

/** Reads what stands between the brackets of `at(…)`; mended is the corrected whole. */
export function readAt(body: Token, service: Service): Reading<At> {
  const reading = readLocalTime(body);
  if (service === 'scheduler') return reading;
  const at = reading.value;
  const cron = at && at.second === 0 ? cronOf(at) : null;
  const message =
    'A rule knows `cron()` and `rate()` only; `at()` needs an AWS::Scheduler::Schedule.';
  const fault = syntax(
    body,
    message,
    fix => `${message} In a rule the same time, in UTC, is \`${fix}\`.`,
  );
  return { value: null, faults: [fault], mended: cron };
}

function cronOf({ year, month, day, hour, minute }: At): string {
  return `cron(${minute} ${hour} ${day} ${month} ? ${year})`;
}

/** A local time, and what people write in and around one. */
const FORM =
  /^(?<before>\s*)(?<date>(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2}))(?:(?<between>[T \t]+)(?<clock>(?<hour>\d{1,2}):(?<minute>\d{1,2})(?::(?<second>\d{1,2}))?)(?<fraction>[.,]\d+)?(?<gap>\s*)(?<offset>Z|[+-]\d{2}:?(?:\d{2})?)?)?(?<after>\s*)$/i;

type Pieces = Readonly<Record<string, string | undefined>>;

function readLocalTime(body: Token): Reading<At> {
  const pieces = FORM.exec(body.text)?.groups;
  if (!pieces) return { value: null, faults: [syntax(body, NEEDS)], mended: null };
  const number = (name: string) => Number(pieces[name] ?? 0);
  const at: At = {
    kind: 'at',
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
    minute: number('minute'),
    second: number('second'),
  };
  const impossible = rangeFault(body, at);
  const faults = [...writtenFaults(body, pieces), ...(impossible ? [impossible] : [])];
  if (!faults.length) return good(at, `at(${body.text})`);
  const known = !impossible || isMidnight24(at);
  const corrected = known ? textOf(at, minutesOf(pieces.offset)) : null;
  return {
    value: faults.some(isError) ? null : at,
    faults,
    mended: corrected && `at(${corrected})`,
    guess: pieces.offset !== undefined || pieces.clock === undefined,
  };
}

const NEEDS =
  '`at()` takes one local time, yyyy-mm-ddThh:mm:ss. Write e.g. `at(2030-01-31T09:00:00)`.';

/** What is wrong with how the time is written: one problem each, at its own place. */
function writtenFaults(body: Token, pieces: Pieces): Fault[] {
  const { before = '', date = '', between, clock = '', fraction, gap = '', offset } = pieces;
  const place = (text: string, at: number): Span => {
    const start = body.start + at;
    return { start, end: start + text.length };
  };
  const separator = before.length + date.length;
  const rest = separator + (between ?? '').length + clock.length;
  const faults: Fault[] = [];
  if (before || gap || pieces.after) faults.push(unsureWithFix(body, BLANK));
  if (between === undefined) faults.push(syntaxWithFix(body, DATE_ALONE));
  else if (between.toUpperCase() !== 'T')
    faults.push(syntaxWithFix(place(between, separator), NO_T));
  else if (between === 't') faults.push(unsureWithFix(place(between, separator), SMALL_T));
  if (/(?<!\d)\d(?!\d)/.test(`${date} ${clock}`)) faults.push(syntaxWithFix(body, ONE_DIGIT));
  if (fraction) faults.push(syntaxWithFix(place(fraction, rest), FRACTION));
  const zone = rest + (fraction ?? '').length + gap.length;
  if (offset) faults.push(offsetFault(place(offset, zone), offset));
  return faults;
}

const BLANK = 'A blank between the brackets of `at()` is undocumented: AWS may refuse it.';
const DATE_ALONE = 'A date alone is refused: `at()` needs the time of day too.';
const NO_T = 'Between date and time stands a `T`; AWS refuses a blank there.';
const SMALL_T = 'AWS documents a capital `T`, and may refuse a small one.';
const ONE_DIGIT = 'Each part of the time has two digits; AWS refuses one.';
const FRACTION = 'AWS refuses a fraction of a second in `at()`.';

function offsetFault(at: Span, offset: string): Fault {
  const message = `AWS refuses \`${offset}\`: a time in \`at()\` is local to ScheduleExpressionTimezone, UTC where none is given.`;
  return syntax(at, message, fix => `${message} In UTC write \`${fix}\`.`);
}

function rangeFault(body: Token, at: At): Fault | null {
  if (at.month < 1 || at.month > 12)
    return syntax(
      body,
      `There is no month ${at.month}: months go from 1 (January) to 12 (December). Write yyyy-mm-ddThh:mm:ss.`,
    );
  const last = daysInMonth(at.year, at.month);
  if (at.day < 1 || at.day > last)
    return syntax(
      body,
      `${MONTHS[at.month - 1]} ${at.year} has no day ${at.day}: its last is ${last}. Write a day from 1 to ${last}.`,
    );
  if (isMidnight24(at)) return syntaxWithFix(body, 'The day ends at 23:59:59; AWS refuses 24:00.');
  if (at.hour > 23 || at.minute > 59 || at.second > 59)
    return syntax(
      body,
      'Hours go from 00 to 23, minutes and seconds from 00 to 59. Write yyyy-mm-ddThh:mm:ss.',
    );
  return null;
}

function isMidnight24({ hour, minute, second }: At): boolean {
  return hour === 24 && minute === 0 && second === 0;
}

/** Minutes east of UTC. */
function minutesOf(offset: string | undefined): number {
  if (!offset || /^z$/i.test(offset)) return 0;
  const digits = offset.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset[0] === '-' ? -minutes : minutes;
}

/** Null where the offset leads out of the years of four digits. */
function textOf({ year, month, day, hour, minute, second }: At, offset: number): string | null {
  const utc = new Date(0);
  utc.setUTCFullYear(year, month - 1, day);
  utc.setUTCHours(hour, minute - offset, second);
  const text = utc.toISOString().slice(0, 19);
  return /^\d{4}-/.test(text) ? text : null;
}
