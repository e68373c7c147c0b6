import { describe, expect, it } from 'vitest';
import { duplicate } from '../../../server/src/rules/export/duplicate.js';
import { name } from '../../../server/src/rules/export/name.js';
import { taskRevision } from '../../../server/src/rules/export/task-revision.js';
import { found } from '../../support/findings.js';

const RESOURCES = `Resources:
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: app}}
  Queue: {Type: AWS::SQS::Queue}
`;

interface Output {
  readonly name: string;
  readonly condition?: string;
  readonly value?: string;
}

const template = (...outputs: Output[]) =>
  `${RESOURCES}Outputs:\n${outputs
    .map(
      ({ name, condition, value = '!Ref Queue' }, i) =>
        `  O${i}:\n${condition ? `    Condition: ${condition}\n` : ''}    Value: ${value}\n    Export:\n      Name: ${name}\n`,
    )
    .join('')}`;

describe('export/duplicate', () => {
  it.each([
    ['same', 'same'],
    ["!Sub '${AWS::StackName}-x'", "!Sub '${AWS::StackName}-x'"],
    ["!Sub '${AWS::StackName}-x'", "!Join ['-', [!Ref AWS::StackName, x]]"],
  ])('finds %s beside %s', (first, second) => {
    const text = template({ name: first }, { name: second });
    const problems = found(duplicate, text);
    expect(problems).toMatchObject([
      { token: second, severity: 'error', start: text.lastIndexOf(second) },
    ]);
    expect(problems[0]?.message).toContain('is exported by `O0` too');
    expect(problems[0]?.related).toMatchObject({
      start: text.indexOf(first),
      uri: 'file:///project/template.yml',
    });
  });

  it('finds it under one condition, and warns where only one of the two has one', () => {
    const name = 'same';
    expect(
      found(duplicate, template({ name, condition: 'A' }, { name, condition: 'A' })),
    ).toMatchObject([{ severity: 'error' }]);
    expect(found(duplicate, template({ name }, { name, condition: 'A' }))).toMatchObject([
      { severity: 'warning' },
    ]);
  });

  it('says nothing of different names, parameters and conditions', () => {
    const name = 'same';
    expect(found(duplicate, template({ name }, { name: 'other' }))).toEqual([]);
    expect(
      found(duplicate, template({ name, condition: 'A' }, { name, condition: 'NotA' })),
    ).toEqual([]);
    expect(
      found(duplicate, template({ name: "!Sub '${A}-x'" }, { name: "!Sub '${B}-x'" })),
    ).toEqual([]);
  });

  it('says nothing of the same name in another file, which may be for another account', () => {
    const text = template({ name: 'same' });
    expect(found(duplicate, text, { files: { 'eu.yml': text } })).toEqual([]);
  });
});

describe('export/name', () => {
  it.each([
    ['live_queue', 'live_queue', '`_` can’t be'],
    ["'a b'", "'a b'", 'A blank can’t be'],
    ['Global.Queue', 'Global.Queue', '`.` can’t be'],
    ["!Sub '${AWS::StackName}/x'", "!Sub '${AWS::StackName}/x'", '`/` can’t be'],
    ['!If [A, a_b, c]', '!If [A, a_b, c]', '`_` can’t be'],
    ["''", "''", 'can’t be empty'],
    ['', 'Name', 'has no name'],
    ['ä', 'ä', '`ä` can’t be'],
    ['e'.repeat(256), 'e'.repeat(256), 'has 256 characters'],
    [
      `!Sub '\${AWS::StackName}-${'e'.repeat(255)}'`,
      `!Sub '\${AWS::StackName}-${'e'.repeat(255)}'`,
      '256 or more characters',
    ],
  ])('finds %s', (name_, token, said) => {
    const problems = found(name, template({ name: name_ }));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain(said);
  });

  it('finds an export without a name', () => {
    expect(found(name, 'Resources: {}\nOutputs:\n  O: {Value: x, Export: name}\n')).toMatchObject([
      { token: 'Export' },
    ]);
    expect(
      found(name, 'Resources: {}\nOutputs:\n  O:\n    Export: {Fn::Transform: {Name: Named}}\n'),
    ).toEqual([]);
  });

  it.each([
    'live-queue',
    'app:queue-1',
    'e'.repeat(255),
    '123',
    "!Sub '${AWS::StackName}-x'",
    '!Ref Some_Parameter',
    '!FindInMap [a_b, c_d, e_f]',
  ])('says nothing of %s', good => expect(found(name, template({ name: good }))).toEqual([]));
});

describe('export/task-revision', () => {
  it.each([
    ['!Ref Task', 'Task'],
    ["!Sub '${Task}'", '${Task}'],
    ['!GetAtt Task.TaskDefinitionArn', 'Task.TaskDefinitionArn'],
    ['!If [A, !Ref Task, x]', 'Task'],
  ])('finds %s', (value, token) => {
    const problems = found(taskRevision, template({ name: 'task', value }));
    expect(problems).toMatchObject([{ token, severity: 'info' }]);
    expect(problems[0]?.message).toContain('`Task` with its revision');
  });

  it('says nothing of other resources, and of an output that nobody can import', () => {
    expect(found(taskRevision, template({ name: 'q', value: '!Ref Queue' }))).toEqual([]);
    expect(
      found(
        taskRevision,
        template({ name: 't', value: 'arn:aws:ecs:eu-west-1:1:task-definition/app' }),
      ),
    ).toEqual([]);
    expect(found(taskRevision, `${RESOURCES}Outputs:\n  O: {Value: !Ref Task}\n`)).toEqual([]);
  });
});
