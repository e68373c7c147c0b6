import { entryOf } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { overEcsTargets } from './ecs-targets.js';
import { headOf, lacks } from './parts.js';

const ecsTargets = overEcsTargets(withoutRole);

export const roleArn: Rule = {
  id: 'target/role-arn',
  severity: 'error',
  title: 'A target without the role that starts it',
  why: 'EventBridge starts an ECS task with the rights of a role, and Scheduler starts anything so. Without RoleArn the deployment fails with "RoleArn is required for target".',
  source:
    'Measured in public reports for ECS targets of rules; the registry schema of AWS::Scheduler::Schedule requires RoleArn.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: close_the_day
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
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
`,
  },
  *block(block) {
    yield* ecsTargets.block(block);
    for (const { service, node } of targetsOf(block))
      if (service === 'scheduler' && lacks(node, 'RoleArn'))
        yield {
          ...headOf(node),
          message:
            'Scheduler starts every target with the rights of a role, and this one has none. Write `RoleArn` with a role that trusts scheduler.amazonaws.com.',
        };
  },
  template: ecsTargets.template,
};

function* withoutRole({ service, node }: Target, block: Block): Generator<Finding> {
  // a role of the rule itself may serve targets that have none
  const ofRule = entryOf(resourceOf(block)?.properties ?? undefined, 'RoleArn');
  if (service === 'rule' && !ofRule && lacks(node, 'RoleArn'))
    yield {
      ...headOf(node),
      message:
        'EventBridge starts an ECS task with the rights of a role, and this target has none: the deployment fails. Write `RoleArn` with a role that trusts events.amazonaws.com and may `ecs:RunTask`.',
    };
}
