import { entryOf } from '../../template/node.js';
import type { Target } from '../../template/targets.js';
import type { Finding, Rule } from '../rule.js';
import { overEcsTargets } from './ecs-targets.js';
import { ecsUsesOf, headOf, lacks, seenWithRules, serviceName } from './parts.js';

const targets = overEcsTargets(withoutParameters);

export const ecsParameters: Rule = {
  id: 'target/ecs-parameters',
  severity: 'error',
  title: 'An ECS cluster as the target, and no task to run',
  why: 'A cluster alone does not say what to run: EcsParameters names the task definition. Without it the deployment of a rule was seen to fail, and that of a schedule likely does (a warning).',
  source:
    'Measured in public reports for rules; the registry schemas require TaskDefinitionArn within EcsParameters.',
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
    yield* targets.block(block);
    for (const { target, parameters } of ecsUsesOf(block))
      if (lacks(parameters, 'TaskDefinitionArn'))
        yield {
          ...(entryOf(target, 'EcsParameters')?.keySpan ?? headOf(target)),
          message:
            'EcsParameters names no task to run, and CloudFormation refuses it. Write `TaskDefinitionArn` in it.',
        };
  },
  template: targets.template,
};

function* withoutParameters({ service, node }: Target): Generator<Finding> {
  if (lacks(node, 'EcsParameters'))
    yield {
      ...headOf(node),
      severity: seenWithRules(service),
      message: `This target is an ECS cluster, and nothing says which task runs there: ${serviceName(service)} needs EcsParameters. Write \`EcsParameters\` with the \`TaskDefinitionArn\`.`,
    };
}
