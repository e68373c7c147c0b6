import { describe, expect, it } from 'vitest';
import { importsOf } from '../../server/src/template/exports.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { accepted, completionsAt, envOf, labelsAt, marked, type World } from './helpers.js';

const NETWORK = `Outputs:
  VpcId:
    Description: The VPC that everything runs in
    Value: !Ref Vpc
    Export:
      Name: !Sub '\${AWS::StackName}-VpcId'
  ClusterArn:
    Value: !GetAtt Cluster.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-ClusterArn'
`;
const SHARED = `Outputs:
  Topic:
    Value: arn:aws:sns:eu-west-1:123456789012:alarms
    Export:
      Name: alarm-topic
`;
const RECORDED = JSON.stringify({
  Exports: [
    {
      ExportingStackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/db-live/0a1b',
      Name: 'db-live-Host',
      Value: 'db.internal',
    },
  ],
});
const WORLD: World = {
  files: { 'network.yml': NETWORK, 'shared.yml': SHARED },
  recorded: RECORDED,
};

const HEAD = `Parameters:
  NetworkStack:
    Type: String
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(5 minutes)
`;

/** `at` is where the value of a target's Arn begins. */
function rule(at: string, eol = '\n'): string {
  return `${HEAD}      Targets:
        - Id: a
          Arn:${at}
      State: ENABLED
`.replaceAll('\n', eol);
}

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
    expect(accepted(rule(form), label, WORLD)).toBe(rule(result));
  });

  it.each(FORMS)('%j takes %s between CRLF', (form, label, result) => {
    expect(accepted(rule(form, '\r\n'), label, WORLD)).toBe(rule(result, '\r\n'));
  });

  it.each(FORMS.filter(([form]) => !/"al\|$/.test(form)))(
    '%j then reads without a fault and resolves',
    (form, label) => {
      const text = accepted(rule(form), label, WORLD);
      const template = parseTemplate(text);
      expect(template.syntax).toEqual([]);
      const names = template.blocks.flatMap(({ block }) => importsOf(block).map(i => i.name));
      expect(names).toHaveLength(1);
      const [name] = names;
      expect(name && envOf(text, WORLD).workspace.exportsOf(name)).toHaveLength(1);
    },
  );

  it('offers every export of others, and none of its own', () => {
    const own = `${rule('\n            Fn::ImportValue: !Sub |')}Outputs:
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
    const found = completionsAt(rule(' !ImportValue |'), WORLD);
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
      const { text, offset } = marked(rule(form));
      const found = completionsAt(rule(form), WORLD).find(c => c.label === label);
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

describe('the parameter that stands for a stack', () => {
  const two = (imports: string) => `Parameters:
  Alpha:
    Type: String
  Beta:
    Type: String
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      RoleArn:
        Fn::ImportValue: !Sub |
${imports}`;

  it('is the one that the other imports show', () => {
    const text = two(`  Other:
    Type: AWS::SNS::Topic
    Properties:
      TopicName:
        Fn::ImportValue: !Sub '\${Beta}-ClusterArn'
`);
    expect(labelsAt(text, WORLD)).toContain('${Beta}-VpcId');
  });

  it('is the one that is typed already', () => {
    const text = rule('\n            Fn::ImportValue: !Sub "${Other}-|"');
    expect(labelsAt(text, WORLD)).toContain('${Other}-VpcId');
  });

  it('is a placeholder where nothing shows it', () => {
    const found = completionsAt(two(''), WORLD).find(c => c.label === '${NetworkStack}-VpcId');
    expect(found).toMatchObject({
      snippet: true,
      insertText: '"\\${${1:NetworkStack}\\}-VpcId"',
    });
  });

  it('is no other one’s where the imports show that', () => {
    const text = `${rule('\n            Fn::ImportValue: !Sub |')}  Other:
    Type: AWS::SNS::Topic
    Properties:
      TopicName:
        Fn::ImportValue: !Sub '\${NetworkStack}-VpcId'
`;
    const files = { 'network.yml': NETWORK, 'app.yml': NETWORK.replaceAll('Vpc', 'Task') };
    expect(labelsAt(text, { files })).toContain('${AppStack}-TaskId');
  });

  it('stands for the stack of a recorded name where it is typed', () => {
    const text = rule('\n            Fn::ImportValue: !Sub "${Db}-|"');
    expect(labelsAt(text, WORLD)).toContain('${Db}-Host');
  });

  it('gives a recorded name its beginning where its default is that', () => {
    const text = rule('\n            Fn::ImportValue: !Sub "${NetworkStack}-|"').replace(
      'Type: String',
      'Type: String\n    Default: db-live',
    );
    expect(labelsAt(text, WORLD)).toContain('${NetworkStack}-Host');
  });
});

it('ranks what the file imports from already before the rest', () => {
  const text = (name: string) => `${rule('\n            Fn::ImportValue: !Sub |')}  Other:
    Type: AWS::SNS::Topic
    Properties:
      TopicName: !ImportValue ${name}
`;
  const files = {
    'network.yml': NETWORK,
    'shared.yml': `${SHARED}${SHARED.replace('Outputs:\n', '').replaceAll('alarm', 'zulu').replace('Topic:', 'Other:')}`,
  };
  expect(labelsAt(text('alarm-topic'), { files }).slice(0, 2)).toEqual([
    'alarm-topic',
    'zulu-topic',
  ]);
  expect(labelsAt(text('zulu-nothing'), { files })[0]).toBe('zulu-topic');
});

it('offers a name once, however many have it', () => {
  const labels = labelsAt(rule(' !ImportValue |'), {
    ...WORLD,
    files: { 'a.yml': SHARED, 'b.yml': SHARED },
  });
  expect(labels).toEqual(['alarm-topic', 'db-live-Host']);
});

it('offers nothing for what a Ref in an import names', () => {
  expect(labelsAt(rule('\n            Fn::ImportValue: !Ref Net|'), WORLD)).toEqual([]);
});
