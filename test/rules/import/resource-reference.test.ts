import { describe, expect, it } from 'vitest';
import { resourceReference } from '../../../server/src/rules/import/resource-reference.js';
import { found } from '../../support/findings.js';

const importing = (name: string) => `Parameters:
  NetworkStack: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue}
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Arn:
        Fn::ImportValue: ${name}
`;

const exporting = (name: string) => `Parameters:
  NetworkStack: {Type: String}
Resources:
  Queue: {Type: AWS::SQS::Queue}
Outputs:
  Url:
    Value: !Ref Queue
    Export:
      Name: ${name}
`;

const NAMES: readonly (readonly [string, string])[] = [
  ['!Ref Queue', 'Queue'],
  ['!GetAtt Queue.QueueName', 'Queue.QueueName'],
  ['!GetAtt [Queue, QueueName]', '[Queue, QueueName]'],
  ["!Sub '${Queue}-q'", '${Queue}'],
  ["!Sub 'x-${Queue.QueueName}'", '${Queue.QueueName}'],
  ["!Sub ['${Q}-q', {Q: !Ref Queue}]", 'Queue'],
  ["!Join ['-', [!Ref NetworkStack, !Ref Queue]]", 'Queue'],
  ['!If [C, a, !Ref Queue]', 'Queue'],
];

describe('import/resource-reference', () => {
  it.each(NAMES)('is found in the name of an import: %s', (name, token) => {
    const problems = found(resourceReference, importing(name));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain('`Queue` is a resource, and the name of an import');
  });

  it.each(NAMES)('is found in the name of an export: %s', (name, token) => {
    const problems = found(resourceReference, exporting(name));
    expect(problems).toMatchObject([{ token, severity: 'error' }]);
    expect(problems[0]?.message).toContain('the name of an export');
  });

  it('lies on the place in a resource far down the file', () => {
    const text = importing('!Ref Queue').replace(
      '  Rule:',
      `${'  X: {Type: AWS::SQS::Queue}\n'}  Rule:`,
    );
    expect(found(resourceReference, text)[0]?.start).toBe(text.lastIndexOf('Queue'));
  });

  it.each([
    ["!Sub '${NetworkStak}-q'", '${NetworkStak}'],
    ['!Ref NetworkStacks', 'NetworkStacks'],
  ])('takes a misspelt parameter for what it is: %s', (name, token) => {
    const problems = found(resourceReference, importing(name));
    expect(problems).toMatchObject([{ token }]);
    expect(problems[0]?.message).toContain('Did you mean `NetworkStack`?');
  });

  it.each([
    '!Ref NetworkStack',
    "!Sub '${NetworkStack}-${AWS::Region}-q'",
    "!Sub ['${Queue}-q', {Queue: x}]",
    "!Sub 'a-${!Queue}'",
    'Queue',
    '!FindInMap [M, !Ref NetworkStack, k]',
    "!Sub '${Elsewhere}-q'",
  ])('says nothing of %s', name => {
    expect(found(resourceReference, importing(name))).toEqual([]);
    expect(found(resourceReference, exporting(name))).toEqual([]);
  });

  it('does not guess at names that a macro may bring', () => {
    const text = `Transform: AWS::LanguageExtensions\n${importing("!Sub '${NetworkStak}-q'")}`;
    expect(found(resourceReference, text)).toEqual([]);
  });

  it('lets a value that is exported depend on resources', () => {
    expect(found(resourceReference, exporting('queue-url'))).toEqual([]);
  });
});
