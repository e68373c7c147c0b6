import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canEqual,
  fillHoles,
  type Name,
  nameOf,
  nameText,
  subParts,
} from '../../server/src/template/names.js';
import { get } from '../../server/src/template/node.js';
import { parseYaml } from '../../server/src/template/yaml.js';

function nameIn(value: string): Name | null {
  const node = get(parseYaml(`Name: ${value}`).root ?? undefined, 'Name');
  if (!node) throw new Error('no value');
  return nameOf(node);
}

const textOf = (value: string) => {
  const name = nameIn(value);
  return name && nameText(name);
};

describe('subParts', () => {
  it('tells holes from text, and keeps `${!X}` as text', () => {
    const parts = subParts('a-${Env}-${!Literal}${ Spaced }');
    expect(parts.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'a-'],
      ['hole', 'Env'],
      ['text', '-'],
      ['text', '${Literal}'],
      ['hole', 'Spaced'],
    ]);
  });

  it('covers the text without a gap, whatever it is', () => {
    const text = fc.array(fc.constantFrom('${', '}', '!', '$', 'a', '{', ' ')).map(p => p.join(''));
    fc.assert(
      fc.property(text, written => {
        const parts = subParts(written);
        expect(parts.map(part => written.slice(part.start, part.end)).join('')).toBe(written);
      }),
    );
  });
});

describe('nameOf', () => {
  it.each([
    ['net-live-vpc', 'net-live-vpc'],
    ['!Ref Env', '${Env}'],
    ['{Ref: Env}', '${Env}'],
    ['!Sub "${AWS::StackName}-VpcId"', '${AWS::StackName}-VpcId'],
    ['{"Fn::Sub": "${Net}-VpcId"}', '${Net}-VpcId'],
    ['!Sub ["${A}-${B}", {A: net, B: !Ref Env}]', 'net-${Env}'],
    ['!Sub ["${A}", {A: !Sub "${B}-${!C}"}]', '${B}-${C}'],
    ['!Join ["-", [net, !Ref Env, vpc]]', 'net-${Env}-vpc'],
    ['!Join ["", [!Join ["-", [a, b]], c]]', 'a-bc'],
    ['12', '12'],
  ])('reads %s', (value, expected) => expect(textOf(value)).toBe(expected));

  it.each([
    '!If [A, b, c]',
    '!Join ["-", !Ref List]',
    '!Join ["-", [a, !GetAtt B.C]]',
    '!FindInMap [A, b, c]',
    '!Sub ["${A}"]',
    '!Sub ["${A}", {A: !If [B, c, d]}]',
    '',
    '!Sub',
    '!Ref',
  ])('does not guess %s', value => expect(textOf(value)).toBeNull());
});

describe('canEqual', () => {
  const hole = fc.constantFrom('A', 'B').map(name => ({ kind: 'hole', name }) as const);
  const text = fc
    .array(fc.constantFrom('a', 'b', '-'), { minLength: 1, maxLength: 3 })
    .map(letters => ({ kind: 'text', text: letters.join('') }) as const);
  const name: fc.Arbitrary<Name> = fc
    .array(fc.oneof(hole, text), { maxLength: 5 })
    .map(parts => fillHoles(parts, () => undefined));

  it('is symmetrical, and a name can equal itself', () => {
    fc.assert(
      fc.property(name, name, (a, b) => {
        expect(canEqual(a, b)).toBe(canEqual(b, a));
        expect(canEqual(a, a)).toBe(true);
      }),
    );
  });

  it('is true of a name and what its holes are filled with', () => {
    const filling = fc.constantFrom('a', '-b', 'ab-a');
    fc.assert(
      fc.property(name, filling, filling, (written, a, b) => {
        const filled = fillHoles(written, hole => (hole === 'A' ? a : b));
        expect(canEqual(written, filled)).toBe(true);
        expect(
          canEqual(
            written,
            fillHoles(written, hole => (hole === 'A' ? a : undefined)),
          ),
        ).toBe(true);
      }),
    );
  });

  it('agrees with a pattern for a literal', () => {
    fc.assert(
      fc.property(name, text, (written, literal) => {
        const source = written.map(part => (part.kind === 'hole' ? '.+' : part.text)).join('');
        expect(canEqual(written, [literal])).toBe(new RegExp(`^${source}$`).test(literal.text));
      }),
      { numRuns: 2000 },
    );
  });

  it('sees that two names with holes start or end differently', () => {
    const [a, b, c] = ['${Net}-VpcId', '${Net}-SubnetId', 'live-${Name}'].map(t => subParts(t));
    const asName = (parts: ReturnType<typeof subParts> = []): Name =>
      parts.map(({ kind, text }) => (kind === 'hole' ? { kind, name: text } : { kind, text }));
    expect(canEqual(asName(a), asName(b))).toBe(false);
    expect(canEqual(asName(a), asName(c))).toBe(true);
  });

  it('ends at once where a pattern would try every way', () => {
    const many: Name = Array.from({ length: 60 }, (_, i) =>
      i % 2 ? { kind: 'text', text: '-' } : { kind: 'hole', name: 'X' },
    );
    expect(canEqual(many, [{ kind: 'text', text: `${'-'.repeat(300)}x` }])).toBe(false);
  });
});
