import { describe, expect, it } from 'vitest';
import { duplicateId } from '../../../server/src/rules/target/duplicate-id.js';
import { id } from '../../../server/src/rules/target/id.js';
import { tooMany } from '../../../server/src/rules/target/too-many.js';
import { found } from '../../support/findings.js';

const rule = (targets: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:${targets}
`;

const items = (...ids: readonly string[]) =>
  ids.map(text => `\n        - {Arn: a, Id: ${text}}`).join('');

const asSchedule = (text: string) =>
  text.replace('Events::Rule', 'Scheduler::Schedule').replace('Targets:', 'Target:');

describe('target/too-many', () => {
  const five = ['a', 'b', 'c', 'd', 'e'];

  it('lies on the first target that is too many', () => {
    const text = rule(items(...five, 'f', 'g'));
    const [problem, more] = found(tooMany, text);
    expect(more).toBeUndefined();
    expect(problem).toMatchObject({ severity: 'error', token: 'Arn' });
    expect(problem?.start).toBe(text.indexOf('Arn: a, Id: f'));
    expect(problem?.message).toContain('at most 5 targets, and `Nightly` has 7');
  });

  it.each([
    ['five', items(...five)],
    ['one that may be absent', `${items(...five)}\n        - !If [C, {Id: f}, !Ref AWS::NoValue]`],
    ['what a macro brings', `${items(...five)}\n        - Fn::Transform: {Name: More}`],
    ['a list from elsewhere', ' !Ref Targets'],
    ['two branches', ' !If [C, [{Id: a}, {Id: b}, {Id: c}], [{Id: d}, {Id: e}, {Id: f}]]'],
  ])('says nothing of %s', (_, targets) => expect(found(tooMany, rule(targets))).toEqual([]));

  it('counts one that has two branches, and each branch of the list', () => {
    expect(
      found(tooMany, rule(`${items(...five)}\n        - !If [C, {Id: f}, {Id: g}]`)),
    ).toHaveLength(1);
    expect(found(tooMany, rule(` !If [C, [1, 2, 3, 4, 5, 6], [1]]`))).toMatchObject([
      { token: '6' },
    ]);
  });
});

describe('target/duplicate-id', () => {
  it.each([
    [items('t', 'u', 't'), 't'],
    [items('t', '"t"'), '"t"'],
    [
      items('!Sub "${AWS::StackName}-t"', '!Sub "${AWS::StackName}-t"'),
      '!Sub "${AWS::StackName}-t"',
    ],
    [' !If [C, [{Id: a}, {Id: a}], [{Id: b}]]', 'a'],
  ])('is said of the second in %j', (targets, token) =>
    expect(found(duplicateId, rule(targets))).toMatchObject([{ token, severity: 'error' }]),
  );

  it.each([
    items('t', 'T'),
    items('!Sub "${A}-t"', '!Sub "${B}-t"'),
    items('!ImportValue x', '!ImportValue x'),
    items('', ''),
    ' [{Id: a}, !If [C, {Id: a}, !Ref AWS::NoValue]]',
    ' !If [C, [{Id: a}], [{Id: a}]]',
  ])('says nothing of %j', targets => expect(found(duplicateId, rule(targets))).toEqual([]));
});

describe('target/id', () => {
  it.each([
    ['bad id!', 'has a blank'],
    ["'größe'", 'has `ö`'],
    ['"a/b"', 'has `/`'],
    ['n'.repeat(65), 'has 65'],
  ])('is said of %s', (token, said) => {
    const problems = found(id, rule(items(token)));
    expect(problems).toMatchObject([{ token, severity: 'error', fixes: [{ safe: false }] }]);
    expect(problems[0]?.message).toContain(said);
  });

  it.each([
    [items("''"), 'is empty'],
    [items("'!!'"), 'has `!`'],
    [items('!Sub "${AWS::StackName} jobs"'), 'has a blank'],
    ['\n        - Arn: a', 'This target has no Id'],
    ['\n        - {Arn: a, Id: }', 'This target has no Id'],
  ])('says of %j what is wrong, with nothing to offer', (targets, said) => {
    const [problem] = found(id, rule(targets));
    expect(problem?.message).toContain(said);
    expect(problem?.fixes).toBeUndefined();
  });

  it.each([
    items('a.b-c_D9', '1', '!Ref Name', '!Sub "${A}-b"', "'{{resolve:ssm:/the id}}'"),
    items('n'.repeat(64)),
    '\n        - {Arn: a, <<: *defaults}',
    '\n        - {Arn: a, ID: b}',
  ])('says nothing of %j', targets => expect(found(id, rule(targets))).toEqual([]));

  it('is nothing that a schedule has', () =>
    expect(found(id, asSchedule(rule(' {Arn: a}')))).toEqual([]));
});
