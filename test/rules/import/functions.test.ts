import { describe, expect, it } from 'vitest';
import { functions } from '../../../server/src/rules/import/functions.js';
import { found } from '../../support/findings.js';

const importing = (name: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      Arn:
        Fn::ImportValue: ${name}
`;

const exporting = (name: string) => `Outputs:
  Url:
    Value: x
    Export:
      Name: ${name}
`;

describe('import/functions', () => {
  it.each([
    ['!ImportValue x', '!ImportValue', 'what others export'],
    ["!Sub ['${A}-x', {A: !ImportValue a}]", '!ImportValue', 'what others export'],
    ["!Join ['-', [!Select [0, !GetAZs ''], x]]", '!GetAZs', 'the availability zones'],
    ["!Split [',', 'a,b']", '!Split', 'gives a list'],
    ["!Cidr ['10.0.0.0/16', 4, 8]", '!Cidr', 'gives a list'],
    ['!Equals [a, b]', '!Equals', 'gives true or false'],
    ['[a, b]', '[a, b]', 'this is a list'],
  ])('finds %s', (name, token, said) => {
    for (const text of [importing(name), exporting(name)]) {
      const problems = found(functions, text);
      expect(problems).toMatchObject([{ token, severity: 'error' }]);
      expect(problems[0]?.message).toContain(said);
    }
  });

  it('says of three imports in each other that two can’t be there', () => {
    const text = importing(
      "!Sub ['${A}', {A: {'Fn::ImportValue': !Sub ['${B}', {B: !ImportValue b}]}}]",
    );
    expect(found(functions, text).map(({ token }) => token)).toEqual([
      "'Fn::ImportValue'",
      '!ImportValue',
    ]);
  });

  it.each([
    'x',
    "!Sub '${AWS::Region}-x'",
    '!If [C, a, b]',
    '!FindInMap [M, !Ref Env, k]',
    "!Select [0, !Split [',', !Ref Env]]",
    '!Base64 x',
    "!Join ['-', [!Ref Env, q]]",
    '!Ref Env',
  ])('says nothing of %s', name => {
    expect(found(functions, importing(name))).toEqual([]);
    expect(found(functions, exporting(name))).toEqual([]);
  });
});
