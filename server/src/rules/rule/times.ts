import { occurrences } from '../../schedule/occurrences.js';
import type { Cron, Schedule } from '../../schedule/schedule.js';
import { perBlock } from '../../template/per-block.js';
import { scheduleOf } from '../../template/resource.js';
import { isDynamic } from '../../template/values.js';
import { parsedExpression } from '../schedule/expressions.js';

/** When a rule or schedule runs. */
export interface Times {
  readonly schedule: Schedule;
  /** IANA. */
  readonly zone: string;
  /** Equal for the same times. */
  readonly key: string;
}

/** The times of a block that are spelled out in it and without a StartDate or EndDate; else null. */
export const timesOf = perBlock((block): Times | null => {
  const use = scheduleOf(block);
  const text = use?.expression.value;
  if (!use || text?.kind !== 'scalar' || use.start || use.end) return null;
  if (use.zone && (use.zone.kind !== 'scalar' || isDynamic(use.zone.text))) return null;
  const { schedule } = parsedExpression(text.text, use.service);
  const zone = use.zone?.text || 'UTC';
  return schedule && { schedule, zone, key: `${JSON.stringify(schedule)} ${zone}` };
});

const DAY = 86_400_000;
/** A year and a leap day, and a month more. */
const DAYS_AHEAD = 400;
/** As many runs are compared at most: two zones in which something runs each minute. */
const MOST_RUNS = 10_000;

/**
 * Whether two run at the same instant within the 400 days from `from` on (epoch milliseconds). A
 * rate has no known phase: two are said to meet only if they are the same.
 */
export function meet(a: Times, b: Times, from: number): boolean {
  if (a.key === b.key) return runs(a, from).next().done === false || a.schedule.kind === 'rate';
  const [one, other] = a.zone === b.zone ? sameTimesOfDay(a, b) : [a, b];
  if (!one || !other) return false;
  const [left, right] = [runs(one, from), runs(other, from)];
  let [x, y] = [left.next(), right.next()];
  for (let count = 0; !x.done && !y.done && count < MOST_RUNS; count++) {
    if (x.value === y.value) return true;
    if (x.value < y.value) x = left.next();
    else y = right.next();
  }
  return false;
}

function* runs({ schedule, zone }: Times, from: number): Generator<number, undefined> {
  for (const run of occurrences(schedule, { from, zone })) {
    if (run > from + DAYS_AHEAD * DAY) return;
    yield run;
  }
}

/** On a day that both run they meet at the first time of day that they share, or not at all. */
function sameTimesOfDay(a: Times, b: Times): (Times | null)[] {
  const [x, y] = [a.schedule, b.schedule];
  if (x.kind !== 'cron' || y.kind !== 'cron') return [a, b];
  const minute = x.minutes.find(value => y.minutes.includes(value));
  const hour = x.hours.find(value => y.hours.includes(value));
  if (minute === undefined || hour === undefined) return [null, null];
  const only = (times: Times, cron: Cron): Times => ({
    ...times,
    schedule: { ...cron, minutes: [minute], hours: [hour] },
  });
  return [only(a, x), only(b, y)];
}
