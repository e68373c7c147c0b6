import { type Entry, entryOf } from '../../template/node.js';
import type { Property } from '../../template/schema/index.js';
import type { Finding, Rule } from '../rule.js';
import {
  ecsUsesOf,
  headOf,
  listsOf,
  sureItems,
  vpcConfigurationsOf,
  vpcProperty,
} from './parts.js';

export const networkSize: Rule = {
  id: 'target/network-size',
  severity: 'error',
  title: 'More subnets or security groups than a task can have',
  why: 'A task takes 1 to 16 subnets and up to 5 security groups. With more, or without a subnet, the deployment or the start of the task fails.',
  source: 'The ECS API reference of AwsVpcConfiguration, and the registry schemas of both types.',
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
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets: [subnet-1]
                SecurityGroups: [sg-1, sg-2, sg-3, sg-4, sg-5, sg-6]
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
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets: [subnet-1, subnet-2]
                SecurityGroups: [sg-1]
`,
  },
  *block(block) {
    for (const use of ecsUsesOf(block))
      for (const vpc of vpcConfigurationsOf(use))
        for (const key of ['Subnets', 'SecurityGroups']) {
          const entry = entryOf(vpc, key);
          const property = vpcProperty(use.service, key);
          if (entry && property) yield* sizeFindings(entry, property);
        }
  },
};

function* sizeFindings(
  { key, keySpan, value }: Entry,
  { min = 0, max = Number.MAX_SAFE_INTEGER }: Property,
): Generator<Finding> {
  for (const list of listsOf(value)) {
    const items = sureItems(list);
    const surplus = items[max];
    if (surplus)
      yield {
        ...headOf(surplus),
        message: `A task has at most ${max} ${key}, and these are ${items.length}: the deployment fails. Remove this and what follows.`,
      };
    else if (list.items.length < min)
      yield {
        ...keySpan,
        message: `\`${key}\` is empty, so the task has no network to start in. Write at least ${min}.`,
      };
  }
}
