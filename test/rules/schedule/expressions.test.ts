import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/all.js';
import type { Rule } from '../../../server/src/rules/rule.js';
import { everyMinute } from '../../../server/src/rules/schedule/every-minute.js';
import { neverFires } from '../../../server/src/rules/schedule/never-fires.js';
import { syntax } from '../../../server/src/rules/schedule/syntax.js';
import { unsure } from '../../../server/src/rules/schedule/unsure.js';
import { wrapDay } from '../../../server/src/rules/schedule/wrap-day.js';
import { found } from '../../support/findings.js';

const ofRule = (written: string) => `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${written}
      State: ENABLED
      Targets: [{ Id: a, Arn: b }]
`;

const ofScheduler = (written: string) => `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: ${written}
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target: { Arn: a, RoleArn: b }
`;

/** What all rules say of a text. */
const saidOf = (text: string) => RULES.flatMap(rule => found(rule, text));

type Case = readonly [written: string, rule: Rule, token: string, said: string];

const OF_RULES: readonly Case[] = [
  ['cron(0 9 * * MON-FRI)', syntax, '0 9 * * MON-FRI', 'six fields'],
  ['cron(0 9 * * 1-5)', syntax, '0 9 * * 1-5', 'six fields'],
  ['cron(0 9 * * MON-FRI *)', syntax, '*', 'put `?` in'],
  ['cron(0 9 ? * 0 *)', syntax, '0', 'from 1 (Sunday) to 7'],
  ['cron(*/60 9 * * ? *)', syntax, '*/60', 'longer than the hour'],
  ['cron(75 9 * * ? *)', syntax, '75', 'Minutes go from 0 to 59'],
  ['rate(1 hours)', syntax, 'hours', 'singular for a rule'],
  ['rate(5 minute)', syntax, 'minute', 'plural for a rule'],
  ['0 9 * * *', syntax, '0 9 * * *', 'six fields'],
  ['at(2030-01-01T00:00:00)', syntax, '2030-01-01T00:00:00', 'AWS::Scheduler::Schedule'],
  ['tomorrow', syntax, 'tomorrow', 'is `cron(…)` or `rate(…)`'],
  ['cron(0 9 L-3 * ? *)', unsure, 'L-3', 'undocumented'],
  ['cron(0 0 31 2 ? *)', neverFires, 'cron(0 0 31 2 ? *)', 'February has no 31st'],
  ['cron(* 9 * * ? *)', everyMinute, '*', '60 times a day'],
  ['rate(1 minute)', everyMinute, 'rate(1 minute)', '1,440 times a day'],
  ['cron(0/30 20-2 ? * MON-FRI *)', wrapDay, '20-2', 'not on Saturday 00:00–02:59'],
];

const OF_SCHEDULES: readonly Case[] = [
  ['cron(0 9 * MON-FRI)', syntax, '0 9 * MON-FRI', 'the last optional, and this has four'],
  ['rate(0 minutes)', syntax, '0', ''],
  ['at(2030-01-01T00:00:00Z)', syntax, 'Z', ''],
  ['at(2030-02-31T00:00:00)', syntax, '2030-02-31T00:00:00', ''],
  ['rate(1 minutes)', everyMinute, 'rate(1 minutes)', '1,440 times a day'],
];

describe.each([
  { of: 'a rule', template: ofRule, cases: OF_RULES },
  { of: 'a Scheduler schedule', template: ofScheduler, cases: OF_SCHEDULES },
])('the expression of $of', ({ template, cases }) => {
  it.each(cases.map(c => ({ written: c[0], c })))('$written', ({ c }) => {
    const [written, rule, token, said] = c;
    const text = template(written);
    const problems = found(rule, text);
    expect(problems).toContainEqual(
      expect.objectContaining({
        token,
        severity: rule.severity,
        message: expect.stringContaining(said),
      }),
    );
  });
});

describe('an expression that is right', () => {
  it.each([
    'cron(0 9 ? * MON-FRI *)',
    'cron(0  9 ? * MON-FRI *)',
    'cron(0 18 L * ? *)',
    'cron(0 9 LW * ? *)',
    'cron(0 9 ? * 6L *)',
    'cron(0 9 ? * 3#2 *)',
    'cron(05 12 * * ? *)',
    'cron(0 0 29 2 ? *)',
    'cron(0 0 1 1 ? 2030-2035)',
    'cron(0 20-2 * * ? *)',
    'cron(0 20-23 ? * MON-FRI *)',
    'rate(7 days)',
  ])('of a rule: %s', written => expect(saidOf(ofRule(written))).toEqual([]));

  it.each(['cron(0 9 * * ? *)', 'cron(0 9 * * ?)', 'rate(1 days)', 'at(2030-01-01T09:00:00)'])(
    'of a Scheduler schedule: %s',
    written => expect(saidOf(ofScheduler(written))).toEqual([]),
  );
});

/** Each way to write the expression. */
const FORMS: readonly (readonly [string, (expression: string) => string])[] = [
  ['plain', ofRule],
  ['in single quotes', x => ofRule(`'${x}'`)],
  ['in double quotes', x => ofRule(`"${x}"`)],
  ['before a comment', x => ofRule(`${x} # nightly`)],
  ['with a tag', x => ofRule(`!Sub ${x}`)],
  ['as the text of a long Sub', x => ofRule(`\n        Fn::Sub: "${x}"`)],
  ['in a literal block', x => ofRule(`|-\n        ${x}`)],
  ['on a line of its own', x => ofRule(`\n        ${x}`)],
  ['in a branch of an If', x => ofRule(`!If [Often, 'rate(5 minutes)', '${x}']`)],
  [
    'in an If within an If',
    x => ofRule(`!If [A, !If [B, !Ref AWS::NoValue, '${x}'], 'rate(5 minutes)']`),
  ],
  [
    'between braces',
    x => `Resources: {R: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: ${x}}}}\n`,
  ],
  [
    'in JSON',
    x =>
      `{"Resources": {"R": {"Type": "AWS::Events::Rule",\n  "Properties": {"ScheduleExpression": "${x}"}}}}\n`,
  ],
];

describe('an expression is read wherever it is written', () => {
  it.each(FORMS)('%s', (_, written) => {
    const text = written('cron(0 9 * * MON-FRI *)');
    const problems = found(syntax, text);
    expect(problems).toMatchObject([{ token: '*', severity: 'error' }]);
    expect(problems[0]?.start).toBe(text.indexOf('cron(') + 'cron(0 9 '.length);
  });

  it('on the whole value where its text is not what stands there', () => {
    const text = ofRule('>-\n        cron(0 9 * *\n        MON-FRI *)');
    const [problem] = found(syntax, text);
    expect(problem?.token).toContain('cron(0 9 * *\n        MON-FRI *)');
    expect(problem?.fixes).toBeUndefined();
  });
});
