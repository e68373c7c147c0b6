import { Temporal } from 'temporal-polyfill';
import { describeSchedule } from '../schedule/describe.js';
import { neverFires, occurrences } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Service } from '../schedule/schedule.js';
import { isTimeZone, suggestTimeZone } from '../schedule/zones.js';
import { readPhrase } from './phrase.js';
import { inUtc } from './utc.js';

/** What is made: an `AWS::Events::Rule`, or an `AWS::Scheduler::Schedule`. */
export type Kind = 'rule' | 'schedule';

export interface ScheduleQuestion {
  readonly kind: Kind;
  /** The zone that the times are meant in where the text names none; else UTC. */
  readonly timezone?: string | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
  /** A BCP 47 tag. */
  readonly locale?: string;
  readonly hour12?: boolean;
}

/** A schedule as it is going to be written, and what there is to show of it. */
export interface ScheduleAnswer {
  /** `cron(…)`, `rate(…)` or `at(…)`. */
  readonly expression: string;
  /** The IANA zone that a Scheduler schedule says beside it; null for UTC, as for each rule. */
  readonly timezone: string | null;
  readonly description: string;
  /** The next three runs, epoch milliseconds; none for a rate, which counts from its creation. */
  readonly next: readonly number[];
  /** What there is to know before it is written, in sentences. */
  readonly notes: readonly string[];
  /** The zone in which a Scheduler schedule would keep the time of day, where a rule does not. */
  readonly offer: string | null;
  /** The command of a crontab line that was pasted; else empty. */
  readonly command: string;
}

const SHOWN_RUNS = 3;

/** Reads a schedule as it is typed; a message where it is not understood or could not run. */
export function readSchedule(
  text: string,
  question: ScheduleQuestion,
): ScheduleAnswer | { readonly message: string } {
  const { kind } = question;
  const service: Service = kind === 'rule' ? 'rule' : 'scheduler';
  const read = readPhrase(text, service);
  if ('message' in read) return read;
  const zone = read.zone ?? question.timezone ?? null;
  const unknown = zone === null ? null : unknownZone(zone);
  if (unknown) return { message: unknown };
  const placed =
    zone === null || isUtc(zone)
      ? { expression: read.expression, timezone: null, notes: [], offer: null }
      : kind === 'rule'
        ? asRule(read.expression, zone, question.now)
        : { expression: read.expression, timezone: zone, notes: [], offer: null };
  if ('message' in placed) return placed;
  return shown(placed, read.command, service, question);
}

/** A message where a zone is none. */
export function unknownZone(zone: string): string | null {
  if (isTimeZone(zone)) return null;
  const near = suggestTimeZone(zone);
  const hint = near ? `Did you mean \`${near}\`?` : 'Write an IANA name such as `Europe/Berlin`.';
  return `There is no time zone \`${zone}\`. ${hint}`;
}

type Placed = Pick<ScheduleAnswer, 'expression' | 'timezone' | 'notes' | 'offer'>;

function shown(
  placed: Placed,
  command: string,
  service: Service,
  { now, locale = 'en', hour12 = false }: ScheduleQuestion,
): ScheduleAnswer | { readonly message: string } {
  const { expression, timezone } = placed;
  const { schedule, problems } = parseSchedule(expression, service);
  if (!schedule) return { message: problems[0]?.message ?? `\`${expression}\` is not understood.` };
  const never = neverFires(schedule);
  if (never) return { message: never };
  const next: number[] = [];
  for (const run of occurrences(schedule, { from: now, ...(timezone && { zone: timezone }) })) {
    next.push(run);
    if (next.length === SHOWN_RUNS) break;
  }
  if (schedule.kind !== 'rate' && next.length === 0)
    return {
      message: `\`${expression}\` is in the past, so it would never run. Write a later time.`,
    };
  const zone = timezone ?? 'UTC';
  const description = describeSchedule(schedule, { service, zone, locale, hour12 });
  const ignored = `What stands behind the fields, \`${command}\`, is no part of a schedule: it is the task.`;
  const notes = command === '' ? placed.notes : [...placed.notes, ignored];
  return { ...placed, notes, description, next, command };
}

function isUtc(zone: string): boolean {
  return /^(?:Etc\/)?(?:UTC|UCT|Zulu|Universal|GMT)$/i.test(zone);
}

/** A rule knows UTC alone: the times of a zone as they are today, and what a clock change does. */
function asRule(expression: string, zone: string, now: number): Placed | { message: string } {
  const { schedule } = parseSchedule(expression, 'rule');
  if (schedule?.kind === 'rate') return { expression, timezone: null, notes: [], offer: null };
  const changes = offsets(zone, now);
  const [today] = changes.map(({ minutes }) => inUtc(expression, minutes));
  if (!today)
    return {
      message: `A rule runs in UTC, where the days of \`${expression}\` in ${zone} can't be said. Make it a schedule of EventBridge Scheduler, which takes the zone.`,
    };
  const [first, second] = changes;
  if (!first || !second) {
    const note = `A rule runs in UTC: this is \`${expression}\` in ${zone}, whose clocks do not change.`;
    return { expression: today, timezone: null, notes: [note], offer: null };
  }
  const later = inUtc(expression, second.minutes);
  const date = dayOf(second.from, zone);
  const then = later
    ? `from ${date} on the same time there is \`${later}\``
    : `from ${date} on no cron in UTC says the same`;
  const shift = Math.abs(second.minutes - first.minutes);
  const note = `A rule runs in UTC. \`${today}\` is right for ${zone} today; ${then}, so that the rule then runs ${span(shift)} ${second.minutes > first.minutes ? 'later' : 'earlier'} by the clocks there. A Scheduler schedule keeps the time of day.`;
  return { expression: today, timezone: null, notes: [note], offer: zone };
}

function span(minutes: number): string {
  return minutes === 60 ? 'an hour' : `${minutes} minutes`;
}

interface Offset {
  /** Epoch milliseconds. */
  readonly from: number;
  /** How far the zone is ahead of UTC. */
  readonly minutes: number;
}

/** A zone's offset now, and after its next change within a year. */
function offsets(zone: string, now: number): Offset[] {
  const there = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);
  const first = { from: now, minutes: there.offsetNanoseconds / 6e10 };
  const next = there.getTimeZoneTransition('next');
  const isSoon = next && next.epochMilliseconds < now + 366 * 86_400_000;
  return isSoon
    ? [first, { from: next.epochMilliseconds, minutes: next.offsetNanoseconds / 6e10 }]
    : [first];
}

function dayOf(instant: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }).format(instant);
}
