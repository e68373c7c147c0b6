// The templates that the servers are given: rules as a Rails team writes them, about 950 bytes each.

/** Numbers between 0 and 1 that are the same in every run. */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const SCHEDULES = [
  'cron(0/10 * * * ? *)',
  'cron(15 4 * * ? *)',
  'cron(30 1 ? * SUN *)',
  'cron(0 9 ? * MON-FRI *)',
  'cron(45 2 L * ? *)',
  'rate(30 minutes)',
];

/** A fault in every twentieth rule: few, as in a file that is worked on. */
const FAULTS = ['cron(0 9 * * MON-FRI)', 'cron(0 3 ? * 0 *)', 'rate(1 minutes)'];

/** The three ways of writing an import, after `Arn:` and so on at this indentation. */
const IMPORTS = [
  name => ` !ImportValue net-live-${name}`,
  (name, indent) => `\n${indent}  Fn::ImportValue: !Sub \${NetStack}-${name}`,
  (name, indent) => `\n${indent}  Fn::ImportValue: net-live-${name}`,
];

function rule(i) {
  const imported = (name, columns, style = i) => IMPORTS[style % 3](name, ' '.repeat(columns));
  const schedule = i % 20 === 19 ? FAULTS[i % 3] : SCHEDULES[i % SCHEDULES.length];
  return `  Job${i}Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: shop-job-${i}
      Description: Runs job ${i} of the shop
      ScheduleExpression: ${schedule}
      State: ENABLED
      Targets:
        - Id: job-${i}
          Arn:${imported('cluster', 10)}
          RoleArn:${imported('events-role', 10, i + 1)}
          EcsParameters:
            TaskDefinitionArn:${imported('jobs-task', 12, i + 2)}
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets:
                  -${imported('subnet-one', 18, 0)}
                  -${imported('subnet-two', 18, 0)}
                SecurityGroups:
                  -${imported('jobs-sg', 18, 0)}
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","jobs:task_${i}"]}]}'
          DeadLetterConfig:
            Arn:${imported('dead-letters', 12)}
`;
}

const HEAD = `AWSTemplateFormatVersion: '2010-09-09'
Description: What the shop does by the clock

Parameters:
  NetStack:
    Type: String
    Default: net-live

Resources:
`;

export function schedulesTemplate(rules) {
  return HEAD + Array.from({ length: rules }, (_, i) => rule(i)).join('\n');
}

/** What the rules import. */
export const IMPORTED =
  'cluster events-role jobs-task subnet-one subnet-two jobs-sg dead-letters'.split(' ');

const NAMES = [...IMPORTED, 'vpc', 'certificate', 'listener'];

/** A stack that exports ten values; `net-live` is the one that the rules import from. */
export function networkTemplate(stack) {
  const parameters = NAMES.map(name => `  ${camel(name)}:\n    Type: String\n`);
  const outputs = NAMES.map(
    name => `  ${camel(name)}Output:
    Description: The ${name} of ${stack}
    Value: !Ref ${camel(name)}
    Export:
      Name: ${stack}-${name}
`,
  );
  return `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
${parameters.join('')}
Resources:
  Nothing:
    Type: AWS::CloudFormation::WaitConditionHandle

Outputs:
${outputs.join('')}`;
}

/** A stack that has nothing to do with others: twenty queues. */
function queuesTemplate() {
  const queues = Array.from(
    { length: 20 },
    (_, i) => `  Queue${i}:
    Type: AWS::SQS::Queue
    Properties:
      MessageRetentionPeriod: 1209600
      RedrivePolicy:
        maxReceiveCount: 5
        deadLetterTargetArn: !Sub arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:dead-letters
`,
  );
  return `AWSTemplateFormatVersion: '2010-09-09'\nResources:\n${queues.join('')}`;
}

/** The file names and texts of a workspace of so many templates. */
export function* workspaceTemplates(count) {
  yield ['network.yml', networkTemplate('net-live')];
  for (let i = 1; i < count; i++) {
    const text =
      i % 4 === 0
        ? networkTemplate(`stack-${i}`)
        : i % 4 === 1
          ? queuesTemplate()
          : schedulesTemplate(5);
    yield [`stack-${i}.yml`, text];
  }
}

function camel(name) {
  return name.replace(/(^|-)(\w)/g, (_, _dash, letter) => letter.toUpperCase());
}
