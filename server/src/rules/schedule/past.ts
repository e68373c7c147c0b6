import { parseDate } from '../../schedule/dates.js';
import { lastRun } from '../../schedule/occurrences.js';
import type { Node } from '../../template/node.js';
import { type ScheduleUse, scheduleOf } from '../../template/resource.js';
import type { PlacedBlock, Template } from '../../template/template.js';
import { knownValues } from '../../template/values.js';
import type { Context, Finding, Rule } from '../rule.js';
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
`,
  },
  *template(template, context) {
    for (const placed of template.blocks) {
      const use = scheduleOf(placed.block);
      if (use) yield* pastFindings(use, placed, template, context);
    }
  },
};

function* pastFindings(
  use: ScheduleUse,
  { offset }: PlacedBlock,
  template: Template,
  { now }: Context,
): Generator<Finding> {
  const { value } = use.expression;
  const zone = onlyText(use.zone, template) ?? 'UTC';
  const texts = knownValues(value, template).map(({ text }) => text);
  const ends = texts.map(text => endOf(text, use, zone));
  const last = Math.max(...ends.map(end => end?.time ?? Number.POSITIVE_INFINITY));
  const words = ends[0]?.words;
  if (words && last <= now) {
    yield at(value, offset, `${words}, and that is past: this will not run again. ${ADVICE}`);
    return;
  }
  const endDate = onlyText(use.end, template);
  const time = endDate === undefined ? null : parseDate(endDate).time;
  // a one-time schedule does not heed its EndDate
  if (use.end && time !== null && time <= now && !texts.some(text => /^\s*at\(/i.test(text)))
    yield at(use.end, offset, `EndDate is past: this will not run again. ${ADVICE}`);
}

const ADVICE = 'Write a later time, or remove the schedule.';

function endOf(text: string, { service }: ScheduleUse, zone: string) {
  const { schedule } = parsedExpression(text, service);
  const time = schedule && lastRun(schedule, zone);
  if (!schedule || time === null) return null;
  const date = new Date(time);
  const words =
    schedule.kind === 'at'
      ? `This runs once, on ${day(date, zone)}`
      : `Its last run is on ${day(date, zone)}`;
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

function at({ start, end }: Node, offset: number, message: string): Finding {
  return { start: offset + start, end: offset + end, message };
}

/** The text of a node, where it can be one only. */
function onlyText(node: Node | undefined, template: Template): string | undefined {
  const values = node ? knownValues(node, template) : [];
  return values.length === 1 ? values[0]?.text : undefined;
}
