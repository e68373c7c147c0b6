import type { Rule } from '../rule.js';
import { overExpressions } from './expressions.js';

export const syntax: Rule = {
  id: 'schedule/syntax',
  severity: 'error',
  title: 'A schedule expression that AWS refuses',
  why: 'A cron, rate or at expression that the service can’t read fails the whole deployment, and AWS says only that the parameter is not valid. The two services have grammars of their own: what a Scheduler schedule accepts (five fields, `rate(1 days)`, `at(…)`) a rule refuses.',
  source:
    'The EventBridge user guide on scheduled rules and the Scheduler user guide on schedule types; rejections measured in public reports; what they leave open, by the Quartz grammar.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * * MON-FRI)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 ? * MON-FRI *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  ...overExpressions(({ problems }) => problems.filter(({ rule }) => rule === 'schedule/syntax')),
};
