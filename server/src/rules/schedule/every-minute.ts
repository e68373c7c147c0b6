import type { Cron, Schedule } from '../../schedule/schedule.js';
import type { Rule } from '../rule.js';
import { overExpressions } from './expressions.js';

export const everyMinute: Rule = {
  id: 'schedule/every-minute',
  severity: 'hint',
  title: 'A schedule that runs every minute',
  why: 'Each run starts a task. `*` in the minutes field is often a slip for `0`: the job then runs sixty times in its hour.',
  source: 'The EventBridge user guide: `*` in a field means every value of it.',
  bad: {
    template: `Resources:
  MorningRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(* 9 * * ? *)
`,
  },
  good: {
    template: `Resources:
  MorningRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  ...overExpressions(({ schedule, text, fields }) => {
    if (!schedule || !runsEachMinute(schedule)) return [];
    const minutes = fields.find(({ name }) => name === 'minutes');
    return [{ message: message(schedule), start: 0, end: text.length, ...minutes }];
  }),
};

function runsEachMinute(schedule: Schedule): boolean {
  if (schedule.kind === 'cron') return schedule.minutes.length === 60;
  return schedule.kind === 'rate' && schedule.unit === 'minute' && schedule.value === 1;
}

function message(schedule: Schedule): string {
  const hours = schedule.kind === 'cron' ? (schedule as Cron).hours.length : 24;
  if (hours === 24) return 'This starts 1,440 times a day. If that is meant, all is well.';
  const runs = `${(60 * hours).toLocaleString('en')} times a day`;
  return `This starts every minute of its hours, ${runs}. For once an hour write \`0\` for the minutes.`;
}
