import { describe, expect, it } from 'vitest';
import { customBus } from '../../../server/src/rules/schedule/custom-bus.js';
import { missing } from '../../../server/src/rules/schedule/missing.js';
import { found } from '../../support/findings.js';

describe('schedule/missing', () => {
  const rule = (lines: string, type = 'AWS::Events::Rule') => `Parameters:
  Pattern: {Type: String}
Resources:
  NightlyRule:
    Type: ${type}
${lines}`;

  it.each([
    ['no properties', ''],
    ['properties that are empty', '    Properties:\n'],
    ['other properties', '    Properties:\n      Description: Nightly\n'],
    ['a misspelt key', '    Properties:\n      ScheduleExpresion: rate(1 day)\n'],
  ])('is said of a rule with %s', (_, lines) => {
    const problems = found(missing, rule(lines));
    expect(problems).toMatchObject([{ token: 'NightlyRule', severity: 'error' }]);
    expect(problems[0]?.message).toMatch(
      /^Nothing starts `NightlyRule`: it has no ScheduleExpression and no EventPattern\. Write e\.g\. /,
    );
  });

  it('stands on the key that holds nothing', () => {
    const text = rule('    Properties:\n      ScheduleExpression:\n      State: ENABLED\n');
    expect(found(missing, text)).toMatchObject([{ token: 'ScheduleExpression' }]);
  });

  it('is said of a Scheduler schedule, which knows no pattern', () => {
    const lines = '    Properties:\n      EventPattern: {source: [a]}\n';
    const problems = found(missing, rule(lines, 'AWS::Scheduler::Schedule'));
    expect(problems[0]?.message).toContain('it has no ScheduleExpression. Write');
  });

  it.each([
    ['a schedule', '    Properties:\n      ScheduleExpression: rate(1 day)\n'],
    ['a pattern', '    Properties:\n      EventPattern: {source: [a]}\n'],
    [
      'a schedule beside a pattern that is empty',
      '    Properties:\n      ScheduleExpression: rate(1 day)\n      EventPattern:\n',
    ],
    [
      'one or the other',
      '    Properties:\n      ScheduleExpression: !If [A, rate(1 day), !Ref AWS::NoValue]\n',
    ],
    ['a pattern from elsewhere', '    Properties:\n      EventPattern: !Ref Pattern\n'],
    ['merged keys', '    Properties:\n      <<: *base\n      State: ENABLED\n'],
    [
      'an included file',
      '    Properties:\n      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n',
    ],
    ['included properties', '    Properties: !Transform {Name: AWS::Include}\n'],
    ['a transform beside the properties', '    Fn::Transform: {Name: Rules}\n'],
    ['a loop among its properties', '    Properties:\n      Fn::ForEach::P: [A, [a], {$A: b}]\n'],
    ['properties by an alias', '    Properties: *base\n'],
  ])('is not said of a rule with %s', (_, lines) =>
    expect(found(missing, `Base: &base {ScheduleExpression: rate(1 day)}\n${rule(lines)}`)).toEqual(
      [],
    ),
  );

  it('is not said of other resources, nor of what a loop makes', () => {
    expect(found(missing, rule('', 'AWS::Config::ConfigRule'))).toEqual([]);
    const loop = `Resources:
  Fn::ForEach::Rules: [Name, [a, b], {'\${Name}Rule': {Type: AWS::Events::Rule}}]
`;
    expect(found(missing, loop)).toEqual([]);
  });
});

describe('schedule/custom-bus', () => {
  const rule = (bus: string, expression = 'rate(5 minutes)') => `Parameters:
  Bus: {Type: String, Default: orders}
Resources:
  Orders: {Type: AWS::Events::EventBus, Properties: {Name: orders}}
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: ${bus}
      ScheduleExpression: ${expression}
      EventPattern: {source: [shop]}
`;

  it.each([
    ['orders', 'orders'],
    ["'orders'", 'orders'],
    ['Default', 'Default'],
    ['arn:aws:events:eu-west-1:123456789012:event-bus/orders', 'event-bus/orders'],
    ['!Ref Orders', 'Orders'],
    ['!GetAtt Orders.Arn', 'Orders.Arn'],
    ['!GetAtt [Orders, Name]', 'Orders'],
    ['{"Fn::GetAtt": [Orders, Name]}', 'Orders'],
  ])('is said of %s', (bus, named) => {
    const problems = found(customBus, rule(bus));
    expect(problems).toMatchObject([{ token: bus, severity: 'error' }]);
    expect(problems[0]?.message).toMatch(/^A schedule works on the default event bus only, and /);
    expect(problems[0]?.message).toContain(`${named}\` is another. Remove EventBusName`);
  });

  it.each([
    'default',
    '"default"',
    "''",
    '',
    'arn:aws:events:eu-west-1:123456789012:event-bus/default',
    "!Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default'",
    '!Ref Bus',
    '!ImportValue bus',
    '!Ref AWS::NoValue',
    '!If [A, default, !Ref Orders]',
    '!GetAtt Nested.Outputs.Bus',
    "'{{resolve:ssm:/bus}}'",
  ])('is not said of %s', bus => expect(found(customBus, rule(bus))).toEqual([]));

  it.each(['!Ref AWS::NoValue', '!If [A, !Ref AWS::NoValue, rate(5 minutes)]'])(
    'is not said where the rule may have no schedule: %s',
    expression => expect(found(customBus, rule('orders', expression))).toEqual([]),
  );

  it('is not said of a rule with a pattern alone', () => {
    const text = rule('orders').replace(/ +ScheduleExpression.*\n/, '');
    expect(found(customBus, text)).toEqual([]);
  });
});
