import { entryOf, get } from '../../template/node.js';
import { targetsOf } from '../../template/targets.js';
import type { Rule } from '../rule.js';
import { mappingsOf, targetProperty } from './parts.js';
import { numberFindings } from './values.js';

export const retry: Rule = {
  id: 'target/retry',
  severity: 'error',
  title: 'A retry policy that is out of range',
  why: 'A start that fails is tried again up to 185 times, for 60 to 86400 seconds (a day). With other numbers the deployment fails.',
  source: 'The CloudFormation registry schemas of AWS::Events::Rule and AWS::Scheduler::Schedule.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
          RetryPolicy: { MaximumRetryAttempts: 200 }
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
          RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 600 }
`,
  },
  *block(block) {
    for (const { service, node } of targetsOf(block))
      for (const policy of mappingsOf(get(node, 'RetryPolicy')))
        for (const key of ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds']) {
          const property = targetProperty(service, 'RetryPolicy', key);
          if (property)
            yield* numberFindings(
              entryOf(policy, key),
              property,
              'The deployment fails with any other.',
            );
        }
  },
};
