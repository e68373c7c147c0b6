import { describe, expect, it } from 'vitest';
import { none } from '../../../server/src/rules/target/none.js';
import { found } from '../../support/findings.js';

const rule = (more: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
${more}`;

const asSchedule = (text: string) => text.replace('Events::Rule', 'Scheduler::Schedule');

describe('target/none', () => {
  it.each([
    ['', 'Nightly'],
    ['      Targets: []\n', 'Targets'],
    ['      Targets:\n', 'Targets'],
  ])('warns of a rule with %j', (more, token) => {
    const problems = found(none, rule(more));
    expect(problems).toMatchObject([{ token, severity: 'warning' }]);
    expect(problems[0]?.message).toContain('`Nightly` has no targets');
  });

  it('is an error of a schedule, which must have one', () => {
    expect(found(none, asSchedule(rule('')))).toMatchObject([
      { token: 'Nightly', severity: 'error' },
    ]);
    expect(found(none, asSchedule(rule('      Target: {Arn: x}\n')))).toEqual([]);
  });

  it('is an error of a target without an Arn', () => {
    expect(found(none, rule('      Targets: [{Id: a}]\n'))).toMatchObject([
      { token: 'Id', severity: 'error' },
    ]);
    expect(found(none, asSchedule(rule('      Target: {RoleArn: r}\n')))).toHaveLength(1);
  });

  it('can be seen where the key that it lies on is not yet typed', () => {
    const [problem] = found(none, rule('      Targets:\n        - : x\n          Id: a\n'));
    expect(problem?.token).toBe(':');
  });

  it.each([
    '      Targets: !Ref Given\n',
    '      Targets: !If [C, [{Id: a, Arn: x}], !Ref AWS::NoValue]\n',
    '      Targets: [!If [C, {Id: a, Arn: x}, !Ref AWS::NoValue]]\n',
    '      Targets: [{Id: a, <<: *queue}]\n',
    '      targets: [{Id: a, Arn: x}]\n',
    '      <<: *defaults\n',
    '      Fn::Transform: {Name: AWS::Include, Parameters: {Location: x}}\n',
  ])('says nothing of %j', more => expect(found(none, rule(more))).toEqual([]));
});
