import type { Answers, Surroundings } from '../../server/src/authoring/answers.js';
import { propose } from '../../server/src/authoring/names.js';
import type { Kind } from '../../server/src/authoring/schedule.js';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import type { Template } from '../../server/src/template/template.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

export const env: Surroundings = {
  now: Date.UTC(2026, 10, 24),
  uri: 'file:///project/template.yml',
  workspace: new Workspace(),
  config: DEFAULT_CONFIG,
};

/** What is answered where all that can be proposed is taken. */
export function answersFor(
  template: Template,
  kind: Kind = 'rule',
  given: Partial<Answers> = {},
): Answers {
  const task = given.task ?? 'refunds:send';
  return {
    kind,
    task,
    schedule: 'cron(15 4 * * ? *)',
    timezone: null,
    ...propose(template, kind, null, { task, name: given.name, like: given.like }),
    ...given,
  };
}

/** A template of so many rules that each run a task of their own. */
export function rulesTemplate(count: number): string {
  const rules = Array.from(
    { length: count },
    (_, i) => `  Job${i}Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: shop-job-${i}
      Description: Runs job ${i} of the shop
      ScheduleExpression: rate(30 minutes)
      State: ENABLED
      Targets:
        - Id: job-${i}
          Arn: !ImportValue net-live-cluster
          RoleArn: !ImportValue net-live-events-role
          EcsParameters:
            TaskDefinitionArn: !ImportValue app-live-jobs-task
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets:
                  - !ImportValue net-live-subnet-one
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","jobs:task_${i}"]}]}'
`,
  );
  return `Resources:\n${rules.join('\n')}`;
}
