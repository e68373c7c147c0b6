import type { Rule } from '../rule.js';
import { overExpressions } from './expressions.js';

export const unsure: Rule = {
  id: 'schedule/unsure',
  severity: 'warning',
  title: 'A schedule expression whose meaning is undocumented or disputed',
  why: 'The service may accept this form today, but its documentation does not say what it means, or reports contradict each other. A job that runs by accident can stop by accident.',
  source:
    'Not in the AWS documentation; accepted by the Quartz grammar or reported as accepted in public.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 L-3 * ? *)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 L * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  ...overExpressions(({ problems }) => problems.filter(({ rule }) => rule === 'schedule/unsure')),
};
