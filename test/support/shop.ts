import {
  CloudFormationClient,
  CreateStackCommand,
  waitUntilStackCreateComplete,
} from '@aws-sdk/client-cloudformation';
import {
  DeleteRuleCommand,
  DisableRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  type PutRuleCommandInput,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import type { Moto } from './moto-server.js';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

/** A secret that the `Input` of the first rule holds, live and in the template. */
export const PLANTED = 'planted-hunter2-f81d4fae';

/** Credentials that moto takes, and nothing that the machine has of AWS. */
export const SHOP_ENV: Readonly<Record<string, string>> = {
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  AWS_REGION: REGION,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/nonexistent/config',
  AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
};

/** A rule as it is live: what its intrinsic functions came to. */
export interface ShopRule {
  readonly logicalId: string;
  readonly Name: string;
  readonly ScheduleExpression: string;
  readonly State: 'ENABLED' | 'DISABLED';
  readonly Description: string;
  readonly Targets: readonly Target[];
}

/** A stack in moto whose rules are made with the functions that real templates use. */
export interface Shop {
  readonly stack: string;
  /** As it was deployed, in JSON. */
  readonly template: string;
  readonly rules: readonly ShopRule[];
  /** What a person does to a rule, by its name, past CloudFormation. */
  readonly console: Console;
}

export interface Console {
  edit(name: string, change: Partial<PutRuleCommandInput>): Promise<void>;
  disable(name: string): Promise<void>;
  delete(name: string): Promise<void>;
  /** Adds a target, or writes one of the same id anew. */
  putTarget(name: string, target: Target): Promise<void>;
  removeTarget(name: string, id: string): Promise<void>;
}

interface Size {
  /** Also the beginning of all names, so that two shops stand side by side. */
  readonly stack?: string;
  /** At least 1. */
  readonly rules?: number;
}

/** Deploys a shop: a stack of 30 rules unless said otherwise, and one whose exports it imports. */
export async function shop(moto: Moto, { stack = 'shop', rules = 30 }: Size = {}): Promise<Shop> {
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const settings = {
    endpoint: moto.url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const cloudFormation = new CloudFormationClient(settings);
  const events = new EventBridgeClient(settings);
  const made = Array.from({ length: rules }, (_, at) => shopRule(stack, at));
  const template = JSON.stringify(shopTemplate(made), null, 2);
  await deploy(cloudFormation, `${stack}-net`, JSON.stringify(netTemplate(stack)));
  await deploy(cloudFormation, stack, template, {
    Stage: stack,
    Hour: '4',
    // of a NoEcho parameter moto hides only its own name
    Token: 'Token',
  });
  for (const { Name, Targets } of made) {
    const repaired = Targets.filter(target => target.EcsParameters);
    // moto keeps NetworkConfiguration as CloudFormation spells it
    if (repaired.length > 0)
      await events.send(new PutTargetsCommand({ Rule: Name, Targets: repaired }));
  }
  return { stack, template, rules: made, console: consoleOf(events, made) };
}

function consoleOf(events: EventBridgeClient, rules: readonly ShopRule[]): Console {
  const ruleOf = (name: string) => {
    const rule = rules.find(one => one.Name === name);
    if (!rule) throw new Error(`the shop has no rule ${name}`);
    return rule;
  };
  return {
    edit: async (name, change) => {
      const { ScheduleExpression, State, Description } = ruleOf(name);
      const whole = { Name: name, ScheduleExpression, State, Description, ...change };
      await events.send(new PutRuleCommand(whole));
    },
    disable: async name => {
      await events.send(new DisableRuleCommand({ Name: name }));
    },
    delete: async name => {
      const Ids = ruleOf(name).Targets.map(({ Id = '' }) => Id);
      await events.send(new RemoveTargetsCommand({ Rule: name, Ids }));
      await events.send(new DeleteRuleCommand({ Name: name }));
    },
    putTarget: async (name, target) => {
      await events.send(new PutTargetsCommand({ Rule: name, Targets: [target] }));
    },
    removeTarget: async (name, id) => {
      await events.send(new RemoveTargetsCommand({ Rule: name, Ids: [id] }));
    },
  };
}

async function deploy(
  client: CloudFormationClient,
  StackName: string,
  TemplateBody: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<void> {
  const Parameters = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Parameters }));
  await waitUntilStackCreateComplete({ client, maxWaitTime: 60 }, { StackName });
}

const CLUSTER = `arn:aws:ecs:${REGION}:${ACCOUNT}:cluster/live`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/events`;
const TASK = `arn:aws:ecs:${REGION}:${ACCOUNT}:task-definition/app:7`;

/** Each third one puts a message into a queue, and of those each second one is off. */
function isQueued(at: number): boolean {
  return at % 3 === 2;
}

function shopRule(stack: string, at: number): ShopRule {
  const logicalId = `Job${at + 1}Rule`;
  const Name = `${stack}-job-${at + 1}`;
  const isOff = at % 6 === 5;
  return {
    logicalId,
    Name,
    ScheduleExpression: isQueued(at) ? `rate(${at + 2} hours)` : `cron(${at % 60} 4 * * ? *)`,
    State: isOff ? 'DISABLED' : 'ENABLED',
    Description: `Runs jobs:task_${at + 1}`,
    Targets: [isQueued(at) ? queueTarget(stack, at) : taskTarget(at)],
  };
}

function queueTarget(stack: string, at: number): Target {
  return {
    Id: `queue${at + 1}`,
    Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:${stack}-jobs`,
    Input: JSON.stringify({ job: `task_${at + 1}` }),
  };
}

function taskTarget(at: number): Target {
  return {
    Id: `job${at + 1}`,
    Arn: CLUSTER,
    RoleArn: ROLE,
    Input: inputOf(at),
    EcsParameters: {
      TaskDefinitionArn: TASK,
      TaskCount: 1,
      LaunchType: 'FARGATE',
      NetworkConfiguration: {
        awsvpcConfiguration: { Subnets: ['subnet-1', 'subnet-2'], SecurityGroups: ['sg-1'] },
      },
    },
  };
}

function inputOf(at: number): string {
  const command = ['bundle', 'exec', 'rake', `jobs:task_${at + 1}`];
  const environment = [{ name: 'TOKEN', value: PLANTED }];
  return JSON.stringify({
    containerOverrides: [{ name: 'app', command, ...(at === 0 && { environment }) }],
  });
}

function netTemplate(stack: string) {
  const exported = (name: string, Value: string) => ({
    Value,
    Export: { Name: `${stack}-net-${name}` },
  });
  return {
    Resources: {
      Jobs: { Type: 'AWS::SQS::Queue', Properties: { QueueName: `${stack}-jobs` } },
    },
    Outputs: {
      Cluster: exported('cluster', CLUSTER),
      Subnets: exported('subnets', 'subnet-1,subnet-2'),
    },
  };
}

function shopTemplate(rules: readonly ShopRule[]) {
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Parameters: {
      Stage: { Type: 'String' },
      Hour: { Type: 'Number', Default: 9 },
      Token: { Type: 'String', NoEcho: true },
    },
    Mappings: { Task: { app: { definition: TASK } } },
    Conditions: { IsLive: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, 'none'] }] } },
    Resources: Object.fromEntries(rules.map((rule, at) => [rule.logicalId, resourceOf(rule, at)])),
  };
}

function resourceOf(
  { Name, ScheduleExpression, Description, State, Targets }: ShopRule,
  at: number,
) {
  const [, minute] = /^cron\((\d+)/.exec(ScheduleExpression) ?? [];
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: { 'Fn::Sub': Name.replace(/^.*(?=-job-)/, '${Stage}') },
      Description,
      ScheduleExpression:
        minute === undefined
          ? ScheduleExpression
          : { 'Fn::Sub': `cron(${minute} \${Hour} * * ? *)` },
      State: State === 'DISABLED' ? State : { 'Fn::If': ['IsLive', 'ENABLED', 'DISABLED'] },
      Targets: Targets.map(target => (isQueued(at) ? queueOf(target) : taskOf(target))),
    },
  };
}

function queueOf({ Id, Input }: Target) {
  const parts = [
    ['arn', { Ref: 'AWS::Partition' }, 'sqs', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }],
    [{ 'Fn::Join': ['-', [{ Ref: 'Stage' }, 'jobs']] }],
  ];
  return { Id, Arn: { 'Fn::Join': [':', parts.flat()] }, Input };
}

function taskOf({ Id, Input }: Target) {
  const imported = (name: string) => ({
    'Fn::ImportValue': { 'Fn::Sub': `\${Stage}-net-${name}` },
  });
  const subnets = { 'Fn::Split': [',', imported('subnets')] };
  return {
    Id,
    Arn: imported('cluster'),
    RoleArn: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/events' },
    Input,
    EcsParameters: {
      TaskDefinitionArn: { 'Fn::FindInMap': ['Task', 'app', 'definition'] },
      TaskCount: 1,
      LaunchType: 'FARGATE',
      NetworkConfiguration: {
        AwsVpcConfiguration: {
          Subnets: [{ 'Fn::Select': [0, subnets] }, { 'Fn::Select': [1, subnets] }],
          SecurityGroups: ['sg-1'],
        },
      },
    },
  };
}
