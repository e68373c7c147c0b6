import { parseDate } from '../schedule/dates.js';
import { describeSchedule, frequency } from '../schedule/describe.js';
import { neverFires, nextRuns } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import { runsPerDay } from '../schedule/per-day.js';
import type { Schedule, Service } from '../schedule/schedule.js';
import { isTimeZone } from '../schedule/zones.js';
import type { Manner } from './manner.js';
import type { Properties } from './properties.js';
import { knownText, valueText } from './value.js';

/** When a rule or schedule runs. */
export interface Timing {
  /** As far as it is known; null for a rule that waits for events alone. */
  readonly expression: string | null;
  /** With its zone: `At 03:00 (UTC)`; null where the expression is not known or not understood. */
  readonly words: string | null;
  /** IANA, a rule's is UTC; null where only the deployment knows. */
  readonly zone: string | null;
  /** `5 runs a week`; null where it can't be said simply. */
  readonly frequency: string | null;
  /** On average over the next 365 days, 0 where it is switched off; null where that can't be told. */
  readonly perDay: number | null;
  /** At most five, epoch milliseconds. */
  readonly next: readonly number[];
  /** Why there is no next run; null where there is one. */
  readonly idle: Idle | null;
}

export type Idle =
  | 'events'
  | 'disabled'
  | 'never'
  | 'no-run-left'
  | 'from-creation'
  | 'not-known'
  | 'not-understood';

const RUNS = 5;

/** `state` is null where it is not known: then it is as if it were on. */
export function timingOf(
  properties: Properties,
  service: Service,
  state: string | null,
  manner: Manner,
): Timing {
  const value = properties.get('ScheduleExpression');
  const zone = zoneOf(properties, service);
  const expression = value ? valueText(value) : conditionalExpression(properties);
  const text = knownText(value);
  const schedule = text === null ? null : parseSchedule(text, service).schedule;
  const none = { words: null, frequency: null, perDay: null, next: [] };
  if (expression === null) return { expression, zone, ...none, idle: 'events' };
  if (text === null) return { expression, zone, ...none, idle: 'not-known' };
  if (!schedule) return { expression, zone, ...none, idle: 'not-understood' };
  const isOff = state === 'DISABLED';
  const next = zone === null || isOff ? [] : runsOf(schedule, zone, properties, manner);
  return {
    expression,
    words: wordsOf(schedule, service, zone, manner),
    zone,
    frequency: frequency(schedule),
    perDay: isOff ? 0 : rounded(runsPerDay(schedule, manner.now)),
    next,
    idle: next.length > 0 ? null : idleBecause(schedule, zone, isOff, properties),
  };
}

/** Which of two it is hangs on a condition that is not known. */
function conditionalExpression(properties: Properties): string | null {
  const parts = [...properties].flatMap(([path, value]) => {
    const [, note] = /^ScheduleExpression \((.*)\)$/.exec(path) ?? [];
    return note === undefined ? [] : [`${valueText(value)} ${note}`];
  });
  return parts.length > 0 ? parts.join(', ') : null;
}

/** The zone that a schedule names; a rule's is UTC. */
function zoneOf(properties: Properties, service: Service): string | null {
  if (service === 'rule') return 'UTC';
  const isConditional = [...properties.keys()].some(path =>
    path.startsWith('ScheduleExpressionTimezone ('),
  );
  const value = properties.get('ScheduleExpressionTimezone');
  if (!value) return isConditional ? null : 'UTC';
  const text = knownText(value);
  return text !== null && isTimeZone(text) ? text : null;
}

function runsOf(schedule: Schedule, zone: string, properties: Properties, { now }: Manner) {
  const date = (name: string) => parseDate(knownText(properties.get(name)) ?? '').time;
  const [start, end] = [date('StartDate'), date('EndDate')];
  const bounds = { ...(start !== null && { start }), ...(end !== null && { end }) };
  return nextRuns(schedule, { ...bounds, zone, from: now }, RUNS);
}

function idleBecause(
  schedule: Schedule,
  zone: string | null,
  isOff: boolean,
  properties: Properties,
): Idle {
  if (isOff) return 'disabled';
  if (neverFires(schedule) !== null) return 'never';
  if (schedule.kind === 'rate' && !properties.has('StartDate')) return 'from-creation';
  return zone === null ? 'not-known' : 'no-run-left';
}

function wordsOf(
  schedule: Schedule,
  service: Service,
  zone: string | null,
  { locale, hour12 }: Manner,
): string {
  const words = describeSchedule(schedule, { service, locale, hour12 });
  // a rate has no time of day that a zone could move
  return schedule.kind === 'rate' ? words : `${words} (${zone ?? 'zone not known'})`;
}

function rounded(count: number | null): number | null {
  return count === null ? null : Math.round(count * 100) / 100;
}
