import { describe, expect, it } from 'vitest';
import { unknownProperty } from '../../../server/src/rules/rule/unknown-property.js';
import { found } from '../../support/findings.js';

const rule = (properties: string, attributes = '') => `Resources:
  R:
    Type: AWS::Events::Rule
${attributes}    Properties:
${properties}`;

const asSchedule = (text: string) => text.replace('Events::Rule', 'Scheduler::Schedule');

describe('rule/unknown-property', () => {
  it.each([
    ['      ScheduleExpresion: rate(1 day)\n', 'ScheduleExpresion', 'ScheduleExpression'],
    ['      state: ENABLED\n', 'state', 'State'],
    ['      Targets:\n        - Id: a\n          arn: b\n', 'arn', 'Arn'],
    ['      Targets: [{Id: a, Arn: b, "RoleARN": c}]\n', 'RoleARN', 'RoleArn'],
    [
      '      Targets:\n        - EcsParameters:\n            TaskDefinitionARN: a\n',
      'TaskDefinitionARN',
      'TaskDefinitionArn',
    ],
    ['      Targets: !If [C, [{Id: a, arn: b}], !Ref AWS::NoValue]\n', 'arn', 'Arn'],
  ])('finds %j and says what was meant', (properties, token, meant) => {
    const text = rule(properties);
    const problems = found(unknownProperty, text);
    expect(problems).toMatchObject([{ token, severity: 'warning', fixes: [{ safe: true }] }]);
    expect(problems[0]?.message).toContain(`Did you mean \`${meant}\`?`);
  });

  it('leaves the spelling of the network to the rule that knows its two', () => {
    const network = (key: string) =>
      `      Targets:\n        - EcsParameters:\n            NetworkConfiguration:\n              ${key}: {Subnets: [a]}\n`;
    expect(found(unknownProperty, rule(network('awsvpcConfiguration')))).toEqual([]);
    expect(found(unknownProperty, rule(network('AwsVpcConfig')))).toMatchObject([
      { token: 'AwsVpcConfig' },
    ]);
  });

  it('says what CloudFormation lacks, with nothing like it', () => {
    const problems = found(
      unknownProperty,
      asSchedule(rule('      ActionAfterCompletion: DELETE\n')),
    );
    expect(problems).toMatchObject([{ token: 'ActionAfterCompletion' }]);
    expect(problems[0]?.message).toContain(
      '`AWS::Scheduler::Schedule` has no `ActionAfterCompletion`',
    );
    expect(problems[0]?.fixes).toBeUndefined();
  });

  it('lists what can stand there where that is little', () => {
    const [problem] = found(unknownProperty, rule('      Targets: [{RetryPolicy: {Times: 3}}]\n'));
    expect(problem?.message).toContain(
      'can have `MaximumRetryAttempts`, `MaximumEventAgeInSeconds`',
    );
  });

  it('holds a rename that leaves a wrong shape for unsafe', () => {
    const text = rule('      Target: {Id: a}\n');
    expect(found(unknownProperty, text)).toMatchObject([
      { token: 'Target', fixes: [{ safe: false }] },
    ]);
  });

  it('proposes nothing that is there already', () => {
    const [problem] = found(unknownProperty, rule('      State: ENABLED\n      state: ENABLED\n'));
    expect(problem).toMatchObject({ token: 'state' });
    expect(problem?.fixes).toBeUndefined();
  });

  it('finds a misspelt attribute of the resource, and leaves others to whoever reads them', () => {
    const known = '      State: ENABLED\n';
    expect(found(unknownProperty, rule(known, '    DependOn: Q\n'))).toMatchObject([
      { token: 'DependOn' },
    ]);
    expect(found(unknownProperty, rule(known, '    Connectors: {}\n    DependsOn: Q\n'))).toEqual(
      [],
    );
  });

  it.each([
    '      EventPattern: {source: [aws.ec2], detail: {anything: [1]}}\n',
    '      Targets: [{Id: a, InputTransformer: {InputPathsMap: {any: $.x}, InputTemplate: <any>}}]\n',
    '      Targets: [{HttpParameters: {HeaderParameters: {X-Any: b}}}]\n',
    '      <<: *defaults\n',
    '      Fn::Transform: {Name: AWS::Include, Parameters: {Location: x}}\n',
    '      Targets: !Ref Given\n',
    '      Tags: [{Key: a, Value: b}]\n',
  ])('says nothing of %j', properties =>
    expect(found(unknownProperty, rule(properties))).toEqual([]),
  );

  it('does not take what every object has for a property', () => {
    expect(found(unknownProperty, rule('      constructor: x\n'))).toMatchObject([
      { token: 'constructor' },
    ]);
    expect(
      found(unknownProperty, rule('      x: y\n').replace('AWS::Events::Rule', 'constructor')),
    ).toEqual([]);
  });

  it('reads JSON', () => {
    const json =
      '{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"Sate": "ENABLED"}}}}';
    expect(found(unknownProperty, json)).toMatchObject([{ token: 'Sate' }]);
  });
});
