import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../server/src/rules/rule.js';
import { dst } from '../../../server/src/rules/schedule/dst.js';
import { syntax } from '../../../server/src/rules/schedule/syntax.js';
import { timezone } from '../../../server/src/rules/schedule/timezone.js';
import { found } from '../../support/findings.js';

const template = (expression: string, { above = '', resource = '' } = {}) => `Parameters:
  Often: {Type: String, Default: rate(1 minutes), AllowedValues: [rate(1 minutes), 'rate(5 minute)', rate(1 hour)]}
  Count: {Type: Number, Default: 5}
  Unit: {Type: String, Default: minutes, AllowedValues: [minute, minutes]}
  Stage: {Type: String}
  None: {Type: String, Default: ''}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /jobs/nightly}
Mappings:
  Stages:
    live: {Nightly: rate(1 hours), Text: nothing of ours}
    test: {Nightly: rate(1 day), Text: ''}
    gone: {Nightly: ''}
${above}Resources:
  NightlyRule:
    Type: AWS::Events::Rule
${resource}    Properties:
      ScheduleExpression: ${expression}
`;

const brief = (rule: Rule, text: string) =>
  found(rule, text).map(({ severity, token }) => `${severity} ${token}`);

describe('an expression that comes from a parameter', () => {
  const text = template('!Ref Often');

  it('is wrong at the parameter, and the use says so', () => {
    expect(brief(syntax, text)).toEqual([
      'error minutes',
      'error minute',
      'info !Ref Often',
      'info !Ref Often',
    ]);
    const [atParameter, , use] = found(syntax, text);
    expect(atParameter?.start).toBe(text.indexOf('minutes)'));
    expect(use?.message).toMatch(/^This can be `rate\(1 minutes\)`, from `Often`\. With 1, /);
    const related = atParameter?.related;
    expect(related?.message).toBe('`NightlyRule` uses it here.');
    expect(text.slice(related?.start, related?.end)).toBe('!Ref Often');
  });

  it('is wrong once, however many use it', () => {
    const two = `${text}  Other:\n    Type: AWS::Events::Rule\n    Properties: {ScheduleExpression: !Ref Often}\n`;
    expect(brief(syntax, two).filter(said => said.startsWith('error'))).toHaveLength(2);
    expect(brief(syntax, two).filter(said => said.startsWith('info'))).toHaveLength(4);
  });
});

describe('an expression that is put together', () => {
  it.each([
    ["!Sub 'rate(1 ${Unit})'", ["error !Sub 'rate(1 ${Unit})'"]],
    ["!Sub 'rate(${Count} minute)'", ["error !Sub 'rate(${Count} minute)'"]],
    ["!Sub ['rate(${N} hours)', {N: 1}]", ["error !Sub ['rate(${N} hours)', {N: 1}]"]],
    [
      '!FindInMap [Stages, live, Nightly]',
      ['error hours', 'info !FindInMap [Stages, live, Nightly]'],
    ],
    [
      '!FindInMap [Stages, !Ref Stage, Nightly]',
      ['error hours', 'info !FindInMap [Stages, !Ref Stage, Nightly]'],
    ],
    ["!If [A, !Ref Often, 'rate(1 hours)']", ['error hours']],
  ])('%s', (expression, expected) => expect(brief(syntax, template(expression))).toEqual(expected));

  it('is wrong where it can be, and shows what it would be', () => {
    const [problem] = found(syntax, template("!Sub 'rate(1 ${Unit})'"));
    expect(problem?.message).toMatch(/^This can be `rate\(1 minutes\)`\. /);
    expect(problem?.fixes).toBeUndefined();
  });

  it.each([
    "!Sub 'rate(${Count} ${Unit})'",
    "!Sub 'rate(${Stage} minutes)'",
    "!Sub '${AWS::Region}'",
    '!Ref Stage',
    '!Ref None',
    '!Ref Stored',
    '!Ref Nowhere',
    '!Ref AWS::NoValue',
    '!ImportValue schedule',
    '!GetAtt Other.Schedule',
    '!FindInMap [Stages, test, Nightly]',
    '!FindInMap [Stages, gone, Nightly]',
    '!FindInMap [Elsewhere, !Ref AWS::Region, Nightly]',
    "!Join [' ', [a, b]]",
    "!Select [0, !Split ['|', a]]",
    '!If [A, !Ref Often, !Ref AWS::NoValue]',
    '!Transform {Name: Schedules}',
    "'{{resolve:ssm:/jobs/nightly}}'",
    'cron({{resolve:ssm:/jobs/minute}} 9 * * ? *)',
    "!Sub '{{resolve:ssm:/${Stage}/nightly}}'",
  ])('is not judged where it can’t be known: %s', expression =>
    expect(found(syntax, template(expression))).toEqual([]),
  );

  it('is not judged where a condition may keep the resource from it', () => {
    const text = template('!Ref Often', { resource: '    Condition: HasSchedule\n' });
    expect(found(syntax, text)).toEqual([]);
  });

  it('is not judged of resources that are not ours', () => {
    const text = template('!Ref Often').replace('AWS::Events::Rule', 'AWS::Config::ConfigRule');
    expect(found(syntax, text)).toEqual([]);
  });
});

describe('a time zone that comes from a parameter', () => {
  const zoned = (zone: string) => `Parameters:
  Zone: {Type: String, ${zone}}
Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(30 2 * * ? *)
      ScheduleExpressionTimezone: !Ref Zone
      FlexibleTimeWindow: { Mode: 'OFF' }
`;

  it('is wrong there', () => {
    const text = zoned('Default: America/NewYork');
    expect(brief(timezone, text)).toEqual(['error America/NewYork', 'info !Ref Zone']);
  });

  it('is known to the rule about clock changes, which speaks once', () => {
    const text = zoned('AllowedValues: [America/New_York, Europe/London]');
    expect(brief(dst, text)).toEqual(['info cron(30 2 * * ? *)']);
    expect(brief(dst, zoned('Default: UTC'))).toEqual([]);
    expect(brief(dst, zoned("Default: ''"))).toEqual([]);
  });
});
