import { arnOf } from '../../template/arn.js';
import { get } from '../../template/node.js';
import type { Rule } from '../rule.js';
import { ecsUsesOf, seenWithRules, visible } from './parts.js';

export const region: Rule = {
  id: 'target/region',
  severity: 'error',
  title: 'A cluster and a task definition in different Regions',
  why: 'A cluster runs task definitions of its own Region only. Where the two ARNs name different ones the deployment of a rule was seen to fail, and a schedule can’t start its task (a warning). It is often left from a copy.',
  source: 'Measured in public reports for rules; ECS resources belong to one Region.',
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
            TaskDefinitionArn: arn:aws:ecs:us-east-1:123456789012:task-definition/app
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
    for (const { service, target, parameters } of ecsUsesOf(block)) {
      const task = get(parameters, 'TaskDefinitionArn');
      const [there, here] = [arnOf(get(target, 'Arn')), arnOf(task)];
      if (!task || there?.service !== 'ecs' || here?.service !== 'ecs') continue;
      if (isRegion(there.region) && isRegion(here.region) && there.region !== here.region)
        yield {
          ...visible(task),
          severity: seenWithRules(service),
          message: `The cluster is in ${there.region} and this task definition in ${here.region}, and a cluster runs only those of its own Region. Write the ARN of the one in ${there.region}.`,
        };
    }
  },
};

/** Written out: a hole stands for whichever Region the stack is in. */
function isRegion(text: string): boolean {
  return /^[a-z]{2,}(?:-[a-z]+)+-\d+$/.test(text);
}
