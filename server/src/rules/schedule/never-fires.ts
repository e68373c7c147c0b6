import { neverFires as reasonNeverToFire } from '../../schedule/occurrences.js';
import type { Rule } from '../rule.js';
import { overExpressions } from './expressions.js';

export const neverFires: Rule = {
  id: 'schedule/never-fires',
  severity: 'error',
  title: 'A schedule that no calendar ever reaches',
  why: 'AWS accepts the expression and never starts the job: nothing fails, nothing is logged, and the work is silently not done.',
  source: 'The Gregorian calendar: no year has the date.',
  bad: {
    template: `Resources:
  MonthEndRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 0 31 2 ? *)
`,
  },
  good: {
    template: `Resources:
  MonthEndRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 0 L 2 ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  ...overExpressions(({ schedule, text }) => {
    const message = schedule && reasonNeverToFire(schedule);
    return message ? [{ message, start: 0, end: text.length }] : [];
  }),
};
