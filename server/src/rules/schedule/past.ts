import { parseDate } from '../../schedule/dates.js';
import { lastRun } from '../../schedule/occurrences.js';
import { gather } from '../../template/gather.js';
import { childrenOf, isIntrinsic, type Node } from '../../template/node.js';
import { type ScheduleUse, scheduleOf } from '../../template/resource.js';
import type { Template } from '../../template/template.js';
import { knownValues } from '../../template/values.js';
import type { Rule } from '../rule.js';
import { parsedExpression } from './expressions.js';

export const past: Rule = {
  id: 'schedule/past',
  severity: 'warning',
  title: 'A schedule that will not run any more',
  why: 'Its one time, its EndDate or its last year is behind us. AWS keeps it and starts nothing: whoever reads the template believes in a job that is over.',
  source: 'The calendar, at the time of the check.',
  bad: {
    template: `Resources:
  LaunchSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2024-03-01T09:00:00)
      FlexibleTimeWindow: { Mode: 'OFF' }
`,
  },
  good: {
    template: `Resources:
  LaunchSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: at(2099-03-01T09:00:00)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  *template(template, { now }) {
    for (const { offset, found } of ending(template)) {
      const ends = 'service' in found ? endsOf(found, template) : found;
      const past = ends.find(({ time }) => time <= now);
      if (past)
        yield {
          start: offset + past.node.start,
          end: offset + past.node.end,
          message: `${past.words}: this will not run again. ${ADVICE}`,
        };
    }
  },
};

interface End {
  readonly node: Node;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly words: string;
}

/** The ends of a schedule, or the schedule itself where they hang on a parameter or a mapping. */
const ending = gather((block): readonly End[] | ScheduleUse | null => {
  const use = scheduleOf(block);
  if (!use || !isSpelledOut(use)) return use;
  const ends = endsOf(use, null);
  return ends.length > 0 ? ends : null;
});

/** Nothing of it comes from a parameter or a mapping. */
function isSpelledOut({ expression, zone, end }: ScheduleUse): boolean {
  return [expression.value, zone, end].every(node => !node || node.kind === 'scalar');
}

/** After what a schedule does not run again: its last run, and its EndDate. */
function endsOf(use: ScheduleUse, template: Template | null): End[] {
  const zone = onlyText(use.zone, template) ?? 'UTC';
  const texts = textsOf(use.expression.value, template);
  const last = lastOf(texts.map(text => endOf(text, use, zone)));
  const endDate = onlyText(use.end, template);
  // a one-time schedule does not heed its EndDate
  const heeded = endDate !== undefined && !texts.some(text => /^\s*at\(/i.test(text));
  const time = heeded ? parseDate(endDate).time : null;
  return [
    ...(last ? [{ ...last, node: use.expression.value }] : []),
    ...(use.end && time !== null ? [{ node: use.end, time, words: 'EndDate is past' }] : []),
  ];
}

/** The latest, where each of them ends. */
function lastOf(ends: readonly (Omit<End, 'node'> | null)[]): Omit<End, 'node'> | null {
  let last = ends[0] ?? null;
  for (const end of ends) {
    if (!end) return null;
    if (last && end.time > last.time) last = end;
  }
  return last;
}

const ADVICE = 'Write a later time, or remove the schedule.';

function endOf(text: string, { service }: ScheduleUse, zone: string): Omit<End, 'node'> | null {
  const { schedule } = parsedExpression(text, service);
  const time = schedule && lastRun(schedule, zone);
  if (!schedule || time === null) return null;
  const date = new Date(time);
  const words =
    schedule.kind === 'at'
      ? `This runs once, on ${day(date, zone)}, and that is past`
      : `Its last run was on ${day(date, zone)}`;
  return { time, words };
}

function day(date: Date, zone: string): string {
  const format = {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: zone,
    hourCycle: 'h23',
  } as const;
  return `${new Intl.DateTimeFormat('en-GB', format).format(date)} ${zone}`;
}

/** The text of a node, where it can be one only. */
function onlyText(node: Node | undefined, template: Template | null): string | undefined {
  const texts = node ? textsOf(node, template) : [];
  return texts.length === 1 ? texts[0] : undefined;
}

/** The texts that a node can be; none where a branch of it is not known. */
function textsOf(node: Node, template: Template | null): string[] {
  return hasUnknownBranch(node) ? [] : knownValues(node, template).map(({ text }) => text);
}

function hasUnknownBranch(node: Node): boolean {
  if (!isIntrinsic(node, 'Fn::If')) return false;
  const branches = childrenOf(node.arg).slice(1);
  return branches.some(
    branch => hasUnknownBranch(branch) || knownValues(branch, null).length === 0,
  );
}
