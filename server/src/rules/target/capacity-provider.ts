import { entryOf, isEmpty } from '../../template/node.js';
import { mayBeAbsent } from '../../template/values.js';
import type { Rule } from '../rule.js';
import { ecsUsesOf } from './parts.js';

export const capacityProvider: Rule = {
  id: 'target/capacity-provider',
  severity: 'warning',
  title: 'A launch type beside a capacity provider strategy',
  why: 'Both say where the task runs. The documentation forbids the two together, though the service was seen to take them: which of them counts is not said anywhere.',
  source:
    'The EventBridge API reference: with a capacityProviderStrategy the launchType is left out. That the service accepts both is measured in public reports.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: close_the_day
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
            LaunchType: EC2
            CapacityProviderStrategy: [{ CapacityProvider: spot, Weight: 1 }]
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: close_the_day
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
            CapacityProviderStrategy: [{ CapacityProvider: spot, Weight: 1 }]
`,
  },
  *block(block) {
    for (const { parameters } of ecsUsesOf(block)) {
      const launch = entryOf(parameters, 'LaunchType');
      const strategy = entryOf(parameters, 'CapacityProviderStrategy')?.value;
      if (!launch || isEmpty(launch.value) || mayBeAbsent(launch.value)) continue;
      if (strategy?.kind === 'list' && strategy.items.some(item => !mayBeAbsent(item)))
        yield {
          ...launch.keySpan,
          message:
            'CapacityProviderStrategy says where the task runs, and LaunchType says it again: the documentation forbids both together. Remove `LaunchType`.',
        };
    }
  },
};
