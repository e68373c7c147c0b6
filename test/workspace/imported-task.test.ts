import { describe, expect, it } from 'vitest';
import { type Name, nameText, subParts } from '../../server/src/template/names.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { importedTask } from '../../server/src/workspace/imported-task.js';
import { workspaceOf } from '../support/workspace.js';

const name = (text: string): Name =>
  subParts(text).map(({ kind, text }) => (kind === 'hole' ? { kind, name: text } : { kind, text }));

/** A template that defines a task and exports its ARN. */
const app = (exported: string, value = '!Ref Task', more = '') => `Parameters:
  Stage: {Type: String, Default: live}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: !Sub '\${Stage}-jobs'
      ContainerDefinitions: [{Name: app}, {Name: log}]
${more}Outputs:
  TaskArn:
    Value: ${value}
    Export:
      Name: !Sub '${exported}'
`;

const recorded = (stack: string, exported: string) =>
  JSON.stringify({
    Exports: [
      {
        ExportingStackId: `arn:aws:cloudformation:eu-west-1:123456789012:stack/${stack}/0a1b`,
        Name: exported,
        Value: '',
      },
    ],
  });

function told(files: Readonly<Record<string, string>>, imported = 'app-live-task') {
  const task = importedTask(name(imported), workspaceOf(files));
  return (
    task &&
    `${task.isSure ? 'surely' : 'maybe'} ${task.definition.id} in ${task.uri.slice('file:///'.length)}`
  );
}

describe('the task definition behind an import', () => {
  it.each([
    ['its ARN', '!Ref Task'],
    ['a Sub of it', "!Sub '${Task}'"],
    ['its attribute', '!GetAtt Task.TaskDefinitionArn'],
    ['an ARN of its family', "!Sub 'arn:aws:ecs:eu-west-1:1:task-definition/${Stage}-jobs'"],
    [
      'an ARN put together',
      "!Join [':', [arn, !Ref AWS::Partition, ecs, e, 1, !Sub 'task-definition/${Stage}-jobs']]",
    ],
  ])('is found by %s', (_, value) => {
    const files = { 'app.yml': app('app-live-task', value) };
    expect(told(files)).toBe('surely Task in project/app.yml');
  });

  it.each([
    ['its name', 'app-live-task', {}],
    ['its name with the defaults of its parameters', 'app-${Stage}-task', {}],
    [
      'the stack’s name in a recorded list',
      '${AWS::StackName}-task',
      { 'exports.json': recorded('app-live', 'app-live-task') },
    ],
  ])('is sure by %s', (_, exported, files) =>
    expect(told({ ...files, 'app.yml': app(exported) })).toBe('surely Task in project/app.yml'),
  );

  it.each([
    ['the stack may have another name', '${AWS::StackName}-task', {}, 'app-live-task'],
    [
      'the recorded list speaks of another stack',
      '${AWS::StackName}-task',
      { 'exports.json': recorded('app', 'app-live-task') },
      'app-live-task',
    ],
    ['the name has a hole', 'app-live-task', {}, '${App}-task'],
    ['the default is another', 'app-${Stage}-task', {}, 'app-test-task'],
  ])('is not sure where %s', (_, exported, files, imported) =>
    expect(told({ ...files, 'app.yml': app(exported) }, imported)).toBe(
      'maybe Task in project/app.yml',
    ),
  );

  it('is not sure while files are being read', () => {
    const workspace = workspaceOf({ 'app.yml': app('app-live-task') });
    workspace.settled = false;
    expect(importedTask(name('app-live-task'), workspace)?.isSure).toBe(false);
  });

  it.each([
    ['two templates can export it', { 'b.yml': app('${AWS::StackName}-task') }],
    ['the export gives something else', { 'app.yml': app('app-live-task', '!Ref Stage') }],
    ['the export gives an attribute', { 'app.yml': app('app-live-task', '!GetAtt Task.Other') }],
    [
      'the ARN has a revision',
      { 'app.yml': app('app-live-task', "!Sub 'arn:aws:ecs:e:1:task-definition/${Stage}-jobs:3'") },
    ],
    [
      'two tasks are of the family',
      {
        'app.yml': app(
          'app-live-task',
          "!Sub 'arn:aws:ecs:e:1:task-definition/${Stage}-jobs'",
          "  Other:\n    Type: AWS::ECS::TaskDefinition\n    Properties: {Family: !Sub '${Stage}-jobs', ContainerDefinitions: !Ref X}\n",
        ),
      },
    ],
    ['nobody exports it', { 'app.yml': app('app-live-cluster') }],
  ])('is not known where %s', (_, files) =>
    expect(told({ 'app.yml': app('app-live-task'), ...files })).toBeNull(),
  );

  it('follows what its template says', () => {
    const workspace = workspaceOf({ 'app.yml': app('app-live-task') });
    const known = () => importedTask(name('app-live-task'), workspace);
    const type = (text: string) => {
      const { revision } = workspace;
      workspace.setFile('file:///project/app.yml', factsOf(parseTemplate(text).blocks));
      return workspace.revision > revision;
    };
    const containers = () =>
      known()?.definition.containers?.map(({ name }) => name && nameText(name));
    expect(containers()).toEqual(['app', 'log']);
    expect(type(app('app-live-task').replace('Name: log', 'Name: logs'))).toBe(true);
    expect(containers()).toEqual(['app', 'logs']);
    expect(known()?.isSure).toBe(true);
    expect(type(app('app-${Stage}-task'))).toBe(true);
    expect(known()?.isSure).toBe(true);
    expect(type(app('app-${Stage}-task').replace('Default: live', 'Default: test'))).toBe(true);
    expect(known()?.isSure).toBe(false);
  });
});
