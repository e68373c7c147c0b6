import { describe, expect, it } from 'vitest';
import { importsOf } from '../../server/src/template/exports.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { accepted, completionsAt, envOf, labelsAt, marked } from './helpers.js';
import { HEAD, importRule, WORLD } from './importing.js';

const ALL = ['${NetworkStack}-ClusterArn', '${NetworkStack}-VpcId', 'alarm-topic', 'db-live-Host'];

/** The form in which a name is typed, and what stands there once it is taken. */
const FORMS: [form: string, label: string, result: string][] = [
  [' !ImportValue |', 'alarm-topic', ' !ImportValue alarm-topic'],
  [' !ImportValue al|', 'alarm-topic', ' !ImportValue alarm-topic'],
  [" !ImportValue 'al|'", 'alarm-topic', " !ImportValue 'alarm-topic'"],
  [' !ImportValue "al|', 'alarm-topic', ' !ImportValue "alarm-topic'],
  [
    ' !ImportValue x|',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  ['\n            Fn::ImportValue: |', 'alarm-topic', '\n            Fn::ImportValue: alarm-topic'],
  [
    ' [!ImportValue x|]',
    '${NetworkStack}-VpcId',
    ' [{ Fn::ImportValue: !Sub "${NetworkStack}-VpcId" }]',
  ],
  [
    '\n            Fn::ImportValue: |',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    '\n            Fn::ImportValue: "ne|"',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    '\n            Fn::ImportValue: !Sub |',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    '\n            Fn::ImportValue: !Sub ${Net|',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-V|"',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    '\n            Fn::ImportValue: !Sub "${Net|}"',
    '${NetworkStack}-VpcId',
    '\n            Fn::ImportValue: !Sub "${NetworkStack}-VpcId"',
  ],
  [
    "\n            Fn::ImportValue:\n              Fn::Sub: '${NetworkStack}-|'",
    '${NetworkStack}-VpcId',
    "\n            Fn::ImportValue:\n              Fn::Sub: '${NetworkStack}-VpcId'",
  ],
  [
    ' !ImportValue\n            Fn::Sub: "${NetworkStack}-|"',
    '${NetworkStack}-VpcId',
    ' !ImportValue\n            Fn::Sub: "${NetworkStack}-VpcId"',
  ],
  [
    "\n            Fn::ImportValue: !Sub ['${NetworkStack}-|', {A: b}]",
    '${NetworkStack}-VpcId',
    "\n            Fn::ImportValue: !Sub ['${NetworkStack}-VpcId', {A: b}]",
  ],
  [
    " {'Fn::ImportValue': !Sub '${NetworkStack}-|'}",
    '${NetworkStack}-VpcId',
    " {'Fn::ImportValue': !Sub '${NetworkStack}-VpcId'}",
  ],
  [
    " {'Fn::ImportValue': x|}",
    '${NetworkStack}-VpcId',
    ` {'Fn::ImportValue': !Sub "\${NetworkStack}-VpcId"}`,
  ],
  [
    "\n            Fn::ImportValue: !Join ['-', [!Ref NetworkStack, V|]]",
    'VpcId',
    "\n            Fn::ImportValue: !Join ['-', [!Ref NetworkStack, VpcId]]",
  ],
  [
    "\n            Fn::ImportValue: !Join ['', [!Ref NetworkStack, '|']]",
    '-VpcId',
    "\n            Fn::ImportValue: !Join ['', [!Ref NetworkStack, '-VpcId']]",
  ],
  [
    "\n            Fn::ImportValue:\n              Fn::Join:\n                - '-'\n                - - !Ref NetworkStack\n                  - V|",
    'VpcId',
    "\n            Fn::ImportValue:\n              Fn::Join:\n                - '-'\n                - - !Ref NetworkStack\n                  - VpcId",
  ],
];

describe('an import in YAML', () => {
  it.each(FORMS)('%j takes %s', (form, label, result) => {
    expect(accepted(importRule(form), label, WORLD)).toBe(importRule(result));
  });

  it.each(FORMS)('%j takes %s between CRLF', (form, label, result) => {
    expect(accepted(importRule(form, '\r\n'), label, WORLD)).toBe(importRule(result, '\r\n'));
  });

  it.each(FORMS.filter(([form]) => !/"al\|$/.test(form)))(
    '%j then reads without a fault and resolves',
    (form, label) => {
      const text = accepted(importRule(form), label, WORLD);
      const template = parseTemplate(text);
      expect(template.syntax).toEqual([]);
      const names = template.blocks.flatMap(({ block }) => importsOf(block).map(i => i.name));
      expect(names).toHaveLength(1);
      const [name] = names;
      expect(name && envOf(text, WORLD).workspace.exportsOf(name)).toHaveLength(1);
    },
  );

  it('offers every export of others, and none of its own', () => {
    const own = `${importRule('\n            Fn::ImportValue: !Sub |')}Outputs:
  Mine:
    Value: x
    Export:
      Name: mine
`;
    expect(labelsAt(own, WORLD)).toEqual(ALL);
  });

  it('starts a list item with the long form on the same line', () => {
    const list = `${HEAD}      RoleArn:
        - !ImportValue |
`;
    expect(accepted(list, '${NetworkStack}-VpcId', WORLD)).toBe(`${HEAD}      RoleArn:
        - Fn::ImportValue: !Sub "\${NetworkStack}-VpcId"
`);
  });

  it('says where each comes from, what it is and what its author says of it', () => {
    const found = completionsAt(importRule(' !ImportValue |'), WORLD);
    const about = (label: string) => found.find(completion => completion.label === label);
    expect(about('db-live-Host')).toMatchObject({
      kind: 'export',
      detail: 'stack db-live · db.internal',
    });
    expect(about('${NetworkStack}-VpcId')?.documentation).toBe(
      'Exported by output `VpcId` of `network.yml`  \nThe VPC that everything runs in',
    );
    expect(about('alarm-topic')?.detail).toBe('shared.yml');
    expect(about('alarm-topic')?.documentation).toContain(
      'Value: `arn:aws:sns:eu-west-1:123456789012:alarms`',
    );
  });

  it.each(FORMS.filter(([form]) => !/[xV]\||ne\|/.test(form)))(
    '%j is kept by an editor that filters by what is typed',
    (form, label) => {
      const { text, offset } = marked(importRule(form));
      const found = completionsAt(importRule(form), WORLD).find(c => c.label === label);
      const typed = found && text.slice(found.start, offset);
      expect(found?.filterText?.startsWith(typed ?? '?')).toBe(true);
    },
  );
});

describe('an import in JSON', () => {
  const json = (value: string) => `{
  "Parameters": {"NetworkStack": {"Type": "String"}},
  "Resources": {
    "Rule": {"Type": "AWS::Events::Rule", "Properties": {"Arn": {"Fn::ImportValue": ${value}}}},
    "Other": {"Type": "AWS::SNS::Topic"}
  }
}`;

  it.each([
    ['"al|"', 'alarm-topic', '"alarm-topic"'],
    ['|', 'alarm-topic', '"alarm-topic"'],
    ['"ne|"', '${NetworkStack}-VpcId', '{ "Fn::Sub": "${NetworkStack}-VpcId" }'],
    [
      '{"Fn::Sub": "${NetworkStack}-|"}',
      '${NetworkStack}-VpcId',
      '{"Fn::Sub": "${NetworkStack}-VpcId"}',
    ],
    [
      '{"Fn::Join": ["-", [{"Ref": "NetworkStack"}, "|"]]}',
      'VpcId',
      '{"Fn::Join": ["-", [{"Ref": "NetworkStack"}, "VpcId"]]}',
    ],
  ])('%j takes %s', (form, label, result) => {
    const text = accepted(json(form), label, WORLD);
    expect(text).toBe(json(result));
    expect(parseTemplate(text).syntax).toEqual([]);
  });
});

it('offers nothing for what a Ref in an import names', () => {
  expect(labelsAt(importRule('\n            Fn::ImportValue: !Ref Net|'), WORLD)).toEqual([]);
});
