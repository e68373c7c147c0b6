import { entryOf } from '../../template/node.js';
import type { Rule } from '../rule.js';
import { ecsUsesOf, targetProperty } from './parts.js';
import { numberFindings } from './values.js';

export const taskCount: Rule = {
  id: 'target/task-count',
  severity: 'error',
  title: 'A TaskCount that is out of range',
  why: 'Each run of a rule or schedule starts 1 to 10 copies of the task. With any other number the deployment fails.',
  source:
    'Measured in public reports (11 is refused), and the resource schema of AWS::Scheduler::Schedule.',
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
            TaskCount: 11
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
            TaskCount: 1
`,
  },
  *block(block) {
    for (const { service, parameters } of ecsUsesOf(block)) {
      const property = targetProperty(service, 'EcsParameters', 'TaskCount');
      if (property)
        yield* numberFindings(
          entryOf(parameters, 'TaskCount'),
          property,
          'The deployment fails with any other.',
        );
    }
  },
};
