import { describe, expect, it } from 'vitest';
import { shortForm } from '../../../server/src/rules/import/short-form.js';
import { syntax } from '../../../server/src/rules/yaml/syntax.js';
import { found } from '../../support/findings.js';

const template = (properties: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
${properties}`;

describe('import/short-form', () => {
  it.each([
    ['a value', "      Arn: !ImportValue !Sub '${Env}-q'\n"],
    ['a plain value with a comment', '      Arn: !ImportValue !Ref Name # why\n'],
    [
      'the first key of a list item',
      '      Targets:\n        - Arn: !ImportValue !Sub a\n          Id: b\n',
    ],
    ['a list item', '      Ids:\n        - !ImportValue !Sub a\n        - b\n'],
    ['a flow list', "      Ids: [!ImportValue !Sub '${A}-x', b]\n"],
    ['a flow mapping', '      T: {Arn: !ImportValue !Sub a, Id: b}\n'],
    ['a long form in braces', '      Arn: {"Fn::Base64": !ImportValue !Sub a}\n'],
    ['a quoted key and a wide gap', '      "Arn":   !ImportValue   !Sub a\n'],
    ['the second tag on its own line', '      Arn: !ImportValue\n        !Sub a\n'],
    ['Windows line ends', '      Arn: !ImportValue !Sub a\r\n      B: c\r\n'],
  ])('is found in %s', (_, bad) => {
    const problems = found(shortForm, template(bad));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      severity: 'error',
      token: expect.stringMatching(/^!ImportValue\s+!(?:Sub|Ref)$/),
    });
    expect(problems[0]?.message).toMatch(
      /Write the outer one long: `Fn::ImportValue: !(?:Sub|Ref) …`/,
    );
  });

  it('is not said a second time as broken YAML', () => {
    const text = template('      A: !ImportValue !Sub a\n      B: !Base64 !Sub b\n');
    expect(found(syntax, text).map(({ token }) => token)).toEqual(['!Sub']);
    expect(found(syntax, text)[0]?.start).toBeGreaterThan(text.indexOf('!Base64'));
  });

  it('offers no fix where lines would have to be indented anew', () => {
    const problems = found(
      shortForm,
      template('      A: !ImportValue !Sub\n        - a\n        - {b: c}\n'),
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]?.fixes).toBeUndefined();
  });

  it.each([
    "      Arn:\n        Fn::ImportValue: !Sub '${Env}-q'\n",
    "      Arn: !ImportValue\n        Fn::Sub: '${Env}-q'\n",
    '      Arn: !ImportValue q # not !ImportValue !Sub q\n',
    "      Text: 'write !ImportValue !Sub x'\n",
  ])('says nothing of %s', good => expect(found(shortForm, template(good))).toEqual([]));
});
