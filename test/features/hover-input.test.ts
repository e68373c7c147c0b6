import { describe, expect, it } from 'vitest';
import { hoverAt } from './helpers.js';

const rule = (input: string, parameters = '{TaskDefinitionArn: !Ref Task}') => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: app, Image: app:1}]
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Id: a
          Input: ${input}
          EcsParameters: ${parameters}
`;

describe('in the JSON of an Input', () => {
  it.each([
    ['single quotes', `'{"containerOverrides":[{"com|mand":["a"]}]}'`, '"command"'],
    [
      'double quotes',
      String.raw`"{\"containerOverrides\":[{\"com|mand\":[\"a\"]}]}"`,
      String.raw`\"command\"`,
    ],
  ])('a key in %s says what it is for', (_, input, of) => {
    const found = hoverAt(rule(input));
    expect(found?.markdown).toMatch(/^\*\*command\*\* · list\n\nThe words that the container/);
    expect(found?.of).toBe(of);
  });

  it('a container names its image and task definition', () => {
    const input = `'{"containerOverrides":[{"name":"a|pp"}]}'`;
    expect(hoverAt(rule(input))).toMatchObject({
      markdown: '**app** · container of `Task`\n\nImage: `app:1`',
      of: '"app"',
    });
    expect(hoverAt(rule(input, '{TaskDefinitionArn: !ImportValue x}'))).toBeNull();
  });

  it('a container of a task definition that is imported says where that is', () => {
    const input = `'{"containerOverrides":[{"name":"wo|rker"}]}'`;
    const app = `Resources:
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: worker, Image: app:2}]
Outputs:
  Arn: {Value: !Ref Jobs, Export: {Name: !Sub '\${AWS::StackName}-task'}}
`;
    const imported = rule(input, '{TaskDefinitionArn: !ImportValue app-task}');
    expect(hoverAt(imported, { files: { 'app.yml': app } })?.markdown).toBe(
      '**worker** · container of `Jobs` in `app.yml`\n\nImage: `app:2`',
    );
  });

  it('a word of a command shows the whole', () => {
    const input = `'{"containerOverrides":[{"name":"app","command":["bundle","exec","ra|ke"]}]}'`;
    expect(hoverAt(rule(input))?.markdown).toBe(
      'Runs in the container `app`:\n\n```sh\nbundle exec rake\n```',
    );
  });

  it('a key that is unknown says nothing', () =>
    expect(hoverAt(rule(`'{"containerOverrides":[{"no|pe":1}]}'`))).toBeNull());
});
