import { describe, expect, it } from 'vitest';
import { RESOURCE_TYPES } from '../../server/src/template/schema/index.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { accepted, completionsAt, labelsAt } from './helpers.js';

const RULE = `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(5 minutes)
`;

describe('the keys of a resource', () => {
  it('are those that are not there yet, in the order of the schema', () => {
    expect(labelsAt(`${RULE}      |\n`)).toEqual([
      'Name',
      'Description',
      'EventPattern',
      'State',
      'EventBusName',
      'RoleArn',
      'Targets',
      'Tags',
    ]);
  });

  it.each([
    ['half typed', `${RULE}      Sta|\n`],
    ['between others', `${RULE}      Sta|\n      Name: a\n`],
    ['before a comment', `${RULE}      Sta| # on or off\n`],
    ['with its colon', `${RULE}      Sta|: ENABLED\n`],
    ['as the first', 'Resources:\n  Rule:\n    Type: AWS::Events::Rule\n    Properties:\n      |'],
    ['in quotes', `${RULE}      "Sta|": ENABLED\n`],
  ])('are offered %s', (_, template) => {
    expect(labelsAt(template)).toContain('State');
  });

  it('stand with the required ones first below a target', () => {
    expect(labelsAt(`${RULE}      Targets:\n        - |\n`).slice(0, 2)).toEqual(['Id', 'Arn']);
    const second = `${RULE}      Targets:\n        - Id: a\n          |\n        - Id: b\n`;
    expect(labelsAt(second)).not.toContain('Id');
    expect(labelsAt(second)[0]).toBe('Arn');
  });

  it('are found below nested objects, and between braces', () => {
    const nested = `${RULE}      Targets:
        - EcsParameters:
            NetworkConfiguration:
              AwsVpcConfiguration:
                |
`;
    expect(labelsAt(nested)).toEqual(['Subnets', 'SecurityGroups', 'AssignPublicIp']);
    expect(labelsAt(`${RULE}      Targets: [{Id: a, |}]\n`)[0]).toBe('Arn');
    expect(labelsAt(`${RULE}      Targets: [\n        {Id: a,\n         A|}]\n`)[0]).toBe('Arn');
  });

  it('are the attributes beside the properties', () => {
    expect(labelsAt(`${RULE}    D|\n`)).toContain('DeletionPolicy');
    expect(labelsAt('Resources:\n  Rule:\n    |\n')[0]).toBe('Type');
  });

  it('say their type, and what they are for', () => {
    const id = completionsAt(`${RULE}      Targets:\n        - I|\n`).find(c => c.label === 'Id');
    expect(id).toMatchObject({ kind: 'property', detail: 'string, required' });
    expect(id?.documentation).toContain('unique among');
  });

  it.each([
    ['a value', `${RULE}      Na|`, 'Name', `${RULE}      Name: `],
    [
      'an object',
      `${RULE}      Targets:\n        - E|`,
      'EcsParameters',
      `${RULE}      Targets:\n        - EcsParameters:\n            `,
    ],
    ['a list', `${RULE}      T|`, 'Targets', `${RULE}      Targets:\n        - `],
    ['a key that has its colon', `${RULE}      N|: x`, 'Name', `${RULE}      Name: x`],
  ])('begin %s', (_, template, label, result) => {
    expect(accepted(template, label)).toBe(result);
    expect(accepted(template.replaceAll('\n', '\r\n'), label)).toBe(
      result.replaceAll('\n', '\r\n'),
    );
  });

  it('indent as the file does', () => {
    const wide =
      'Resources:\n    Rule:\n        Type: AWS::Events::Rule\n        Properties:\n            |';
    expect(accepted(wide, 'Targets')).toMatch(/\n {12}Targets:\n {16}- $/);
  });

  it('go into JSON with their quotes', () => {
    const json = (inside: string) =>
      `{"Resources": {"Rule": {"Type": "AWS::Events::Rule", "Properties": {${inside}}}}}`;
    expect(accepted(json('"Name": "a", "St|"'), 'State')).toBe(json('"Name": "a", "State": ""'));
    expect(accepted(json('|'), 'Targets')).toBe(json('"Targets": []'));
    expect(labelsAt(json('"Name": "a", |'))).not.toContain('Name');
    expect(labelsAt(json('|, "Name": "a"'))).not.toContain('Name');
    expect(labelsAt(json('"State": "EN|"'))).toContain('ENABLED');
    expect(accepted(json('"State": |'), 'DISABLED')).toBe(json('"State": "DISABLED"'));
  });
});

describe('the values of a property', () => {
  it.each([
    [
      `${RULE}      State: |\n`,
      ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ],
    [
      `${RULE}      State: !If [Live, E|, DISABLED]\n`,
      ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
    ],
    [`${RULE}    UpdateReplacePolicy: D|\n`, ['Delete', 'Retain', 'Snapshot']],
    ['Resources:\n  Rule:\n    Type: |\n', Object.keys(RESOURCE_TYPES)],
    [
      'Resources:\n  Rule:\n    Type: AWS::E|\n    Properties:\n      Name: a\n',
      Object.keys(RESOURCE_TYPES),
    ],
    ['Resources:\n  Rule:\n    Type:\n      AWS::E|\n', Object.keys(RESOURCE_TYPES)],
  ])('%j', (template, labels) => {
    expect(labelsAt(template)).toEqual(labels);
  });

  it('are quoted where a reader of YAML 1.1 would take them for a boolean', () => {
    const template = `Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      FlexibleTimeWindow:
        Mode: |
`;
    const text = accepted(template, 'OFF');
    expect(text).toContain('Mode: "OFF"\n');
    expect(parseTemplate(text).syntax).toEqual([]);
    expect(accepted(template, 'FLEXIBLE')).toContain('Mode: FLEXIBLE\n');
  });
});

describe('nothing is offered', () => {
  it.each([
    ['for other types', 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n    Properties:\n      |'],
    ['for the attributes of other types', 'Resources:\n  A:\n    Type: AWS::SNS::Topic\n    D|'],
    ['in the gap before a value', `${RULE}      State: |  ENABLED\n`],
    ['in a comment behind a value', `${RULE}      State: ENABLED # |\n`],
    ['in a comment', `${RULE}      # Sta|\n`],
    ['for free text', `${RULE}      Description: St|\n`],
    ['in a text block', `${RULE}      Description: >-\n        St|\n`],
    ['in a column that belongs to nothing', `${RULE}      Targets:\n        - Id: a\n        |\n`],
    ['below what holds no keys', `${RULE}          |\n`],
    ['for a reference', `${RULE}      State: !Ref E|\n`],
    ['for the condition of an If', `${RULE}      State: !If [E|, ENABLED, DISABLED]\n`],
    ['for the name of a resource', `${RULE}  |\n`],
    ['for a section', `${RULE}|`],
    ['inside an event pattern', `${RULE}      EventPattern:\n        |\n`],
    ['in an output', 'Outputs:\n  A:\n    D|'],
    ['in a file that is no template', 'jobs:\n  build:\n    |'],
    ['in an empty file', '|'],
  ])('%s', (_, template) => {
    expect(labelsAt(template)).toEqual([]);
  });
});
