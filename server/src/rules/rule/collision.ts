import { occurrences } from '../../schedule/occurrences.js';
import { type Gathered, gather } from '../../template/gather.js';
import { scheduleOf } from '../../template/resource.js';
import type { Block, PlacedBlock } from '../../template/template.js';
import type { Rule } from '../rule.js';
import { certainlyRuns } from './job.js';
import { type Times, timesOf } from './times.js';
import { clusterOf } from './work.js';

export const collision: Rule = {
  id: 'rule/collision',
  severity: 'info',
  title: 'More rules start at one minute than the team agreed on',
  why: 'Tasks that start together wait for each other: for room on the cluster, for addresses, for the database. How many may start in one minute on one cluster is said by `mostAtOnce` in `cronwright.yml`; without it nothing is counted. What runs by `rate()` has no known minute and is not counted either.',
  source: 'The agreement of the team, and a count over the next 35 days.',
  bad: { template: rules(['0', '0', '0']), files: { 'cronwright.yml': 'mostAtOnce: 2\n' } },
  good: { template: rules(['0', '10', '20']), files: { 'cronwright.yml': 'mostAtOnce: 2\n' } },
  *template(template, { now, config }) {
    const { mostAtOnce } = config;
    if (mostAtOnce === null) return;
    for (const [cluster, jobs] of byCluster(onClusters(template))) {
      if (jobs.length <= mostAtOnce) continue;
      for (const { at, places } of crowds(cluster, jobs, mostAtOnce, dayOf(now))) {
        const starting = places.flatMap(place => jobs[place] ?? []);
        const job = starting.at(-1);
        const expression = job && scheduleOf(job.block)?.expression.value;
        if (expression)
          yield {
            start: job.offset + expression.start,
            end: job.offset + expression.end,
            message: message(at, starting, mostAtOnce),
          };
      }
    }
  },
};

function rules(minutes: readonly string[]): string {
  const rule = (minute: string, at: number) => `  Step${at + 1}Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(${minute} 3 * * ? *)
      State: ENABLED
      Targets:
        - Id: step-${at + 1}
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/step-${at + 1}
`;
  return `Resources:\n${minutes.map(rule).join('')}`;
}

/** What surely runs at known times, by the cluster that it starts tasks on. */
const onClusters = gather(block =>
  certainlyRuns(block) && timesOf(block) ? clusterOf(block) : null,
);

function byCluster(jobs: readonly Gathered<string>[]): Map<string, PlacedBlock[]> {
  const clusters = new Map<string, PlacedBlock[]>();
  for (const job of jobs) {
    const known = clusters.get(job.found);
    if (known) known.push(job);
    else clusters.set(job.found, [job]);
  }
  return clusters;
}

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** Each day of the month comes in it, and each weekday. */
const DAYS_AHEAD = 35;

function dayOf(now: number): number {
  return Math.floor(now / DAY) * DAY;
}

interface Crowd {
  /** Epoch milliseconds of the first minute at which they meet. */
  readonly at: number;
  /** Of the rules that start then, in the order of the file; the last is one too many. */
  readonly places: readonly number[];
}

/** How many rules start in each minute of the next days, kept up with what changes. */
class Tally {
  private readonly counts = new Uint16Array(DAYS_AHEAD * 1440);
  private rules = new Map<string, { readonly count: number; readonly minutes: Uint16Array }>();
  /** Minutes at which more than `most` start. */
  private crowded = 0;

  constructor(
    readonly most: number,
    readonly day: number,
  ) {}

  /** Whether there is a minute at which too many of these start. */
  isCrowded(jobs: readonly PlacedBlock[]): boolean {
    const rules: typeof this.rules = new Map();
    for (const { block } of jobs) {
      const key = timesOf(block)?.key ?? '';
      const known = rules.get(key) ?? this.rules.get(key);
      const minutes = known?.minutes ?? minutesOf(block, this.day);
      rules.set(key, { count: (rules.get(key)?.count ?? 0) + 1, minutes });
    }
    for (const [key, { count, minutes }] of rules)
      this.add(minutes, count - (this.rules.get(key)?.count ?? 0));
    for (const [key, { count, minutes }] of this.rules)
      if (!rules.has(key)) this.add(minutes, -count);
    this.rules = rules;
    return this.crowded > 0;
  }

  private add(minutes: Uint16Array, count: number): void {
    if (count === 0) return;
    for (const minute of minutes) {
      const before = this.counts[minute] ?? 0;
      const after = before + count;
      this.counts[minute] = after;
      this.crowded += Number(after > this.most) - Number(before > this.most);
    }
  }
}

const tallies = new Map<string, Tally>();
const MOST_TALLIES = 20;

function crowds(
  cluster: string,
  jobs: readonly PlacedBlock[],
  most: number,
  day: number,
): readonly Crowd[] {
  let tally = tallies.get(cluster);
  if (tally?.most !== most || tally.day !== day) {
    tally = new Tally(most, day);
    if (tallies.size >= MOST_TALLIES) tallies.clear();
    tallies.set(cluster, tally);
  }
  return tally.isCrowded(jobs) ? tooMany(jobs, most, day) : [];
}

/** For each rule that is one too many at some minute, the first such minute. */
function tooMany(jobs: readonly PlacedBlock[], most: number, day: number): Crowd[] {
  const counts = new Uint16Array(DAYS_AHEAD * 1440);
  return jobs.flatMap((job, i) => {
    let crowded = -1;
    for (const minute of minutesOf(job.block, day)) {
      const count = (counts[minute] ?? 0) + 1;
      counts[minute] = count;
      if (count > most && crowded < 0) crowded = minute;
    }
    if (crowded < 0) return [];
    const meets = (place: number) => {
      const other = jobs[place];
      return other !== undefined && minutesOf(other.block, day).includes(crowded);
    };
    const before = [...jobs.keys()].slice(0, i).filter(meets);
    return [{ at: day + crowded * MINUTE, places: [...before, i] }];
  });
}

let kept: { day: number; minutes: WeakMap<Times, Uint16Array> } = {
  day: 0,
  minutes: new WeakMap(),
};

/** The minutes from a day's start on, for 35 days, at which a rule runs. */
function minutesOf(block: Block, day: number): Uint16Array {
  if (kept.day !== day) kept = { day, minutes: new WeakMap() };
  const times = timesOf(block);
  const known = times && kept.minutes.get(times);
  if (known || !times) return known ?? new Uint16Array();
  const minutes: number[] = [];
  const { schedule, zone } = times;
  if (schedule.kind !== 'rate')
    for (const run of occurrences(schedule, { from: day - 1, zone })) {
      if (run >= day + DAYS_AHEAD * DAY) break;
      minutes.push(Math.floor((run - day) / MINUTE));
    }
  const found = Uint16Array.from(minutes);
  kept.minutes.set(times, found);
  return found;
}

const MOST_NAMED = 3;

function message(at: number, starting: readonly PlacedBlock[], most: number): string {
  const time = new Date(at).toISOString().slice(11, 16);
  const others = starting.slice(0, -1).map(({ block }) => `\`${block.key}\``);
  const named = others.slice(0, MOST_NAMED).join(', ');
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : '';
  return `With this, ${starting.length} rules start on one cluster at ${time} UTC (${named}${more}), and cronwright.yml allows ${most} at once. Write another minute.`;
}
