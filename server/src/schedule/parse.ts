import { readAt } from './at.js';
import { type CronReading, readCron } from './cron.js';
import { type Fault, isError, problemsOf, type Reading, syntax, type Token } from './fault.js';
import { plainText } from './lookalikes.js';
import { readRate } from './rate.js';
import type { Field, Parsed, Schedule, Service } from './schedule.js';
import { unwrap } from './wrapping.js';

/**
 * Reads a schedule expression. Any text gives what was understood and its problems: nothing
 * throws. Offsets count in `text`.
 */
export function parseSchedule(text: string, service: Service): Parsed {
  const { kind, inside, faults, mended } = read(text, service);
  // what stays strange after the mending is nothing to write
  const isSound = mended !== null && !read(mended, service).faults.some(isError);
  const offered = isSound ? mended : null;
  return {
    text,
    service,
    kind,
    schedule: faults.some(isError) ? null : (inside?.value ?? null),
    problems: problemsOf(
      { value: null, faults, mended: offered, guess: inside?.guess ?? false },
      text,
    ),
    fields: inside?.fields ?? [],
  };
}

function read(text: string, service: Service) {
  // far too long, and some of what follows takes the square of the length
  if (text.length > MOST_READ)
    return { kind: null, inside: null, faults: tooLong(text), mended: null };
  const { plain, faults: strange } = plainText(text);
  const wrapping = unwrap(plain, service);
  const { kind } = wrapping;
  const inside = wrapping.body && kind && readInside(kind, wrapping.body, service);
  const within = inside?.faults ?? [];
  // of two that speak of the same text, the one about its fields says more
  const around = wrapping.faults.filter(
    ({ start, end }) => !within.some(fault => fault.start === start && fault.end === end),
  );
  const faults = [...strange, ...tooLong(text), ...around, ...within];
  return { kind, inside, faults, mended: wrapping.mended ?? inside?.mended ?? null };
}

/** The field of a cron in which, or at whose end, an offset is. */
export function fieldAt(parsed: Parsed, offset: number): Field | undefined {
  return parsed.fields.find(field => field.start <= offset && offset <= field.end);
}

function readInside(
  kind: Schedule['kind'],
  body: Token,
  service: Service,
): Reading<Schedule> & Partial<Pick<CronReading, 'fields'>> {
  switch (kind) {
    case 'cron':
      return readCron(body, service);
    case 'rate':
      return readRate(body, service);
    case 'at':
      return readAt(body, service);
  }
}

/** Source: the service models of EventBridge and Scheduler, ScheduleExpression. */
const MAX_LENGTH = 256;
const MOST_READ = 4 * MAX_LENGTH;

function tooLong(text: string): Fault[] {
  if (text.length <= MAX_LENGTH) return [];
  const message = `An expression has at most ${MAX_LENGTH} characters, and this has ${text.length}. Write ranges and steps for lists, or two schedules.`;
  return [syntax({ start: MAX_LENGTH, end: text.length }, message)];
}
