import { describe, expect, it } from 'vitest';
import { inputChoice } from '../../../server/src/rules/target/input-choice.js';
import { inputJson } from '../../../server/src/rules/target/input-json.js';
import { inputSize } from '../../../server/src/rules/target/input-size.js';
import { found } from '../../support/findings.js';

const target = (lines: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: a
          ${lines}
`;
const rule = (input: string) => target(`Input: ${input}`);
const schedule = (arn: string, input: string) => `Resources:
  S:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: ${arn}, RoleArn: x, Input: ${input}}
`;
const arn = (service: string) => `'arn:aws:${service}:us-east-1:123456789012:cluster/x'`;

describe('target/input-json', () => {
  it('leaves to Scheduler what it puts in, with and without quotes', () => {
    const input = `'{"at": "<aws.scheduler.scheduled-time>", "try": <aws.scheduler.attempt-number>}'`;
    expect(found(inputJson, schedule(arn('lambda'), input))).toEqual([]);
    expect(found(inputJson, rule(input))).toMatchObject([{ severity: 'error' }]);
    const other = `'{"try": <attempt-number>}'`;
    expect(found(inputJson, schedule(arn('lambda'), other))).toHaveLength(1);
  });

  it.each([
    [`'{"a": 1,}'`, '}', 'no trailing comma'],
    [`'{a: 1}'`, 'a', 'Keys of JSON stand in double quotes: `"a"`.'],
    [`"{'a': 1}"`, "'a'", 'JSON has no single quotes.'],
    [`'{"a": True}'`, 'True', 'JSON writes `true` for `True`.'],
    [`'{"a": 1}}'`, '}', 'The JSON has ended before this.'],
    [`'{"a": 1'`, '1', 'A closing `}` is missing.'],
    [`'{"a": "it''s" "b": 1}'`, '"b"', 'A comma is missing before this.'],
    [`'{"a": 1 /* one */}'`, '/* one */', 'JSON has no comments.'],
    [String.raw`"{\"a\": \"x\" \"b\"}"`, String.raw`\"b\"`, 'A comma is missing'],
    [`!Sub '{"a": "\${X}",}'`, '}', 'no trailing comma'],
    [`!If [Live, '{"a": 1}', '{"a": 2,}']`, '}', 'no trailing comma'],
    ['|\n            {\n              "a": 1,\n            }', '}', 'no trailing comma'],
  ])('says where %j stops being JSON', (input, token, words) => {
    const problems = found(inputJson, rule(input));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain(words);
  });

  it.each([
    `'{"a": [1, "\${X}"]}'`,
    `!Sub '{"a": \${X}, "b": [\${List}]}'`,
    `!Sub '\${X}'`,
    `'{"a": {{resolve:ssm:count}}}'`,
    `!Sub '{"a": "\${!NotAHole}"}'`,
    `!Join ['', ['{"a": ', !Ref X, '}']]`,
    `!Ref X`,
    `'{"a": 1, "a": 2}'`,
    `'"a text of JSON"'`,
    `'3'`,
    '3',
    'true',
    `''`,
    `|\n            {"a": "b",\n             "c": null}\n`,
    `{Fn::Transform: {Name: ToJson}}`,
  ])('says nothing of %j', input => expect(found(inputJson, rule(input))).toEqual([]));

  it('writes no mapping as a text of which a part is not known', () => {
    const [problem, ...others] = found(inputJson, rule('{a: !Ref X}'));
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ severity: 'error', token: '{a: !Ref X}' });
    expect(problem?.fixes ?? []).toEqual([]);
  });

  it('says a mapping on lines of its own on the first of them', () => {
    expect(found(inputJson, rule('\n            a: 1\n            b: 2'))).toMatchObject([
      { token: 'a: 1', message: expect.stringContaining('this is a mapping') },
    ]);
  });

  it('leaves a text to the targets of Scheduler that take any', () => {
    for (const service of ['ecs', 'lambda', 'states', 'events'])
      expect(found(inputJson, schedule(arn(service), "'{bad'"))).toMatchObject([
        { severity: 'warning' },
      ]);
    for (const free of [arn('sqs'), arn('sns'), '!GetAtt Queue.Arn'])
      expect(found(inputJson, schedule(free, "'{bad'"))).toEqual([]);
  });
});

describe('target/input-choice', () => {
  it('says the second of two, and the third', () => {
    const lines = ['Input: x', 'InputPath: $.a', 'InputTransformer: {InputTemplate: x}'];
    const tokens = (some: string[]) =>
      found(inputChoice, target(some.join('\n          '))).map(({ token }) => token);
    expect(tokens(lines)).toEqual(['InputPath', 'InputTransformer']);
    expect(tokens(lines.slice(1))).toEqual(['InputTransformer']);
    expect(tokens(lines.slice(0, 1))).toEqual([]);
  });

  it('says nothing where one of them may be absent', () => {
    const lines = `Input: !If [A, x, !Ref AWS::NoValue]
          InputPath: !If [A, !Ref AWS::NoValue, $.a]`;
    expect(found(inputChoice, target(lines))).toEqual([]);
  });
});

describe('target/input-size', () => {
  const long = (length: number) => `'"${'x'.repeat(length - 2)}"'`;

  it('counts what the string holds', () => {
    expect(found(inputSize, rule(long(8192)))).toEqual([]);
    expect(found(inputSize, rule(long(8193)))).toMatchObject([
      { severity: 'error', message: expect.stringContaining('has 8193 characters') },
    ]);
    const template = target(`InputTransformer: {InputTemplate: ${long(8193)}}`);
    expect(found(inputSize, template)[0]?.message).toMatch(/^InputTemplate has 8193/);
  });

  it('leaves out what is put in at deployment', () => {
    const sub = (length: number) => `!Sub '${'x'.repeat(length)}\${${'Y'.repeat(300)}}'`;
    expect(found(inputSize, rule(sub(8192)))).toEqual([]);
    expect(found(inputSize, rule(sub(8193)))[0]?.message).toContain('at least 8193');
  });

  it('knows of Scheduler only what ECS takes', () => {
    expect(found(inputSize, schedule(arn('ecs'), long(8193)))).toMatchObject([
      { severity: 'warning' },
    ]);
    expect(found(inputSize, schedule(arn('sqs'), long(8193)))).toEqual([]);
  });
});
