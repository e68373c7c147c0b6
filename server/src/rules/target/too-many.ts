import type { Rule } from '../rule.js';
import { headOf, sureItems, targetLists, targetProperty } from './parts.js';

export const tooMany: Rule = {
  id: 'target/too-many',
  severity: 'error',
  title: 'More targets than a rule can have',
  why: 'A rule takes 5 targets. With more the deployment fails; what is beyond belongs to a second rule with the same schedule.',
  source: 'The EventBridge quotas: 5 targets a rule.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: one, Arn: 'arn:aws:sqs:eu-west-1:123456789012:one' }
        - { Id: two, Arn: 'arn:aws:sqs:eu-west-1:123456789012:two' }
        - { Id: three, Arn: 'arn:aws:sqs:eu-west-1:123456789012:three' }
        - { Id: four, Arn: 'arn:aws:sqs:eu-west-1:123456789012:four' }
        - { Id: five, Arn: 'arn:aws:sqs:eu-west-1:123456789012:five' }
        - { Id: six, Arn: 'arn:aws:sqs:eu-west-1:123456789012:six' }
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: one, Arn: 'arn:aws:sqs:eu-west-1:123456789012:one' }
        - { Id: two, Arn: 'arn:aws:sqs:eu-west-1:123456789012:two' }
`,
  },
  *block(block) {
    const max = targetProperty('rule')?.max ?? Number.MAX_SAFE_INTEGER;
    for (const list of targetLists(block)) {
      const targets = sureItems(list);
      const surplus = targets[max];
      if (surplus)
        yield {
          ...headOf(surplus),
          message: `A rule has at most ${max} targets, and \`${block.key}\` has ${targets.length}: the deployment fails. Move this and what follows to a second rule with the same schedule.`,
        };
    }
  },
};
