import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collision } from '../../../server/src/rules/rule/collision.js';
import { duplicateWork } from '../../../server/src/rules/rule/duplicate-work.js';
import { found } from '../../support/findings.js';

interface Options {
  readonly state?: string;
  readonly command?: string;
  readonly arn?: string;
  readonly rest?: string;
  readonly zone?: string;
  readonly target?: string;
}

const resource = (id: string, expression: string, options: Options = {}) => {
  const { state = 'State: ENABLED', command = 'stock:count', rest = '', zone, target } = options;
  const { arn = '!ImportValue cluster' } = options;
  const input = `'{"containerOverrides":[{"name":"app","command":["rake","${command}"]}]}'`;
  const entry = target ?? `Arn: ${arn}, EcsParameters: {TaskDefinitionArn: app}, Input: ${input}`;
  const targets = zone ? `Target: {${entry}}` : `Targets: [{Id: a, ${entry}}]`;
  return `  ${id}:
    Type: ${zone ? 'AWS::Scheduler::Schedule' : 'AWS::Events::Rule'}
${rest}    Properties:
      ScheduleExpression: ${expression}
${zone ? `      ScheduleExpressionTimezone: ${zone}\n` : ''}      ${state}
      ${targets}
`;
};

const file = (...resources: string[]) => `Conditions: {Live: !Equals [a, a]}
Resources:
${resources.join('')}`;

describe('rule/duplicate-work', () => {
  const two = (a: string, b: string, first: Options = {}, second: Options = {}) =>
    found(duplicateWork, file(resource('First', a, first), resource('Second', b, second)));

  it.each([
    ['SqsParameters: {MessageGroupId: mails}', 'SqsParameters: {MessageGroupId: orders}'],
    [
      "RunCommandParameters: {RunCommandTargets: [{Key: 'tag:role', Values: [web]}]}",
      "RunCommandParameters: {RunCommandTargets: [{Key: 'tag:role', Values: [worker]}]}",
    ],
    ['BatchParameters: {JobDefinition: crunch}', 'BatchParameters: {JobDefinition: rank}'],
    ['HttpParameters: {PathParameterValues: [a]}', 'HttpParameters: {PathParameterValues: [b]}'],
    ['SqsParameters: {MessageGroupId: !GetAtt A.Id}', 'SqsParameters: {MessageGroupId: b}'],
  ])('compares %s and %s', (a, b) => {
    const job = (rest: string) => ({ target: `Arn: !ImportValue jobs, Input: '{}', ${rest}` });
    expect(two('rate(1 day)', 'rate(1 day)', job(a), job(b))).toEqual([]);
    expect(two('rate(1 day)', 'rate(1 day)', job(b), job(b))).toHaveLength(1);
  });

  it('is not said of a task that is started in each zone', () => {
    const task = (subnet: string, key = 'AwsVpcConfiguration') =>
      `Arn: c, EcsParameters: {TaskDefinitionArn: t, NetworkConfiguration: {${key}: {Subnets: [${subnet}]}}}`;
    const meeting = (first: Options, second: Options) =>
      two('cron(0 9 * * ? *)', 'cron(0 9 * * ? *)', first, second);
    expect(meeting({ target: task('a') }, { target: task('b') })).toEqual([]);
    expect(meeting({ target: task('a') }, { target: task('a') })).toHaveLength(1);
    const schedule = { zone: 'UTC', target: task('a', 'AwsvpcConfiguration') };
    expect(meeting({ target: task('a') }, schedule)).toHaveLength(1);
  });

  it('is said of the second rule, and points to the first', () => {
    const [problem, ...others] = two('cron(0 9 * * ? *)', 'cron(0 9 * * ? *)');
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ token: 'cron(0 9 * * ? *)', severity: 'warning' });
    expect(problem?.message).toContain(
      '`Second` starts the same work as `First`, and at the same times',
    );
    expect(problem?.related?.start).toBeLessThan(problem?.start ?? 0);
  });

  it.each([
    ['cron(0 9 * * ? *)', 'cron(0 9 ? * MON *)'],
    ['cron(0/5 * * * ? *)', 'cron(10 4 1 * ? *)'],
    ['cron(0 9 L 2 ? *)', 'cron(0 9 ? * 1 *)'],
    ['rate(5 minutes)', 'rate(5 minutes)'],
  ])('%s and %s meet', (a, b) => expect(two(a, b)).toHaveLength(1));

  it.each([
    ['cron(0 9 * * ? *)', 'cron(0 15 * * ? *)'],
    ['cron(0/2 * * * ? *)', 'cron(1/2 * * * ? *)'],
    ['cron(0 9 ? * MON *)', 'cron(0 9 ? * TUE *)'],
    ['cron(0 9 * * ? 2020)', 'cron(0 9 * * ? 2020)'],
    ['rate(5 minutes)', 'rate(10 minutes)'],
    ['rate(1 day)', 'cron(0 9 * * ? *)'],
    ['!Ref At', '!Ref At'],
  ])('%s and %s are not known to meet', (a, b) => expect(two(a, b)).toEqual([]));

  it('compares instants, not what the clock shows', () => {
    const berlin = { zone: 'Europe/Berlin' };
    expect(two('cron(0 9 * * ? *)', 'cron(0 9 * * ? *)', {}, berlin)).toEqual([]);
    expect(two('cron(0 8 1 1 ? *)', 'cron(0 9 * * ? *)', {}, berlin)).toHaveLength(1);
    expect(two('cron(0/2 * * * ? *)', 'cron(1/2 * * * ? *)', {}, berlin)).toEqual([]);
  });

  const same = 'cron(0 9 * * ? *)';
  it.each<[string, Options, Options?]>([
    ['another command', { command: 'stock:print' }],
    ['another cluster', { arn: '!ImportValue other' }],
    ['one that is disabled', { state: 'State: DISABLED' }],
    ['one whose state is not known', { state: 'State: !Ref State' }],
    ['one that hangs on a condition', { rest: '    Condition: Live\n' }],
    [
      'a function that is handed the event',
      { target: 'Arn: !GetAtt Job.Arn' },
      { target: 'Arn: !GetAtt Job.Arn' },
    ],
  ])('is silent with %s', (_, second, first = {}) => {
    expect(two(same, same, first, second)).toEqual([]);
  });

  it('knows a function that gets the same input', () => {
    const job = { target: 'Arn: !GetAtt Job.Arn, Input: \'{"a":1}\'' };
    expect(two(same, same, job, job)).toHaveLength(1);
  });

  it('sees a rule that stayed beside its schedule', () => {
    expect(two(same, same, {}, { zone: 'UTC' })).toHaveLength(1);
  });
});

describe('rule/collision', () => {
  const tokens = (resources: readonly string[], mostAtOnce: number | null) =>
    found(collision, file(...resources), { config: { mostAtOnce } });

  it('says the same whatever was looked at before', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 });
    const said = (of: readonly number[]) =>
      found(collision, file(...of.map((hour, i) => resource(`R${i}`, `cron(0 ${hour} * * ? *)`))), {
        config: { mostAtOnce: 2 },
      }).length;
    fc.assert(
      fc.property(fc.array(hours, { maxLength: 6 }), versions => {
        for (const version of versions) {
          const counts = [0, 1, 2].map(hour => version.filter(other => other === hour).length);
          const surplus = counts.reduce((sum, count) => sum + Math.max(0, count - 2), 0);
          expect(said(version)).toBe(surplus);
        }
      }),
      { numRuns: 60 },
    );
  });

  const at = (id: string, expression: string, options?: Options) =>
    resource(id, expression, { command: id, ...options });
  const three = [
    at('A', 'cron(0 3 * * ? *)'),
    at('B', 'cron(0 3 ? * MON *)'),
    at('C', 'cron(0/10 3 * * ? *)'),
  ];

  it('is off until the team gives a number', () => {
    expect(tokens(three, null)).toEqual([]);
  });

  it('tells the rule that is one too many', () => {
    expect(tokens(three, 3)).toEqual([]);
    const [problem, ...others] = tokens(three, 2);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ token: 'cron(0/10 3 * * ? *)', severity: 'info' });
    expect(problem?.message).toBe(
      'With this, 3 rules start on one cluster at 03:00 UTC (`A`, `B`), and cronwright.yml allows 2 at once. Write another minute.',
    );
  });

  it('counts by cluster, and what is enabled', () => {
    const other = at('D', 'cron(0 3 * * ? *)', { arn: '!ImportValue other' });
    const off = at('E', 'cron(0 3 * * ? *)', { state: 'State: DISABLED' });
    const rate = at('F', 'rate(1 minute)');
    expect(tokens([...three, other, off, rate], 3)).toEqual([]);
  });

  it('counts instants in zones', () => {
    const berlin = at('G', 'cron(0 4 * * ? *)', { zone: 'Europe/Berlin' });
    expect(tokens([...three, berlin], 3)).toMatchObject([{ token: 'cron(0 4 * * ? *)' }]);
  });
});
