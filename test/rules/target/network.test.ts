import { describe, expect, it } from 'vitest';
import { network } from '../../../server/src/rules/target/network.js';
import { networkSize } from '../../../server/src/rules/target/network-size.js';
import { found } from '../../support/findings.js';

const rule = (parameters: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: a
          Arn: !ImportValue cluster
          RoleArn: !ImportValue role
          EcsParameters:
            TaskDefinitionArn: !ImportValue task
            ${parameters}
`;

const schedule = (parameters: string) =>
  rule(parameters)
    .replace('Events::Rule', 'Scheduler::Schedule')
    .replace('Targets:\n        - Id: a', 'Target:');

const vpc = (key: string, settings = 'Subnets: [s]') =>
  `NetworkConfiguration: {${key}: {${settings}}} # ours`;

describe('target/network: the key', () => {
  it.each([
    ['a rule', rule, 'awsvpcConfiguration', 'AwsVpcConfiguration'],
    ['a rule', rule, 'AwsvpcConfiguration', 'AwsVpcConfiguration'],
    ['a rule', rule, '"awsVpcConfiguration"', '"AwsVpcConfiguration"'],
    ['a schedule', schedule, 'AwsVpcConfiguration', 'AwsvpcConfiguration'],
    ['a schedule', schedule, 'awsvpcConfiguration', 'AwsvpcConfiguration'],
  ])('of %s is not %s%s', (owner, service, wrong, right) => {
    const text = service(vpc(wrong));
    const problems = found(network, text);
    expect(problems).toMatchObject([
      { token: wrong.replaceAll('"', ''), severity: 'error', fixes: [{ safe: true }] },
    ]);
    expect(problems[0]?.message).toContain(
      `In ${owner} this is spelled \`${right.replaceAll('"', '')}\``,
    );
    expect(found(network, service(vpc(right)))).toEqual([]);
  });

  it('is found in a branch, where rule/unknown-property leaves it', () => {
    const text = rule(
      'NetworkConfiguration: !If [C, {awsvpcConfiguration: {Subnets: [s]}}, !Ref AWS::NoValue]',
    );
    expect(found(network, text)).toMatchObject([{ token: 'awsvpcConfiguration' }]);
  });

  it('is not renamed to one that is there', () => {
    const [problem] = found(
      network,
      rule(
        'NetworkConfiguration: {AwsVpcConfiguration: {Subnets: [s]}, AwsvpcConfiguration: {Subnets: [s]}}',
      ),
    );
    expect(problem).toMatchObject({ token: 'AwsvpcConfiguration' });
    expect(problem?.message).toContain('remove this one');
    expect(problem?.fixes).toBeUndefined();
  });
});

describe('target/network: what is missing', () => {
  it.each([
    'LaunchType: FARGATE',
    "LaunchType: FARGATE\n            NetworkConfiguration: ''".replace("''", ''),
    'LaunchType: FARGATE\n            NetworkConfiguration: {}',
  ])('is said of %j', parameters => {
    expect(found(network, rule(parameters))).toMatchObject([
      { token: 'FARGATE', severity: 'error' },
    ]);
    expect(found(network, schedule(parameters))).toMatchObject([
      { token: 'FARGATE', severity: 'warning' },
    ]);
  });

  it('names the key as the service spells it', () => {
    expect(found(network, rule('LaunchType: FARGATE'))[0]?.message).toContain(
      '`AwsVpcConfiguration`',
    );
    expect(found(network, schedule('LaunchType: FARGATE'))[0]?.message).toContain(
      '`AwsvpcConfiguration`',
    );
  });

  it.each([
    'LaunchType: EC2',
    'LaunchType: !If [C, FARGATE, EC2]',
    'LaunchType: !Ref LaunchType',
    'LaunchType: FARGATE\n            NetworkConfiguration: !Ref Network',
    'LaunchType: FARGATE\n            NetworkConfiguration: !If [C, {}, !Ref AWS::NoValue]',
    'LaunchType: FARGATE\n            NetworkConfiguration: {Fn::Transform: {Name: Net}}',
    'LaunchType: FARGATE\n            networkConfiguration: {}',
    'LaunchType: FARGATE\n            <<: *network',
    '',
  ])('is not said of %j', parameters => expect(found(network, rule(parameters))).toEqual([]));

  it('may be the subnets', () => {
    const text = rule(vpc('AwsVpcConfiguration', 'SecurityGroups: [g]'));
    expect(found(network, text)).toMatchObject([
      { token: 'AwsVpcConfiguration', severity: 'error' },
    ]);
    expect(found(network, rule(vpc('AwsVpcConfiguration', 'subnets: [s]')))).toEqual([]);
    expect(found(network, rule(vpc('AwsVpcConfiguration', 'Subnets: !Ref Subnets')))).toEqual([]);
  });
});

describe('target/network: the public address', () => {
  const address = (text: string) =>
    rule(vpc('AwsVpcConfiguration', `Subnets: [s], AssignPublicIp: ${text}`));

  it.each([
    ['enabled', 'ENABLED'],
    ['true', 'ENABLED'],
    ["'false'", "'DISABLED'"],
  ])('is not %s', (written, right) => {
    expect(found(network, address(written))).toMatchObject([{ fixes: [{ safe: true }] }]);
    expect(found(network, address(right))).toEqual([]);
  });

  it('may come from elsewhere', () => expect(found(network, address('!Ref Public'))).toEqual([]));
});

describe('target/network-size', () => {
  const sized = (settings: string) => rule(vpc('AwsVpcConfiguration', settings));
  const subnets = (count: number) =>
    Array.from({ length: count }, (_, i) => `s${i + 1}`).join(', ');

  it.each([
    [`Subnets: [${subnets(17)}]`, 's17', 'at most 16 Subnets, and these are 17'],
    [`Subnets: !If [C, [${subnets(17)}], [s]]`, 's17', 'at most 16 Subnets'],
    [
      'Subnets: [s], SecurityGroups: [a, b, c, d, !Ref E, !Ref F]',
      '!Ref F',
      'at most 5 SecurityGroups',
    ],
    ['Subnets: []', 'Subnets', 'Write at least 1'],
  ])('is said of %s', (settings, token, said) => {
    const problems = found(networkSize, sized(settings));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain(said);
  });

  it('is said of a schedule too, and under the other spelling', () => {
    const settings = `Subnets: [${subnets(17)}]`;
    for (const key of ['AwsvpcConfiguration', 'AwsVpcConfiguration'])
      expect(found(networkSize, schedule(vpc(key, settings)))).toMatchObject([{ token: 's17' }]);
  });

  it.each([
    `Subnets: [${subnets(16)}]`,
    'Subnets: [s], SecurityGroups: []',
    'Subnets: [s], SecurityGroups: [a, b, c, d, e, !If [C, f, !Ref AWS::NoValue]]',
    'Subnets: !Ref Subnets',
    'Subnets: !Split [",", !ImportValue subnets]',
  ])('says nothing of %s', settings => expect(found(networkSize, sized(settings))).toEqual([]));
});
