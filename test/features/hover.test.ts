import { describe, expect, it } from 'vitest';
import { hoverAt, type World } from './helpers.js';

const NETWORK = `Outputs:
  VpcId:
    Description: The VPC of *everything*
    Value: vpc-0a1b
    Export:
      Name: !Sub '\${AWS::StackName}-VpcId'
`;
const importing = (value: string) => `Parameters:
  NetworkStack:
    Type: String
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      RoleArn:${value}
`;
const WORLD: World = {
  files: {
    'network.yml': NETWORK,
    'apps/api.yml': importing('\n        Fn::ImportValue: !Sub "${Net}-VpcId"'),
  },
  recorded: JSON.stringify({
    Exports: [
      {
        ExportingStackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/db-live/0a1b',
        Name: 'db-live-Host',
        Value: 'db.internal',
      },
    ],
  }),
};

describe('on an import', () => {
  it.each([
    '\n        Fn::ImportValue: !Sub "${Network|Stack}-VpcId"',
    '\n        Fn::Import|Value: !Sub "${NetworkStack}-VpcId"',
    '\n        Fn::ImportValue: !S|ub "${NetworkStack}-VpcId"',
    " !Import|Value\n        Fn::Join: ['-', [!Ref NetworkStack, VpcId]]",
    "\n        Fn::ImportValue: !Join ['-', [!Ref NetworkStack, Vp|cId]]",
  ])('tells who exports it and who else imports it at %j', value => {
    expect(hoverAt(importing(value), WORLD)?.markdown).toBe(
      [
        '**$\\{NetworkStack\\}-VpcId**',
        'Exported by output `VpcId` of `network.yml`  \nValue: `vpc-0a1b`  \nThe VPC of \\*everything\\*',
        'Also imported once: `apps/api.yml`',
      ].join('\n\n'),
    );
  });

  it('is of the whole import', () => {
    expect(hoverAt(importing(' !ImportValue db-|live-Host'), WORLD)?.of).toBe(
      '!ImportValue db-live-Host',
    );
  });

  it('tells the stack and value of a recorded export', () => {
    const words = hoverAt(importing(' !ImportValue db-|live-Host'), WORLD)?.markdown;
    expect(words).toContain('Exported by stack `db-live`, as `exports.json` has it');
    expect(words).toContain('Value: `db.internal`');
    expect(words).toContain('Nothing else here imports it.');
  });

  it('uses a parameter’s default to tell which of several is meant', () => {
    const text = importing('\n        Fn::ImportValue: !Sub "${Network|Stack}-Host"').replace(
      'Type: String',
      'Type: String\n    Default: db-live',
    );
    const files = {
      'db.yml': NETWORK.replaceAll('VpcId', 'Host'),
      'other.yml': NETWORK.replaceAll('VpcId', 'Host').replace('${AWS::StackName}', 'db-test'),
    };
    const words = hoverAt(text, { ...WORLD, files })?.markdown;
    expect(words).toMatch(/output `Host` of `db.yml`[\s\S]*stack `db-live`/);
    expect(words).not.toContain('other.yml');
  });

  it('does not take an export of its own file for the one that is meant', () => {
    const text = `${importing('\n        Fn::ImportValue: !Sub "${Net|}-VpcId"')}${NETWORK}`;
    expect(hoverAt(text)?.markdown).toContain('Not exported by');
  });

  it('names files as seen from this one', () => {
    const files = { 'shared/net/vpc.yml': NETWORK };
    const text = importing('\n        Fn::ImportValue: !Sub "${Net|}-VpcId"');
    expect(hoverAt(text, { files, here: 'apps/schedules.yml' })?.markdown).toContain(
      '`../shared/net/vpc.yml`',
    );
  });

  it('says where it has looked for an unknown one', () => {
    expect(hoverAt(importing(' !ImportValue un|known'), WORLD)?.markdown).toContain(
      'Not exported by any of the 3 templates here, nor in exports.json.',
    );
    expect(hoverAt(importing(' !ImportValue un|known'))?.markdown).toContain(
      'Not exported by the one template here.',
    );
  });

  it('names the first importing files, and counts all', () => {
    const files = Object.fromEntries(
      [1, 2, 3, 4, 5, 6, 7].map(i => [`${i}.yml`, importing(' !ImportValue db-live-Host')]),
    );
    const twice = importing(' !ImportValue db-|live-Host\n      Name: !ImportValue db-live-Host');
    expect(hoverAt(twice, { ...WORLD, files })?.markdown).toContain(
      'Also imported 8 times: `1.yml`, `2.yml`, `3.yml`, `4.yml`, `5.yml`, … (8 files)',
    );
  });

  it('says nothing of a name that only the deployment knows', () => {
    expect(hoverAt(importing('\n        Fn::ImportValue: !Ref Net|workStack'), WORLD)).toBeNull();
  });
});

describe('on the name of an export', () => {
  it('tells who imports it', () => {
    const text = NETWORK.replace('-VpcId', '-V|pcId');
    expect(hoverAt(text, WORLD)?.markdown).toContain('Imported once: `apps/api.yml`');
    expect(hoverAt(text)?.markdown).toContain('No template here imports it.');
  });

  it('is not told of the output’s value', () => {
    expect(hoverAt(NETWORK.replace('vpc-', 'vp|c-'), WORLD)).toBeNull();
  });
});

describe('on a key', () => {
  it.each([
    ['Role|Arn', /^\*\*RoleArn\*\* · string\n\nRole for targets/],
    ['Prop|erties', /^\*\*Properties\*\* · object/],
    ['Ty|pe: AWS::Ev', /^\*\*Type\*\* · string · required/],
    ['Type: AWS::Ev|', /^\*\*AWS::Events::Rule\*\*\n\nStarts up to 5 targets/],
  ])('%s', (cursor, words) => {
    const text = importing(' x').replace(cursor.replace('|', ''), cursor);
    expect(hoverAt(text)?.markdown).toMatch(words);
  });

  it('below a list and in JSON says what the key is for and may be', () => {
    const json = `{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties":
      {"Targets": [{"EcsParameters": {"Launch|Type": "FARGATE"}}]}}}}`;
    const found = hoverAt(json);
    expect(found?.of).toBe('"LaunchType"');
    expect(found?.markdown).toContain('One of `');
    expect(found?.markdown).toContain('`FARGATE`');
  });

  it('knows nothing of other types', () => {
    const topic = importing(' x').replace('AWS::Events::Rule', 'AWS::SNS::Topic');
    expect(hoverAt(topic.replace('RoleArn', 'Role|Arn'))).toBeNull();
    expect(hoverAt(topic.replace('Type: AWS', 'Ty|pe: AWS'))).toBeNull();
  });
});

it('has nothing to say outside of everything', () => {
  expect(hoverAt('|')).toBeNull();
  expect(hoverAt('Reso|urces:\n')).toBeNull();
  expect(hoverAt('Resources:\n  Ru|le: !ImportValue x-y\n')).toBeNull();
  expect(hoverAt(`${importing(' x')}\n\n# no|te\n`)).toBeNull();
});
