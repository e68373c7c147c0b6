import { type Entry, entryOf, type Mapping } from '../../template/node.js';
import type { Block } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import {
  capitals,
  type EcsUse,
  ecsUsesOf,
  isVpcKey,
  lacks,
  mappingsOf,
  seenWithRules,
  serviceName,
  visible,
  vpcConfigurationsOf,
  vpcKey,
  vpcProperty,
} from './parts.js';
import { choiceFindings } from './values.js';

export const network: Rule = {
  id: 'target/network',
  severity: 'error',
  title: 'A task without the network that it needs',
  why: 'A Fargate task needs subnets to run in. The key that holds them is `AwsVpcConfiguration` in a rule and `AwsvpcConfiguration` in a schedule, and CloudFormation refuses the other spelling. Without a network the deployment of a rule was seen to fail, and that of a schedule likely does (a warning).',
  source:
    'The CloudFormation registry schemas of both types; FARGATE without NetworkConfiguration is measured in public reports for rules.',
  bad: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
        RoleArn: arn:aws:iam::123456789012:role/scheduler
        EcsParameters:
          TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          LaunchType: FARGATE
          NetworkConfiguration:
            AwsVpcConfiguration: { Subnets: [subnet-1] }
`,
  },
  good: {
    template: `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
        RoleArn: arn:aws:iam::123456789012:role/scheduler
        EcsParameters:
          TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          LaunchType: FARGATE
          NetworkConfiguration:
            AwsvpcConfiguration: { Subnets: [subnet-1] }
`,
  },
  *block(block) {
    for (const use of ecsUsesOf(block)) {
      yield* missingFindings(use);
      for (const settings of mappingsOf(entryOf(use.parameters, 'NetworkConfiguration')?.value))
        for (const entry of settings.entries) yield* keyFindings(entry, settings, use, block);
      for (const vpc of vpcConfigurationsOf(use)) yield* publicIpFindings(vpc, use);
    }
  },
};

function* missingFindings({ service, parameters }: EcsUse): Generator<Finding> {
  const launch = entryOf(parameters, 'LaunchType');
  if (!launch || capitals(launch.value) !== 'FARGATE') return;
  const settings = entryOf(parameters, 'NetworkConfiguration')?.value;
  const key = vpcKey(service);
  const isMissing =
    settings?.kind === 'mapping' ? lacks(settings, key) : lacks(parameters, 'NetworkConfiguration');
  if (!isMissing) return;
  yield {
    ...visible(launch.value),
    severity: seenWithRules(service),
    message: `A FARGATE task runs in subnets of its own, and none are named: ${serviceName(service)} needs them. Write \`NetworkConfiguration\` with \`${key}\` and its \`Subnets\`.`,
  };
}

function* keyFindings(
  entry: Entry,
  settings: Mapping,
  { service }: EcsUse,
  block: Block,
): Generator<Finding> {
  const right = vpcKey(service);
  if (!isVpcKey(entry.key)) return;
  if (entry.key !== right) yield spellingFinding(entry, right, settings, { service, block });
  const [alone] = entry.value.kind === 'mapping' ? [entry.value] : [];
  if (alone && lacks(alone, 'Subnets'))
    yield {
      ...entry.keySpan,
      message: `\`${right}\` has no Subnets, which CloudFormation requires. Write \`Subnets\` with 1 to 16 of them.`,
    };
}

function spellingFinding(
  { key, keySpan }: Entry,
  right: string,
  settings: Mapping,
  { service, block }: { service: EcsUse['service']; block: Block },
): Finding {
  const isQuoted = /["']/.test(block.text[keySpan.start] ?? '');
  const span = isQuoted ? { start: keySpan.start + 1, end: keySpan.end - 1 } : keySpan;
  const owner = service === 'rule' ? 'a rule' : 'a schedule';
  const message = `In ${owner} this is spelled \`${right}\`, and CloudFormation refuses \`${key}\`. `;
  if (entryOf(settings, right))
    return { ...span, message: `${message}\`${right}\` is here too: remove this one.` };
  const edit = { start: span.start, end: span.end, newText: right };
  return {
    ...span,
    message: `${message}Write \`${right}\`.`,
    fixes: [{ title: `Write \`${right}\``, edits: [edit], safe: true }],
  };
}

function* publicIpFindings(vpc: Mapping, { service }: EcsUse): Generator<Finding> {
  const property = vpcProperty(service, 'AssignPublicIp');
  if (property)
    yield* choiceFindings(
      entryOf(vpc, 'AssignPublicIp'),
      property,
      'Others are refused.',
      AS_BOOLEANS,
    );
}

const AS_BOOLEANS: ReadonlyMap<string, string> = new Map([
  ['true', 'ENABLED'],
  ['false', 'DISABLED'],
]);
