import { describe, expect, it } from 'vitest';
import { definition } from '../../server/src/features/definition.js';
import { highlights } from '../../server/src/features/highlights.js';
import type { Place } from '../../server/src/features/named.js';
import { references } from '../../server/src/features/references.js';
import { selectionRanges } from '../../server/src/features/selection-ranges.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf, marked, type World } from './helpers.js';
import { NETWORK, WORLD } from './importing.js';

const TEMPLATE = `Metadata:
  AWS::CloudFormation::Interface:
    ParameterGroups:
      - Parameters: [Stage]
    ParameterLabels:
      Stage: {default: Where}
Parameters:
  Stage: {Type: String}
Mappings:
  Sizes: {live: {Cpu: 256}}
Conditions:
  IsLive: !Equals [!Ref Stage, live]
  IsLate: !And [!Condition IsLive, {Condition: IsLive}]
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Condition: IsLive
  Rule:
    Type: AWS::Events::Rule
    DependsOn: [Queue]
    Properties:
      Name: !If [IsLive, !Sub '\${Stage}-\${Queue.QueueName}', !Ref 'AWS::NoValue']
      Description: !Sub ['\${Queue} \${!Queue} \${Stage}', {Queue: local}]
      EventBusName: !FindInMap [Sizes, live, Cpu]
      Targets:
        - Id: one
          Arn: !GetAtt Queue.Arn
          Input: !Sub |
            first
              {"a": "\${Queue}"}
        - Id: two
          Arn:
            Fn::GetAtt: [Queue, Arn]
Outputs:
  Queue:
    Condition: IsLive
    Value: !Ref Queue
`;

/** The template with the cursor in the n-th place that has the text. */
function at(text: string, nth = 0): number {
  let offset = -1;
  for (let i = 0; i <= nth; i++) offset = TEMPLATE.indexOf(text, offset + 1);
  if (offset < 0) throw new Error(`no ${text}`);
  return offset + 1;
}

/** Places as the lines they are on, with their texts. */
function shown(text: string, spans: readonly { start: number; end: number }[]): string[] {
  return spans.map(({ start, end }) => {
    const line = text.slice(0, start).split('\n').length;
    return `${line} ${text.slice(start, end)}`;
  });
}

const here = parseTemplate(TEMPLATE);
const env = envOf(TEMPLATE);
const referencesOf = (offset: number) =>
  shown(TEMPLATE, references(here, offset, env, true)).map(line => Number.parseInt(line, 10));

describe('in one template', () => {
  it.each([
    ['Ref', 'Queue\n', 4, '15 Queue'],
    ['GetAtt', 'Queue.Arn', 0, '15 Queue'],
    ['the list form of GetAtt', 'Queue, Arn', 0, '15 Queue'],
    ['DependsOn', 'Queue]', 0, '15 Queue'],
    ['a hole of Sub', 'Queue.QueueName', 0, '15 Queue'],
    ['a hole in a text of several lines', 'Queue}"', 0, '15 Queue'],
    ['a parameter', 'Stage, live', 0, '8 Stage'],
    ['a condition in If', 'IsLive, !Sub', 0, '12 IsLive'],
    ['a condition of a resource', 'IsLive\n  Rule', 0, '12 IsLive'],
    ['a condition in a condition', 'IsLive}', 0, '12 IsLive'],
    ['a mapping', 'Sizes, live', 0, '10 Sizes'],
    ['the console’s group', 'Stage]', 0, '8 Stage'],
  ])('%s leads to what it names', (_, text, nth, expected) => {
    const offset = nth === 4 ? TEMPLATE.lastIndexOf(text) + 1 : at(text, nth);
    expect(shown(TEMPLATE, definition(here, offset, env))).toEqual([expected]);
  });

  it('every use is found, and nothing that only looks like one', () => {
    expect(referencesOf(at('Queue:'))).toEqual([15, 20, 22, 27, 30, 33, 37]);
    expect(referencesOf(at('Stage: {Type'))).toEqual([4, 6, 8, 12, 22, 23]);
    expect(referencesOf(at('IsLive:'))).toEqual([12, 13, 13, 17, 22, 36]);
    expect(referencesOf(at('Sizes:'))).toEqual([10, 24]);
  });

  it('a local value of Sub and a literal have no definition', () => {
    expect(definition(here, at('Queue} ${!'), env)).toEqual([]);
    expect(definition(here, at('Queue} ${S'), env)).toEqual([]);
  });

  it('highlights tell the declaration from the uses', () => {
    const found = highlights(here, at('Sizes, live'));
    expect(found.map(({ isDeclaration }) => isDeclaration)).toEqual([true, false]);
  });

  it('the selection grows from the value to its resource', () => {
    const spans = selectionRanges(here, at('Queue.Arn')).map(({ start, end }) =>
      TEMPLATE.slice(start, end).split('\n').join('⏎'),
    );
    expect(spans.slice(0, 3)).toEqual(['Queue.Arn', '!GetAtt Queue.Arn', 'Arn: !GetAtt Queue.Arn']);
    expect(spans.at(-1)).toMatch(/^Rule:/);
    for (const [i, span] of spans.slice(1).entries()) expect(span).toContain(spans[i]);
  });

  it('JSON has the same', () => {
    const { text, offset } = marked(
      '{"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}, "Outputs": {"Q": {"Value": {"Fn::GetAtt": ["Qu|eue", "Arn"]}}}}',
    );
    const found = references(parseTemplate(text), offset, envOf(text), true);
    expect(found.map(({ start, end }) => text.slice(start - 1, end + 1))).toEqual([
      '"Queue"',
      '"Queue"',
    ]);
  });
});

const importing = (name: string) => `Parameters:
  Net: {Type: String, Default: net-live}
Resources:
  R:
    Type: AWS::Events::Rule
    Properties:
      RoleArn: {'Fn::ImportValue': ${name}}
`;

function lookedUp(template: string, world: World, find: typeof definition): Place[] {
  const { text, offset } = marked(template);
  return find(parseTemplate(text), offset, envOf(text, world));
}

describe('across files', () => {
  it('an import leads to the output that exports it', () => {
    const [place, ...more] = lookedUp(importing("!Sub '${Stack}-Vp|cId'"), WORLD, definition);
    expect(more).toEqual([]);
    expect(place?.uri).toBe('file:///team/network.yml');
    expect(NETWORK.slice(place?.start, place?.end)).toBe('VpcId');
  });

  it('what is only recorded leads nowhere', () => {
    expect(lookedUp(importing('db-live-H|ost'), WORLD, definition)).toEqual([]);
  });

  const exporter = (stack: string) => `Outputs:
  Role:
    Value: x
    Export:
      Name: ${stack}-role
`;
  const world = (): World => ({
    files: {
      'network.yml': exporter('net-live'),
      'other.yml': exporter('net-test'),
      'a.yml': importing('net-live-role'),
      'b.yml': importing('!Sub "${Net}-role"'),
      'c.yml': importing('net-test-role'),
    },
  });

  it('an export has all its imports, and by the defaults of parameters only its own', () => {
    const { files, ...rest } = world();
    const { 'network.yml': text = '', ...others } = files ?? {};
    const offset = text.indexOf('net-live');
    const env = envOf(text, { ...rest, files: others, here: 'network.yml' });
    const places = references(parseTemplate(text), offset, env, true);
    expect(places.map(({ uri }) => uri.slice('file:///team/'.length))).toEqual([
      'network.yml',
      'a.yml',
      'b.yml',
    ]);
  });

  it('an import shows the others that import the same', () => {
    const { files = {} } = world();
    const find: typeof definition = (template, offset, env) =>
      references(template, offset, env, false);
    const found = lookedUp(importing("!Sub '${Net}-r|ole'"), { files }, find);
    expect(found.map(({ uri }) => uri.slice('file:///team/'.length)).sort()).toEqual([
      'a.yml',
      'b.yml',
      'schedules.yml',
    ]);
  });
});
