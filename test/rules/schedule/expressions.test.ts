import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/all.js';
import type { Rule } from '../../../server/src/rules/rule.js';
import { everyMinute } from '../../../server/src/rules/schedule/every-minute.js';
import { neverFires } from '../../../server/src/rules/schedule/never-fires.js';
import { syntax } from '../../../server/src/rules/schedule/syntax.js';
import { unsure } from '../../../server/src/rules/schedule/unsure.js';
import { wrapDay } from '../../../server/src/rules/schedule/wrap-day.js';
import { fixed, found } from '../../support/findings.js';

const ofRule = (written: string) => `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${written}
      State: ENABLED
`;

const ofScheduler = (written: string) => `Resources:
  NightlySchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: ${written}
      FlexibleTimeWindow: { Mode: 'OFF' }
`;

const EXPRESSION_RULES = RULES.filter(({ id }) => id.startsWith('schedule/'));

/** What any rule about schedules says at a severity that a good schedule doesn't deserve. */
const severe = (text: string) =>
  EXPRESSION_RULES.flatMap(rule => found(rule, text)).filter(({ severity }) =>
    /error|warning/.test(severity),
  );

type Case = readonly [written: string, rule: Rule, token: string, said: string, fix: string | null];

const OF_RULES: readonly Case[] = [
  ['cron(0 9 * * MON-FRI)', syntax, 'cron(0 9 * * MON-FRI)', 'six fields', 'cron(0 9 ? * MON-FRI *)'],
  ['cron(0 9 * * MON-FRI *)', syntax, '*', 'put `?`', 'cron(0 9 ? * MON-FRI *)'],
  ['cron(0 9 ? * 0 *)', syntax, '0', 'from 1 (Sunday)', 'cron(0 9 ? * 1 *)'],
  ['cron(*/60 9 * * ? *)', syntax, '60', '0 to 59', null],
  ['cron(75 9 * * ? *)', syntax, '75', 'Minutes go from 0 to 59', null],
  ['rate(1 minutes)', syntax, 'minutes', 'singular', 'rate(1 minute)'],
  ['rate(5 minute)', syntax, 'minute', 'plural', 'rate(5 minutes)'],
  ['0 9 * * *', syntax, '0 9 * * *', 'cron(0 9 * * ? *)', 'cron(0 9 * * ? *)'],
  ['every day', syntax, 'every day', 'is `cron(…)` or `rate(…)`', null],
  ['at(2030-01-01T00:00:00)', syntax, 'at', 'at', null],
  ['cron(0 9 L-3 * ? *)', unsure, 'L-3', '', null],
  ['cron(0 0 31 2 ? *)', neverFires, 'cron(0 0 31 2 ? *)', 'February has no 31st', null],
  ['cron(* 9 * * ? *)', everyMinute, '*', '60 times a day', null],
  ['rate(1 minute)', everyMinute, 'rate(1 minute)', '1,440 times a day', null],
  ['cron(0/30 20-2 ? * MON-FRI *)', wrapDay, '20-2', 'runs on Monday 00:00–02:59', null],
];

const OF_SCHEDULES: readonly Case[] = [
  ['cron(0 9 * MON-FRI)', syntax, '', '', null],
  ['rate(0 minutes)', syntax, '0', '', null],
  ['at(2030-01-01T00:00:00Z)', syntax, 'Z', 'at(2030-01-01T00:00:00)', 'at(2030-01-01T00:00:00)'],
  ['at(2030-02-31T00:00:00)', syntax, '', '', null],
];

describe.each([
  ['a rule', ofRule, OF_RULES],
  ['a Scheduler schedule', ofScheduler, OF_SCHEDULES],
] as const)('the expression of %s', (_, template, cases) => {
  it.each(cases)('%s', (written, rule, token, said, fix) => {
    const text = template(written);
    const problems = found(rule, text);
    console.log(written, problems.map(p => [p.token, p.message, p.fixes?.[0]?.title, p.fixes?.[0]?.safe]));
  });
});
