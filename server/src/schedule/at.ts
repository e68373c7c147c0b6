import { daysInMonth } from './calendar.js';
import {
  type Fault,
  type Reading,
  syntax,
  syntaxWithFix,
  type Token,
  unsureWithFix,
} from './fault.js';
import { MONTHS } from './fields.js';
import type { At, Service } from './schedule.js';

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

const FORM =
  /^(\s*)(\d{4})-(\d{1,2})-(\d{1,2})(?:([T \t]+)(\d{1,2}):(\d{1,2})(?::(\d{1,2})([.,]\d+)?)?(\s*)(Z|[+-]\d{2}:?(?:\d{2})?)?)?(\s*)$/i;

function readLocalTime(body: Token): Reading<At> {
  const match = FORM.exec(body.text);
  if (!match) return { value: null, faults: [syntax(body, NEEDS)], mended: null };
  const [, , ...parts] = match;
  const [year = 0, month = 0, day = 0] = parts.slice(0, 3).map(Number);
  const [hour = 0, minute = 0, second = 0] = parts.slice(4, 7).map(text => Number(text ?? 0));
  const at: At = { kind: 'at', year, month, day, hour, minute, second };
  const written = writtenFaults(body, match);
  const impossible = rangeFault(body, at);
  const faults = impossible ? [...written, impossible] : written;
  const offset = minutesOf(match[11]);
  const corrected = impossible && !isMidnight24(at) ? null : textOf(at, offset);
  const mended = corrected && `at(${corrected})`;
  const refused = faults.some(fault => fault.rule === 'schedule/syntax');
  return {
    value: refused ? null : at,
    faults,
    mended: faults.length ? mended : `at(${body.text})`,
    guess: match[11] !== undefined || match[5] === undefined,
  };
}

const NEEDS =
  '`at()` takes one local time, yyyy-mm-ddThh:mm:ss. Write e.g. `at(2030-01-31T09:00:00)`.';

/** What is wrong with how the time is written: one problem each, at its own place. */
function writtenFaults(body: Token, match: RegExpExecArray): Fault[] {
  const [
    ,
    before = '',
    year = '',
    month = '',
    day = '',
    between,
    hour,
    minute,
    second,
    fraction,
    gap = '',
    offset,
    after = '',
  ] = match;
  const place = (text: string, from: number) => {
    const at = body.text.indexOf(text, from);
    return { start: body.start + at, end: body.start + at + text.length };
  };
  const date = before.length + `${year}-${month}-${day}`.length;
  const faults: Fault[] = [];
  if (before || after || gap)
    faults.push(
      unsureWithFix(
        body,
        'A blank between the brackets of `at()` is undocumented: AWS may refuse it.',
      ),
    );
  if (between === undefined)
    faults.push(syntaxWithFix(body, 'A date alone is refused: `at()` needs the time of day too.'));
  else if (between.toUpperCase() !== 'T')
    faults.push(
      syntaxWithFix(
        place(between, date),
        'Between date and time stands a `T`; AWS refuses a blank there.',
      ),
    );
  else if (between === 't')
    faults.push(
      unsureWithFix(
        place(between, date),
        'AWS documents a capital `T`, and may refuse a small one.',
      ),
    );
  if ([month, day, hour, minute, second].some(text => text?.length === 1))
    faults.push(syntaxWithFix(body, 'Each part of the time has two digits; AWS refuses one.'));
  if (fraction)
    faults.push(
      syntaxWithFix(place(fraction, date), 'AWS refuses a fraction of a second in `at()`.'),
    );
  if (offset) faults.push(offsetFault(place(offset, date + 9), offset));
  return faults;
}

function offsetFault(at: { start: number; end: number }, offset: string): Fault {
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
