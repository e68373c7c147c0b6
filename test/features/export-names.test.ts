import { describe, expect, it } from 'vitest';
import { completionsAt, labelsAt } from './helpers.js';
import { importRule, NETWORK, SHARED, WORLD } from './importing.js';

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
    const text = importRule('\n            Fn::ImportValue: !Sub "${Other}-|"');
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
    const text = `${importRule('\n            Fn::ImportValue: !Sub |')}  Other:
    Type: AWS::SNS::Topic
    Properties:
      TopicName:
        Fn::ImportValue: !Sub '\${NetworkStack}-VpcId'
`;
    const files = { 'network.yml': NETWORK, 'app.yml': NETWORK.replaceAll('Vpc', 'Task') };
    expect(labelsAt(text, { files })).toContain('${AppStack}-TaskId');
  });

  it('stands for the stack of a recorded name where it is typed', () => {
    const text = importRule('\n            Fn::ImportValue: !Sub "${Db}-|"');
    expect(labelsAt(text, WORLD)).toContain('${Db}-Host');
  });

  it('gives a recorded name its beginning where its default is that', () => {
    const text = importRule('\n            Fn::ImportValue: !Sub "${NetworkStack}-|"').replace(
      'Type: String',
      'Type: String\n    Default: db-live',
    );
    expect(labelsAt(text, WORLD)).toContain('${NetworkStack}-Host');
  });
});

it('ranks what the file imports from already before the rest', () => {
  const text = (name: string) => `${importRule('\n            Fn::ImportValue: !Sub |')}  Other:
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
  const labels = labelsAt(importRule(' !ImportValue |'), {
    ...WORLD,
    files: { 'a.yml': SHARED, 'b.yml': SHARED },
  });
  expect(labels).toEqual(['alarm-topic', 'db-live-Host']);
});
