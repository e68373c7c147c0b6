import { type Entry, entryOf } from '../../template/node.js';
import type { Finding, Rule } from '../rule.js';
import {
  capitals,
  type EcsUse,
  ecsUsesOf,
  seenWithRules,
  targetProperty,
  vpcConfigurationsOf,
} from './parts.js';
import { choiceFindings } from './values.js';

export const launchType: Rule = {
  id: 'target/launch-type',
  severity: 'error',
  title: 'A launch type that does not exist, or settings that it does not take',
  why: '`LaunchType` is EC2, FARGATE or EXTERNAL. A platform version and a public address are for Fargate alone. With anything else the deployment of a rule fails; that of a schedule likely does (a warning).',
  source:
    'The CloudFormation registry schemas (values); PlatformVersion and AssignPublicIp with EC2 are measured in public reports for rules.',
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
            LaunchType: ec2
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
            LaunchType: EC2
`,
  },
  *block(block) {
    for (const use of ecsUsesOf(block)) {
      const launch = entryOf(use.parameters, 'LaunchType');
      const property = targetProperty(use.service, 'EcsParameters', 'LaunchType');
      if (property) yield* choiceFindings(launch, property, 'The deployment fails with others.');
      if (capitals(launch?.value) === 'EC2') yield* fargateOnly(use);
    }
  },
};

function* fargateOnly(use: EcsUse): Generator<Finding> {
  const version = entryOf(use.parameters, 'PlatformVersion');
  // a value from elsewhere may turn out to be none
  if (version?.value.kind === 'scalar' && version.value.text !== '')
    yield refused(version, 'PlatformVersion is', use);
  for (const vpc of vpcConfigurationsOf(use)) {
    const address = entryOf(vpc, 'AssignPublicIp');
    if (address && capitals(address.value) === 'ENABLED')
      yield refused(address, 'A public address is', use);
  }
}

function refused({ keySpan }: Entry, what: string, { service }: EcsUse): Finding {
  return {
    ...keySpan,
    severity: seenWithRules(service),
    message: `${what} for FARGATE only, and this task runs on EC2, with which it is refused. Remove it, or write \`LaunchType: FARGATE\`.`,
  };
}
