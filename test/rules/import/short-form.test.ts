import { describe, expect, it } from 'vitest';
import { shortForm } from '../../../server/src/rules/import/short-form.js';
import { syntax } from '../../../server/src/rules/yaml/syntax.js';
import { importsOf } from '../../../server/src/template/exports.js';
import { nameText } from '../../../server/src/template/names.js';
import { parseTemplate } from '../../../server/src/template/template.js';
import { fixed, found } from '../../support/findings.js';

const template = (properties: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
${properties}`;

const BAD: readonly (readonly [string, string, string])[] = [
  [
    'a value',
    "      Arn: !ImportValue !Sub '${Env}-q'\n",
    "      Arn:\n        Fn::ImportValue: !Sub '${Env}-q'\n",
  ],
  [
    'a plain value with a comment',
    '      Arn: !ImportValue !Ref Name # why\n',
    '      Arn:\n        Fn::ImportValue: !Ref Name # why\n',
  ],
  [
    'the first key of a list item',
    '      Targets:\n        - Arn: !ImportValue !Sub a\n          Id: b\n',
    '      Targets:\n        - Arn:\n            Fn::ImportValue: !Sub a\n          Id: b\n',
  ],
  [
    'a list item',
    '      Ids:\n        - !ImportValue !Sub a\n        - b\n',
    '      Ids:\n        - Fn::ImportValue: !Sub a\n        - b\n',
  ],
  [
    'a flow list',
    "      Ids: [!ImportValue !Sub '${A}-x', b]\n",
    "      Ids: [{'Fn::ImportValue': !Sub '${A}-x'}, b]\n",
  ],
  [
    'a flow mapping',
    '      T: {Arn: !ImportValue !Sub a, Id: b}\n',
    "      T: {Arn: {'Fn::ImportValue': !Sub a}, Id: b}\n",
  ],
  [
    'a long form in braces',
    '      Arn: {"Fn::Base64": !ImportValue !Sub a}\n',
    '      Arn: {"Fn::Base64": {\'Fn::ImportValue\': !Sub a}}\n',
  ],
  [
    'a quoted key and a wide gap',
    '      "Arn":   !ImportValue   !Sub a\n',
    '      "Arn":\n        Fn::ImportValue: !Sub a\n',
  ],
  [
    'the second tag on its own line',
    '      Arn: !ImportValue\n        !Sub a\n',
    '      Arn:\n        Fn::ImportValue: !Sub a\n',
  ],
  [
    'Windows line ends',
    '      Arn: !ImportValue !Sub a\r\n      B: c\r\n',
    '      Arn:\r\n        Fn::ImportValue: !Sub a\r\n      B: c\r\n',
  ],
];

describe('import/short-form', () => {
  it.each(BAD)('is found and fixed in %s', (_, bad, good) => {
    const text = template(bad);
    const problems = found(shortForm, text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      severity: 'error',
      token: expect.stringMatching(/^!ImportValue\s+!(?:Sub|Ref)$/),
    });
    expect(problems[0]?.message).toMatch(
      /Write the outer one long: `Fn::ImportValue: !(?:Sub|Ref) …`/,
    );

    const repaired = fixed(shortForm, text);
    expect(repaired).toBe(template(good));
    expect(found(shortForm, repaired)).toEqual([]);
    const { blocks, syntax } = parseTemplate(repaired);
    expect(syntax).toEqual([]);
    const names = blocks
      .flatMap(({ block }) => importsOf(block))
      .map(({ name }) => name && nameText(name));
    expect(names).toEqual([expect.any(String)]);
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
