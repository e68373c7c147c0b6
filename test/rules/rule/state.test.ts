import { describe, expect, it } from 'vitest';
import { state } from '../../../server/src/rules/rule/state.js';
import { found } from '../../support/findings.js';

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
    const [problem, ...others] = found(state, stated(value));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', fixes: [{ safe: true }] });
    expect(problem?.message).toContain(`Write \`${right}\`.`);
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
  it('is a hint on its name, which can be mended unasked', () => {
    expect(found(state, rule('      ScheduleExpression: rate(1 day)\n'))).toMatchObject([
      { token: 'Nightly', severity: 'hint', fixes: [{ safe: true }] },
    ]);
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
