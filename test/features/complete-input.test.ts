import { describe, expect, it } from 'vitest';
import { complete } from '../../server/src/features/complete.js';
import { commandWordIn } from '../../server/src/features/complete-input.js';
import { hover } from '../../server/src/features/hover.js';
import { inputCursorAt } from '../../server/src/features/input-cursor.js';
import { inputsOf } from '../../server/src/template/input.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';
import { envOf, insertedText, sorted } from './helpers.js';

function commandWordAt(...where: Parameters<typeof inputCursorAt>) {
  const cursor = inputCursorAt(...where);
  return cursor && commandWordIn(cursor);
}

const SIBLING = (id: string, task: string) => `  ${id}:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Id: a
          Input: '{"containerOverrides":[{"name":"web","command":["bundle","exec","rake","${task}"],"environment":[{"name":"RAILS_ENV","value":"production"}]}]}'
          EcsParameters: {TaskDefinitionArn: !Ref Task}
`;

/** The Input's JSON has its cursor as `¦`. */
const yaml = (input: string) => `Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: app, Image: app:1, Environment: [{Name: REDIS_URL, Value: x}]}
        - Name: !Sub '\${AWS::StackName}-log'
${SIBLING('One', 'a:b')}${SIBLING('Two', 'c:d')}  Rule:
    Type: AWS::Events::Rule
    Properties:
      Targets:
        - Id: a
          Input: ${input}
          EcsParameters: {TaskDefinitionArn: !Ref Task}
`;

const STYLES: Readonly<Record<string, (json: string) => string>> = {
  'single quotes': json => yaml(`'${json.replaceAll("'", "''")}'`),
  'double quotes': json => yaml(JSON.stringify(json)),
  'a literal': json => yaml(`|\n            ${json}`),
  'a folded text': json => yaml(`>-\n            ${json}`),
  'a literal of Fn::Sub': json => yaml(`!Sub |-\n            ${json}`),
  'a JSON template': json =>
    JSON.stringify({
      Resources: {
        One: {
          Type: 'AWS::Events::Rule',
          Properties: {
            Targets: [{ Input: '{"containerOverrides":[{"command":["bundle","exec","rake"]}]}' }],
          },
        },
        Rule: {
          Type: 'AWS::Events::Rule',
          Properties: { Targets: [{ Input: json, EcsParameters: {} }] },
        },
      },
    }),
};

function at(template: string) {
  const offset = template.indexOf('¦');
  const text = template.replace('¦', '');
  return { text, offset, template: parseTemplate(text) };
}

function offered(template: string, files: Record<string, string> = {}) {
  const { text, offset, template: parsed } = at(template);
  const workspace = workspaceOf({ ...files, 'schedules.yml': text });
  return { text, found: sorted(complete(parsed, offset, { ...envOf(text), workspace })) };
}

const labels = (template: string) => offered(template).found.map(({ label }) => label);

/** The template once a completion is taken. */
function taken(template: string, label: string, files?: Record<string, string>): string {
  const { text, found } = offered(template, files);
  const item = found.find(item => item.label === label);
  if (!item) throw new Error(`${label} is not offered but ${found.map(({ label }) => label)}`);
  return text.slice(0, item.start) + insertedText(item) + text.slice(item.end);
}

/** What the input of the last resource says. */
function jsonOf(text: string): unknown {
  const { block } = parseTemplate(text).blocks.at(-1) ?? {};
  const input = block && inputsOf(block)[0];
  return JSON.parse(input?.scalar.text ?? '');
}

describe.each(Object.entries(STYLES))('the JSON of an Input in %s', (_, styled) => {
  it('has its keys completed, half typed or not', () => {
    for (const half of ['{"conta¦}', '{"¦}', '{"¦"}', '{"conta¦"}', '{¦}', '{cont¦}'])
      expect(jsonOf(taken(styled(half), 'containerOverrides')), half).toEqual({
        containerOverrides: [{}],
      });
    expect(jsonOf(taken(styled('{"cont¦": []}'), 'containerOverrides'))).toEqual({
      containerOverrides: [],
    });
  });

  it('has the keys of a container completed before, between and after others', () => {
    const inside = (keys: string) => styled(`{"containerOverrides": [{${keys}}]}`);
    expect(labels(inside('"name": "app", "¦'))).toEqual([
      'command',
      'environment',
      'environmentFiles',
      'cpu',
      'memory',
      'memoryReservation',
      'resourceRequirements',
    ]);
    for (const [keys, command] of [
      ['"name": "app", "comm¦', ['']],
      ['¦"name": "app"', ['']],
      ['"name": "app", ¦"cpu": 1', ['']],
    ] as const)
      expect(jsonOf(taken(inside(keys), 'command')), keys).toMatchObject({
        containerOverrides: [{ name: 'app', command }],
      });
  });

  it('has words of a command completed, however far they are closed', () => {
    const words = ['["bundle", "ex¦]', '["bundle", "ex¦"]', '["bundle", ¦]', '["bundle", "¦c"]'];
    for (const list of words)
      expect(
        jsonOf(taken(styled(`{"containerOverrides": [{"command": ${list}}]}`), 'exec')),
        list,
      ).toEqual({ containerOverrides: [{ command: ['bundle', 'exec'] }] });
  });

  it('has a rake task with a quote in its name written so that it reads', () => {
    const files = { Rakefile: 'task "it\'s:\\"x\\""' };
    for (const half of ['["rake", "¦]', '["rake", "¦"]', '["rake", ¦]']) {
      const template = styled(`{"containerOverrides": [{"command": ${half}}]}`);
      expect(jsonOf(taken(template, `it's:"x"`, files)), half).toEqual({
        containerOverrides: [{ command: ['rake', `it's:"x"`] }],
      });
    }
  });
});

it.each(Object.entries(STYLES))(
  'is asked at every place of a text in %s that is cut off',
  (_, styled) => {
    const json =
      '{"containerOverrides": [{"name": "it\'s", "command": ["a", "${B}"], "environment": [{"name": "x"}]}]}';
    for (let cut = 0; cut <= json.length; cut++)
      for (const rest of [json.slice(cut), '', '}']) {
        const { text, offset, template } = at(styled(`${json.slice(0, cut)}¦${rest}`));
        for (const { start, end } of complete(template, offset, envOf(text))) {
          expect([start <= offset, offset <= end]).toEqual([true, true]);
          expect(text.slice(start, end)).not.toMatch(/[\r\n]/);
        }
        hover(template, offset, envOf(text));
      }
  },
);

const inCommand = (list: string) => yaml(`'{"containerOverrides":[{"command":${list}}]}'`);

describe('in the Input of a rule', () => {
  it('containers and variables come from the task definition that is imported', () => {
    const app = `Resources:
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - {Name: worker, Environment: [{Name: QUEUE, Value: x}]}
        - Name: !Sub '\${AWS::StackName}-log'
Outputs:
  Arn: {Value: !Ref Jobs, Export: {Name: !Sub '\${AWS::StackName}-task'}}
`;
    const importing = (json: string) => {
      const template = yaml(`!Sub '${json}'`);
      const last = template.lastIndexOf('!Ref Task');
      return `${template.slice(0, last)}{'Fn::ImportValue': app-task}}\n`;
    };
    const details = (json: string) =>
      offered(importing(json), { 'app.yml': app }).found.map(
        ({ label, detail }) => `${label}: ${detail}`,
      );
    expect(details('{"containerOverrides":[{"name":"¦"}]}')).toEqual([
      'worker: container of Jobs in app.yml',
      'web: as in One',
    ]);
    expect(details('{"containerOverrides":[{"environment":[{"name":"¦"}]}]}')).toEqual([
      'QUEUE: set in Jobs in app.yml',
      'RAILS_ENV: as in One',
    ]);
  });

  it('containers come from the task definition, then from the other rules', () => {
    expect(labels(yaml(`'{"containerOverrides":[{"name":"¦"}]}'`))).toEqual(['app', 'web']);
    expect(labels(yaml(`!Sub '{"containerOverrides":[{"name":"¦"}]}'`))).toEqual([
      'app',
      '${AWS::StackName}-log',
      'web',
    ]);
  });

  it('variables come from the task definition and the other rules', () => {
    const variable = `'{"containerOverrides":[{"environment":[{"name":"¦"}]}]}'`;
    expect(labels(yaml(variable))).toEqual(['REDIS_URL', 'RAILS_ENV']);
  });

  it('words are those that other commands have there, without the jobs of others', () => {
    expect(labels(inCommand('["¦"]'))).toEqual(['bundle']);
    expect(labels(inCommand('["bundle","exec","¦"]'))).toEqual(['rake']);
    expect(labels(inCommand('["bundle","exec","rake","¦"]'))).toEqual([]);
    expect(labels(inCommand('["rake","¦"]'))).toEqual([]);
  });

  it('values that can be counted are offered', () => {
    const type = `'{"containerOverrides":[{"resourceRequirements":[{"type":"¦"}]}]}'`;
    expect(labels(yaml(type))).toEqual(['GPU', 'InferenceAccelerator']);
  });

  it('an empty one begins with everything', () => {
    const text = taken(yaml("'¦'"), '{"containerOverrides": …}');
    expect(jsonOf(text)).toEqual({ containerOverrides: [{ name: '', command: [''] }] });
  });

  it('keys stand on lines of their own', () => {
    const lines = `|
            {
              "containerOverrides": [{
                "name": "app",
                ¦
              }]
            }`;
    expect(jsonOf(taken(yaml(lines), 'command'))).toEqual({
      containerOverrides: [{ name: 'app', command: [''] }],
    });
  });

  it.each([
    ['behind a value', `'{"containerOverrides": [] ¦}'`],
    ['in a text', `'{"containerOverrides":[{"command":["a"],"unknown":"¦"}]}'`],
    ['behind the JSON', `'{"containerOverrides":[]}¦'`],
  ])('nothing is offered %s', (_, input) => expect(labels(yaml(input))).toEqual([]));

  it('nothing is offered where the target runs no task', () => {
    const lambda = yaml('\'{"¦"}\'').replace(/ {10}EcsParameters.*\n$/, '');
    expect(labels(lambda)).toEqual([]);
  });
});

describe('the word of a command at a place', () => {
  it('is told with those around it and where it stands', () => {
    const { text, offset, template } = at(inCommand('["bundle","ex¦ec", "rake"]'));
    const word = commandWordAt(template, offset);
    expect(word).toMatchObject({ command: ['bundle', 'exec', 'rake'], index: 1, typed: 'ex' });
    expect(text.slice(word?.slot.start, word?.slot.end)).toBe('exec');
  });

  it('is none elsewhere', () => {
    const { offset, template } = at(yaml(`'{"containerOverrides":[{"name":"¦"}]}'`));
    expect(commandWordAt(template, offset)).toBeNull();
  });
});
