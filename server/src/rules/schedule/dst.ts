import { skippedByDst } from '../../schedule/occurrences.js';
import { gather } from '../../template/gather.js';
import { scheduleOf } from '../../template/resource.js';
import { knownValues } from '../../template/values.js';
import type { Finding, Rule } from '../rule.js';
import { parsedExpression } from './expressions.js';

export const dst: Rule = {
  id: 'schedule/dst',
  severity: 'info',
  title: 'A local time that a clock change skips',
  why: 'When the clocks go forward, an hour of the night does not exist. Scheduler skips a run in it: on that day the job does not run.',
  source:
    'The Scheduler user guide on daylight saving time: a time that does not exist is skipped, one that exists twice is run once.',
  bad: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(30 2 * * ? *)
      ScheduleExpressionTimezone: America/New_York
      FlexibleTimeWindow: { Mode: 'OFF' }
`,
  },
  good: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(30 4 * * ? *)
      ScheduleExpressionTimezone: America/New_York
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  *template(template, { now }) {
    for (const { offset, found } of zoned(template)) {
      const { value } = found.expression;
      const zones = knownValues(found.zone, template);
      const skips = knownValues(value, template).flatMap(({ text }) =>
        zones.flatMap(zone => skipOf(text, zone.text, now) ?? []),
      );
      if (skips[0]) yield { start: offset + value.start, end: offset + value.end, ...skips[0] };
    }
  },
};

const zoned = gather(block => {
  const use = scheduleOf(block);
  return use?.zone ? { expression: use.expression, zone: use.zone } : null;
});

type Skip = Pick<Finding, 'message' | 'severity'>;

const kept = new Map<string, Skip | null>();
const MOST_KEPT = 1000;
const DAY = 86_400_000;

/** Looking through the years is dear, and the answer is good for the day. */
function skipOf(text: string, zone: string, now: number): Skip | null {
  const today = Math.floor(now / DAY) * DAY;
  const key = `${text} ${zone} ${today}`;
  let skip = kept.get(key);
  if (skip === undefined) {
    skip = findSkip(text, zone, today);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, skip);
  }
  return skip;
}

function findSkip(text: string, zone: string, from: number): Skip | null {
  const { schedule } = parsedExpression(text, 'scheduler');
  const skipped = schedule && skippedByDst(schedule, { zone, from });
  if (!schedule || !skipped) return null;
  const [date = '', time = ''] = skipped.local.split('T');
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const clocks = `On ${day.format(new Date(`${date}T00:00Z`))} the clocks of ${zone} skip ${time}`;
  if (schedule.kind === 'at') {
    const message = `${clocks}, so this never runs. Write a time outside the hour that is skipped.`;
    return { message, severity: 'warning' };
  }
  return {
    message: `${clocks}, so there is no run at that time. Where each day counts, write a time outside that hour, or use UTC.`,
  };
}
