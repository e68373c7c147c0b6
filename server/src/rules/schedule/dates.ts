import { parseDate } from '../../schedule/dates.js';
import type { Node } from '../../template/node.js';
import { scheduleOf } from '../../template/resource.js';
import type { Block } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { overTexts, type TextFinding } from './texts.js';

const startDates = overTexts(block => scheduleOf(block)?.start, dateFindings);
const endDates = overTexts(block => scheduleOf(block)?.end, dateFindings);

export const dates: Rule = {
  id: 'schedule/dates',
  severity: 'error',
  title: 'A StartDate or EndDate that Scheduler refuses',
  why: 'The dates are RFC 3339 times in UTC, and the start comes before the end; otherwise the deployment fails. CloudFormation was seen to refuse times without milliseconds, which is a warning here.',
  source:
    'The resource schema of AWS::Scheduler::Schedule (date-time); milliseconds and the order of the dates are measured in public reports.',
  bad: {
    template: `Resources:
  TrialSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      StartDate: '2031-01-01T00:00:00.000Z'
      EndDate: '2030-01-01T00:00:00.000Z'
      FlexibleTimeWindow: { Mode: 'OFF' }
`,
  },
  good: {
    template: `Resources:
  TrialSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      StartDate: '2030-01-01T00:00:00.000Z'
      EndDate: '2031-01-01T00:00:00.000Z'
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  *block(block) {
    yield* startDates.block(block);
    yield* endDates.block(block);
    yield* orderFindings(block);
  },
  *template(template, context) {
    yield* startDates.template(template, context);
    yield* endDates.template(template, context);
  },
};

function dateFindings(text: string): TextFinding[] {
  const { time, fix } = parseDate(text);
  const span = { start: 0, end: text.length };
  if (time === null) {
    const message = `${text ? `\`${text}\`` : 'An empty text'} is no date and time that Scheduler reads. Write one in UTC with milliseconds, e.g. \`2030-01-01T00:00:00.000Z\`.`;
    return [{ ...span, message }];
  }
  if (fix === undefined) return [];
  const message = `CloudFormation was seen to refuse times that are not in UTC with milliseconds. Write \`${fix}\`.`;
  return [{ ...span, severity: 'warning', message, fix }];
}

function* orderFindings(block: Block): Generator<Finding> {
  const { start, end } = scheduleOf(block) ?? {};
  const [from, to] = [timeOf(start), timeOf(end)];
  if (!end || from === null || to === null || from < to) return;
  yield {
    start: end.start,
    end: end.end,
    message: `EndDate ${from === to ? 'is' : 'comes before'} StartDate, so the schedule has no time to run in, and Scheduler refuses it. Write a later EndDate.`,
  };
}

function timeOf(node: Node | undefined): number | null {
  return node?.kind === 'scalar' ? parseDate(node.text).time : null;
}
