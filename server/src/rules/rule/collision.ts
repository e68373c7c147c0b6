import { occurrences } from '../../schedule/occurrences.js';
import { type Group, grouped } from '../../template/grouped.js';
import { perBlock } from '../../template/per-block.js';
import { scheduleOf } from '../../template/resource.js';
import type { Block, PlacedBlock, Template } from '../../template/template.js';
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
    for (const [cluster, alike] of byCluster(onClusters(template).all)) {
      const size = alike.reduce((sum, group) => sum + group.size, 0);
      if (size <= mostAtOnce || !isCrowded(cluster, alike, mostAtOnce, dayOf(now))) continue;
      const jobs = inOrder(alike, template);
      for (const { at, places } of tooMany(jobs, mostAtOnce, dayOf(now))) {
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

/** The cluster on which a block surely starts tasks at known times. */
const clusterIn = perBlock(block =>
  certainlyRuns(block) && timesOf(block) ? clusterOf(block) : null,
);

/** What starts on one cluster at the same times. */
const onClusters = grouped(block => {
  const cluster = clusterIn(block);
  return cluster === null ? [] : [`${timesOf(block)?.key} ${cluster}`];
});

function byCluster(groups: Iterable<Group>): Map<string, Group[]> {
  const clusters = new Map<string, Group[]>();
  for (const group of groups) {
    const cluster = (group.first && clusterIn(group.first)) ?? '';
    const known = clusters.get(cluster);
    if (known) known.push(group);
    else clusters.set(cluster, [group]);
  }
  return clusters;
}

function inOrder(groups: readonly Group[], template: Template): PlacedBlock[] {
  const placeOf = ({ block, offset }: PlacedBlock) => offset + block.keySpan.start;
  const jobs = groups.flatMap(group => group.blocksIn(template));
  return jobs.sort((a, b) => placeOf(a) - placeOf(b));
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
  isCrowded(alike: readonly Group[]): boolean {
    const rules: typeof this.rules = new Map();
    for (const { key, size: count, first } of alike) {
      const known = this.rules.get(key)?.minutes;
      if (first) rules.set(key, { count, minutes: known ?? minutesOf(first, this.day) });
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

function isCrowded(cluster: string, alike: readonly Group[], most: number, day: number): boolean {
  let tally = tallies.get(cluster);
  if (tally?.most !== most || tally.day !== day) {
    tally = new Tally(most, day);
    if (tallies.size >= MOST_TALLIES) tallies.clear();
    tallies.set(cluster, tally);
  }
  return tally.isCrowded(alike);
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
