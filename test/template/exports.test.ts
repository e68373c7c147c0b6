import { describe, expect, it } from 'vitest';
import { exportOf, importsOf } from '../../server/src/template/exports.js';
import { nameText } from '../../server/src/template/names.js';
import { parseTemplate } from '../../server/src/template/template.js';

const blocksIn = (text: string) => parseTemplate(text).blocks.map(({ block }) => block);

describe('exportOf', () => {
  it('reads name, value and description', () => {
    const [block] = blocksIn(
      'Outputs:\n  Vpc:\n    Description: The network\n    Value: !Ref V\n    Export: {Name: !Sub "${AWS::StackName}-Vpc"}\n',
    );
    const found = block && exportOf(block);
    expect(found).toMatchObject({
      output: 'Vpc',
      description: 'The network',
      value: { name: 'Ref' },
    });
    expect(found?.name && nameText(found.name)).toBe('${AWS::StackName}-Vpc');
  });

  it.each([
    'Outputs:\n  A:\n    Value: x\n',
    'Outputs:\n  A:\n    Export: Name\n',
    'Outputs:\n  A:\n',
    'Resources:\n  A:\n    Export:\n      Name: x\n',
    'Outputs: text\n',
  ])('finds none in %j', text => expect(blocksIn(text).map(exportOf).filter(Boolean)).toEqual([]));

  it('has no name for one that is half-typed or unknowable', () => {
    for (const name of ['', '!Sub', '!If [A, b, c]']) {
      const [block] = blocksIn(`Outputs:\n  A:\n    Value: x\n    Export:\n      Name: ${name}\n`);
      expect(block && exportOf(block)).toMatchObject({ name: null });
    }
  });
});

describe('importsOf', () => {
  it('finds every form, also one in another', () => {
    const [block] = blocksIn(`Resources:
  A:
    Short: !ImportValue one
    Long: {Fn::ImportValue: two}
    Sub: !ImportValue
      Fn::Sub: \${Net}-three
    Inside: !Join ["-", [!ImportValue four, x]]
    Given: !Sub ["\${A}", {A: !ImportValue five}]
    List:
      - Fn::ImportValue: !Sub six
    Unknown: !ImportValue {Ref: !GetAtt x}
    Text: "Fn::ImportValue"
`);
    const names = block && importsOf(block).map(({ name }) => name && nameText(name));
    expect(names).toEqual(['one', 'two', '${Net}-three', 'four', 'five', 'six', null]);
  });

  it('reads a block once', () => {
    const [block] = blocksIn('Resources:\n  A:\n    B: !ImportValue c\n');
    if (block) expect(importsOf(block)).toBe(importsOf(block));
    expect(block).toBeDefined();
  });
});
