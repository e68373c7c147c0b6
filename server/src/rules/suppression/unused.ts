import type { Rule } from '../rule.js';

/** Found by `suppress`, which alone knows what a comment answered for. */
export const unusedSuppression: Rule = {
  id: 'suppression/unused',
  severity: 'hint',
  title: 'A suppression comment that suppresses nothing',
  why: 'A comment that once silenced a problem outlives it. The next reader takes it for a warning about the line below, and the next real problem of that rule there is silenced unseen.',
  source: 'Measured: the rule that the comment names finds nothing where the comment reaches.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      # cronwright-disable-next-line schedule/syntax -- the old crontab line
      ScheduleExpression: cron(0 3 * * ? *)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      # cronwright-disable-next-line schedule/every-minute -- a heartbeat
      ScheduleExpression: rate(1 minute)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
};
