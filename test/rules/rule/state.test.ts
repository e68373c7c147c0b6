import { describe, expect, it } from 'vitest';
import { state } from '../../../server/src/rules/rule/state.js';
import { fixed, found } from '../../support/findings.js';

const rule = (lines: string, type = 'AWS::Events::Rule') => `Parameters:
  State: {Type: String, Default: enabled}
  Any: {Type: String}
Conditions: {Live: !Equals [!Ref Any, live]}
Resources:
  Nightly:
    Type: ${type}
    Properties:
${lines}`;

const stated = (value: string, type?: string) =>
  rule(`      ScheduleExpression: rate(1 day)\n      State: ${value}\n`, type);

describe('a state', () => {
  it.each([
    ['Enabled', 'ENABLED'],
    ['disabled', 'DISABLED'],
    ['true', 'ENABLED'],
    ['false', 'DISABLED'],
    ["'off'", 'DISABLED'],
  ])('%s is written %s', (value, right) => {
    const text = stated(value);
    expect(found(state, text)).toMatchObject([{ severity: 'error', fixes: [{ safe: true }] }]);
    expect(fixed(state, text)).toBe(stated(value.startsWith("'") ? `'${right}'` : right));
  });

  it('may be one that says no more than that it is none', () => {
    expect(found(state, stated('RUNNING'))).toMatchObject([
      { token: 'RUNNING', severity: 'error' },
    ]);
    expect(found(state, stated('RUNNING'))[0]?.fixes).toBeUndefined();
  });

  it('with CloudTrail’s events is for rules alone', () => {
    const value = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
    expect(found(state, stated(value))).toEqual([]);
    expect(found(state, stated(value, 'AWS::Scheduler::Schedule'))).toMatchObject([
      { token: value, severity: 'error' },
    ]);
  });

  it('is found in a parameter, and left there: a condition may compare it', () => {
    const problems = found(state, stated('!Ref State'));
    expect(problems).toMatchObject([
      { token: 'enabled', severity: 'error', fixes: [{ safe: false }] },
      { token: '!Ref State', severity: 'info' },
    ]);
  });

  it.each([
    'ENABLED',
    'DISABLED',
    '!Ref Any',
    '!If [Live, ENABLED, DISABLED]',
    '!If [Live, DISABLED, !Ref AWS::NoValue]',
    "'{{resolve:ssm:/state}}'",
  ])('%s is right', value => expect(found(state, stated(value))).toEqual([]));
});

describe('a scheduled rule without a state', () => {
  const rewritten = (before: string, after: string) => {
    const text = rule(before);
    expect(found(state, text)).toMatchObject([
      { token: 'Nightly', severity: 'hint', fixes: [{ safe: true }] },
    ]);
    expect(fixed(state, text)).toBe(rule(after));
    expect(found(state, fixed(state, text))).toEqual([]);
  };

  it.each([
    [
      'behind the schedule, with its comment',
      '      ScheduleExpression: rate(1 day) # daily\n      # next\n      Name: a\n',
      '      ScheduleExpression: rate(1 day) # daily\n      State: ENABLED\n      # next\n      Name: a\n',
    ],
    [
      'at the end of a file without a last line end',
      '      ScheduleExpression: rate(1 day)',
      '      ScheduleExpression: rate(1 day)\n      State: ENABLED',
    ],
    [
      'with the line ends of the file',
      '      ScheduleExpression: rate(1 day)\r\n      Name: a\r\n',
      '      ScheduleExpression: rate(1 day)\r\n      State: ENABLED\r\n      Name: a\r\n',
    ],
    [
      'behind a value of several lines',
      '      ScheduleExpression:\n        Fn::Sub: rate(${Any} days)\n      Name: a\n',
      '      ScheduleExpression:\n        Fn::Sub: rate(${Any} days)\n      State: ENABLED\n      Name: a\n',
    ],
    [
      'behind a block of text',
      '      ScheduleExpression: >-\n        rate(1\n        day)\n\n      Name: a\n',
      '      ScheduleExpression: >-\n        rate(1\n        day)\n      State: ENABLED\n\n      Name: a\n',
    ],
  ])('gets one %s', (_, before, after) => rewritten(before, after));

  it('gets one between braces', () => {
    const text = rule('').replace(
      'Properties:\n',
      'Properties: {ScheduleExpression: rate(1 day), Name: a}\n',
    );
    expect(fixed(state, text)).toBe(text.replace('day)', 'day), State: ENABLED'));
  });

  it('gets one in JSON, as the file is indented', () => {
    const line = '        "ScheduleExpression": "rate(1 day)"';
    const json = `{
  "Resources": {
    "Nightly": {
      "Type": "AWS::Events::Rule",
      "Properties": {
${line}
      }
    }
  }
}
`;
    expect(fixed(state, json)).toBe(json.replace(line, `${line},\n        "State": "ENABLED"`));
    const flat = JSON.stringify(JSON.parse(json));
    expect(JSON.parse(fixed(state, flat)).Resources.Nightly.Properties.State).toBe('ENABLED');
  });

  it.each([
    ['events alone', rule('      EventPattern: {source: [shop]}\n')],
    [
      'a schedule that may be absent',
      rule('      ScheduleExpression: !If [Live, rate(1 day), !Ref AWS::NoValue]\n'),
    ],
    ['keys from elsewhere', rule('      ScheduleExpression: rate(1 day)\n      <<: *base\n')],
    [
      'a schedule of Scheduler',
      rule('      ScheduleExpression: rate(1 day)\n', 'AWS::Scheduler::Schedule'),
    ],
  ])('is not told of %s', (_, text) => expect(found(state, text)).toEqual([]));

  it('has no fix where YAML has cut the schedule at a comma', () => {
    const text = rule('').replace(
      'Properties:\n',
      'Properties: {ScheduleExpression: cron(0,30 9 * * ? *)}\n',
    );
    expect(found(state, text)[0]?.fixes).toBeUndefined();
  });
});
