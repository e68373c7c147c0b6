import { describe, expect, it } from 'vitest';
import { capacityProvider } from '../../../server/src/rules/target/capacity-provider.js';
import { ecsParameters } from '../../../server/src/rules/target/ecs-parameters.js';
import { launchType } from '../../../server/src/rules/target/launch-type.js';
import { region } from '../../../server/src/rules/target/region.js';
import { retry } from '../../../server/src/rules/target/retry.js';
import { roleArn } from '../../../server/src/rules/target/role-arn.js';
import { taskCount } from '../../../server/src/rules/target/task-count.js';
import { found } from '../../support/findings.js';

const CLUSTER = 'arn:aws:ecs:eu-west-1:123456789012:cluster/main';
const TASK = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/app';

/** A rule with one target of these keys, in flow style. */
const rule = (target: string, ofRule = '') => `Resources:
  Cluster: {Type: AWS::ECS::Cluster}
  Queue: {Type: AWS::SQS::Queue}
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)${ofRule}
      Targets: [{Id: a, ${target}}]
`;

const schedule = (target: string) =>
  rule(target)
    .replace('Events::Rule', 'Scheduler::Schedule')
    .replace(/Targets: \[\{Id: a, (.*)\}\]/, 'Target: {$1}');

const running = (parameters: string, service = rule) =>
  service(`Arn: ${CLUSTER}, RoleArn: r, EcsParameters: {TaskDefinitionArn: t, ${parameters}}`);

describe('target/role-arn', () => {
  it.each([
    `Arn: '${CLUSTER}'`,
    "Arn: !Sub 'arn:${AWS::Partition}:ecs:${AWS::Region}:${AWS::AccountId}:cluster/main'",
    'Arn: !GetAtt Cluster.Arn',
    "Arn: !Sub '${Cluster.Arn}'",
    'Arn: !ImportValue cluster, EcsParameters: {TaskDefinitionArn: t}',
    'Arn: !ImportValue cluster, EcsParameters: !Ref Anything',
    'Arn: !ImportValue cluster, EcsParameters: {}, RoleArn: ',
  ])('is said of a rule with %s', target => {
    const problems = found(roleArn, rule(target));
    expect(problems).toMatchObject([{ severity: 'error', token: 'Arn' }]);
    expect(problems[0]?.message).toContain('trusts events.amazonaws.com');
  });

  it.each([
    `Arn: '${CLUSTER}', RoleArn: r`,
    `Arn: '${CLUSTER}', RoleArn: !If [C, r, !Ref AWS::NoValue]`,
    `Arn: '${CLUSTER}', <<: *role`,
    `Arn: '${CLUSTER}', RoleARN: r`,
    'Arn: !GetAtt Cluster.Arn, RoleArn: r',
    'Arn: !ImportValue cluster',
    'Arn: !GetAtt Queue.Arn',
    'Arn: !GetAtt Elsewhere.Arn',
    "Arn: !Sub '${Cluster.Arn}:more'",
    'Arn: !Ref Cluster',
    'Arn: arn:aws:sqs:eu-west-1:123456789012:jobs',
  ])('says nothing of a rule with %s', target => expect(found(roleArn, rule(target))).toEqual([]));

  it('leaves a target to the role of its rule', () =>
    expect(found(roleArn, rule(`Arn: '${CLUSTER}'`, '\n      RoleArn: r'))).toEqual([]));

  it('asks for one in every schedule', () => {
    expect(found(roleArn, schedule('Arn: !GetAtt Queue.Arn'))).toMatchObject([
      { severity: 'error' },
    ]);
    expect(found(roleArn, schedule('Arn: !GetAtt Cluster.Arn'))).toHaveLength(1);
    expect(found(roleArn, schedule('Arn: x, RoleArn: r'))).toEqual([]);
    expect(found(roleArn, schedule('Arn: x, <<: *role'))).toEqual([]);
  });

  it('looks again when what the cluster is has changed', () => {
    const text = rule('Arn: !GetAtt Cluster.Arn');
    expect(found(roleArn, text.replace('ECS::Cluster', 'SQS::Queue'))).toEqual([]);
    const [problem] = found(roleArn, text);
    expect(problem?.start).toBe(text.indexOf('Arn: !GetAtt'));
  });
});

describe('target/ecs-parameters', () => {
  it.each([`'${CLUSTER}'`, '!GetAtt Cluster.Arn'])('is said of %s', arn => {
    const target = `Arn: ${arn}, RoleArn: r`;
    expect(found(ecsParameters, rule(target))).toMatchObject([{ token: 'Arn', severity: 'error' }]);
    expect(found(ecsParameters, schedule(target))).toMatchObject([{ severity: 'warning' }]);
  });

  it('asks for the task definition', () => {
    const target = `Arn: x, RoleArn: r, EcsParameters: {TaskCount: 1}`;
    for (const text of [rule(target), schedule(target)])
      expect(found(ecsParameters, text)).toMatchObject([
        { token: 'EcsParameters', severity: 'error' },
      ]);
  });

  it.each([
    'Arn: !ImportValue cluster',
    `Arn: '${CLUSTER}', EcsParameters: {TaskDefinitionArn: t}`,
    `Arn: '${CLUSTER}', EcsParameters: !If [C, {TaskDefinitionArn: t}, !Ref AWS::NoValue]`,
    `Arn: '${CLUSTER}', EcsParameters: {<<: *more}`,
    `Arn: '${CLUSTER}', ecsParameters: {}`,
    'Arn: arn:aws:scheduler:::aws-sdk:ecs:runTask',
    "Arn: 'arn:aws:ecs:eu-west-1:123456789012:service/main/web'",
  ])('says nothing of %s', target => expect(found(ecsParameters, rule(target))).toEqual([]));
});

describe('target/launch-type', () => {
  it.each(['fargate', "'Ec2' # ours", '!If [C, Fargate, EC2]'])(
    'is %s in other letters',
    written => {
      const text = running(`LaunchType: ${written}\n   `);
      expect(found(launchType, text)).toMatchObject([
        { severity: 'error', fixes: [{ safe: true }] },
      ]);
    },
  );

  it('says what there is, where none is meant', () => {
    const [problem] = found(launchType, running('LaunchType: SPOT'));
    expect(problem).toMatchObject({ token: 'SPOT' });
    expect(problem?.message).toContain('EC2, FARGATE or EXTERNAL');
    expect(problem?.fixes).toBeUndefined();
  });

  it.each([
    ['LaunchType: EC2, PlatformVersion: LATEST', 'PlatformVersion'],
    [
      'LaunchType: EC2, NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [s], AssignPublicIp: ENABLED}}',
      'AssignPublicIp',
    ],
  ])('is said of %s', (parameters, token) => {
    expect(found(launchType, running(parameters))).toMatchObject([{ token, severity: 'error' }]);
    expect(found(launchType, running(parameters, schedule))).toMatchObject([
      { token, severity: 'warning' },
    ]);
    expect(found(launchType, running(parameters.replace('EC2', 'FARGATE')))).toEqual([]);
  });

  it.each([
    'LaunchType: EXTERNAL',
    'LaunchType: !Ref LaunchType',
    'LaunchType: ',
    "LaunchType: '{{resolve:ssm:/launch}}'",
    'LaunchType: EC2, PlatformVersion: !If [C, LATEST, !Ref AWS::NoValue]',
    'LaunchType: !If [C, EC2, FARGATE], PlatformVersion: LATEST',
    'PlatformVersion: LATEST',
    'LaunchType: EC2, NetworkConfiguration: {AwsVpcConfiguration: {AssignPublicIp: DISABLED}}',
  ])('says nothing of %s', parameters =>
    expect(found(launchType, running(parameters))).toEqual([]),
  );
});

describe('target/capacity-provider', () => {
  const both = 'LaunchType: FARGATE, CapacityProviderStrategy: [{CapacityProvider: FARGATE}]';

  it.each([rule, schedule])('is a warning on the launch type', service =>
    expect(found(capacityProvider, running(both, service))).toMatchObject([
      { token: 'LaunchType', severity: 'warning' },
    ]),
  );

  it.each([
    'LaunchType: EC2',
    'CapacityProviderStrategy: [{CapacityProvider: FARGATE}]',
    'LaunchType: EC2, CapacityProviderStrategy: []',
    'LaunchType: EC2, CapacityProviderStrategy: !Ref AWS::NoValue',
    'LaunchType: EC2, CapacityProviderStrategy: [!If [C, {CapacityProvider: x}, !Ref AWS::NoValue]]',
    'LaunchType: !If [C, EC2, !Ref AWS::NoValue], CapacityProviderStrategy: [{CapacityProvider: x}]',
  ])('says nothing of %s', parameters =>
    expect(found(capacityProvider, running(parameters))).toEqual([]),
  );
});

describe('target/task-count', () => {
  it.each(['11', '0', "'-3'"])('is said of %s', written => {
    const text = running(`TaskCount: ${written}`);
    expect(found(taskCount, text)).toMatchObject([
      { token: written, severity: 'error', fixes: [{ safe: false }] },
    ]);
    expect(found(taskCount, running(`TaskCount: ${written}`, schedule))).toHaveLength(1);
  });

  it.each(['two', '1.5', 'true'])('offers nothing for %s', written => {
    const [problem] = found(taskCount, running(`TaskCount: ${written}`));
    expect(problem?.message).toContain(`from 1 to 10, and this is \`${written}\``);
    expect(problem?.fixes).toBeUndefined();
  });

  it.each(['1', "'10'", '', '!Ref Count', '!If [C, 1, 2]', "'{{resolve:ssm:/count}}'"])(
    'says nothing of %j',
    written => expect(found(taskCount, running(`TaskCount: ${written}`))).toEqual([]),
  );

  it('looks into the branches', () =>
    expect(found(taskCount, running('TaskCount: !If [C, 1, 20]'))).toMatchObject([
      { token: '20' },
    ]));
});

describe('target/retry', () => {
  const policy = (text: string) => rule(`Arn: x, RetryPolicy: {${text}}`);

  it.each([
    ['MaximumRetryAttempts: 186', '186', 'from 0 to 185'],
    ['MaximumEventAgeInSeconds: 30', '30', 'from 60 to 86400'],
    ['MaximumEventAgeInSeconds: 86401', '86401', 'from 60 to 86400'],
  ])('is said of %s', (text, token, range) => {
    const problems = found(retry, policy(text));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain(range);
    expect(found(retry, schedule(`Arn: x, RetryPolicy: {${text}}`))).toHaveLength(1);
  });

  it.each([
    'MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60',
    'MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86400',
    'MaximumRetryAttempts: !Ref Attempts',
  ])('says nothing of %s', text => expect(found(retry, policy(text))).toEqual([]));
});

describe('target/region', () => {
  const pair = (cluster: string, task: string, service = rule) =>
    service(`Arn: ${cluster}, RoleArn: r, EcsParameters: {TaskDefinitionArn: ${task}}`);
  const other = TASK.replace('eu-west-1', 'us-gov-east-1');
  const parts =
    '!Sub "arn:${AWS::Partition}:ecs:us-east-1:${AWS::AccountId}:task-definition/app:3"';

  it.each([other, parts])('is said on %s', task => {
    const problems = found(region, pair(CLUSTER, task));
    expect(problems).toMatchObject([{ token: task, severity: 'error' }]);
    expect(problems[0]?.message).toContain(
      'cluster is in eu-west-1 and this task definition in us-',
    );
    expect(found(region, pair(CLUSTER, task, schedule))).toMatchObject([{ severity: 'warning' }]);
  });

  it.each([
    [CLUSTER, TASK],
    [CLUSTER, 'app'],
    [CLUSTER, '!Ref Task'],
    [CLUSTER, '!Sub "arn:aws:ecs:${AWS::Region}:1:task-definition/app"'],
    ['!GetAtt Cluster.Arn', other],
    ['arn:aws:scheduler:us-east-1:1:x', TASK],
  ])('says nothing of %s with %s', (cluster, task) =>
    expect(found(region, pair(cluster, task))).toEqual([]),
  );
});
