import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, parseChunk } from '../../server/src/template/block.js';
import { get } from '../../server/src/template/node.js';
import { rereadValue } from '../../server/src/template/reread.js';
import type { Chunk } from '../../server/src/template/split.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { edited, type TextEdit } from './arbitrary.js';

const VALID = new URL('../fixtures/valid/', import.meta.url);

/** Resources as people write them, each with what else stands in its chunk. */
const written = readdirSync(VALID)
  .filter(name => name.endsWith('.yml'))
  .flatMap(name => parseTemplate(readFileSync(new URL(name, VALID), 'utf8')).chunks)
  .filter(({ chunk }) => chunk.section === 'Resources')
  .map(({ chunk }) => chunk.text);

const SCALARS = [
  ...['x', '', '"a: b"', "'it''s'", '!Ref A', '!Sub "${A}-b"', '{a: b}', '[a, {b: c}]', '{Ref: A}'],
  ...['x # why', '12', '{', '}', '- a', '!Sub', '"a\\"'],
];

/** The lines behind a key or a dash, indented deeper than it. */
const { collection } = fc.letrec<{ collection: (indent: number) => string }>(tie => {
  const inside = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...SCALARS).map(text => () => ` ${text}\n`) },
    { weight: 2, arbitrary: tie('collection') },
    fc.constantFrom('|', '>-', '|+', '>').map(sign => (indent: number) => {
      const margin = ' '.repeat(indent + 1);
      return ` ${sign}\n${margin}text: x\n\n${margin}  - deeper\n`;
    }),
    fc.constantFrom('!If', '!Join').map(tag => (indent: number) => {
      const margin = ' '.repeat(indent);
      return ` ${tag}\n${margin}- A\n${margin}- b: c\n${margin}  d: e\n${margin}-\n`;
    }),
    fc.constantFrom(['{', '}'], ['[', ']'], ['"', '"'], ["'", "'"]).map(
      ([open, close]) =>
        (indent: number) =>
          ` ${open}\n${' '.repeat(indent + 1)}Ref: x\n${' '.repeat(indent + 1)}${close}\n`,
    ),
  );
  const between = fc.constantFrom('', '', '', '\n', '# margin\n', '      # comment\n');
  const key = fc.constantFrom('A', 'B', '"C"', 'Ref', 'Fn::Sub', 'Fn::If', '<<', 'D d');
  const entries = fc
    .array(fc.tuple(key, inside, between), { minLength: 1, maxLength: 4 })
    .map(all => (indent: number) => {
      const margin = ' '.repeat(indent + 2);
      return `\n${all.map(([key, value, after]) => `${margin}${key}:${value(indent + 2)}${after}`).join('')}`;
    });
  const dash = fc.constantFrom(
    () => '- ',
    () => '- ',
    (margin: string) => `-\n${margin}`,
    (margin: string) => `- # why\n${margin}`,
    (margin: string) => `-\n# - margin\n${margin}`,
  );
  const items = fc
    .array(fc.tuple(dash, key, inside, key, inside), { minLength: 1, maxLength: 3 })
    .map(all => (indent: number) => {
      const margin = ' '.repeat(indent);
      const item = ([dash, a, b, c, d]: (typeof all)[number]) =>
        `${margin}${dash(`${margin}  `)}${a}:${b(indent + 2)}${margin}  ${c}:${d(indent + 2)}`;
      return `\n${all.map(item).join('')}`;
    });
  return { collection: fc.oneof({ depthSize: 'small' }, entries, items) };
});

const blockText = fc.oneof(
  fc.constantFrom(...written),
  collection.map(lines => `  Rule:${lines(2)}`),
);

/** What is typed, pasted or taken out at once, with all that can change what stands around it. */
const smallEdit: fc.Arbitrary<TextEdit> = fc.record({
  at: fc.integer({ min: 0, max: 9999 }).map(part => part / 9999),
  remove: fc.constantFrom(0, 0, 0, 1, 1, 2, 5, 30),
  insert: fc.oneof(
    fc.string({ unit: fc.constantFrom(...'ab1 :-#{}[]"\'|>!&*%?,\t\n\r\\$<'), maxLength: 3 }),
    fc.constantFrom('\n  ', '\n      - ', ': ', 'Key: x\n', '\n    # ', '<<: ', '---\n', '!Sub '),
  ),
});

/** The block of a text that is one, where it can be read. */
function blockOf(text: string): Block | null {
  const chunk: Chunk = { section: 'Resources', text, kept: [] };
  const { blocks, problems, anchors, missingAnchors } = parseChunk(chunk);
  const isLegible = problems.length + anchors.length + missingAnchors.length === 0;
  return isLegible && blocks.length === 1 ? (blocks[0] as Block) : null;
}

describe('reread', () => {
  it('gives what reading all of the block gives', () => {
    let seen = 0;
    fc.assert(
      fc.property(blockText, smallEdit, (before, edit) => {
        const block = blockOf(before);
        const text = edited(before, edit);
        const value = block && rereadValue(block, text);
        if (!value) return;
        seen++;
        expect(blockOf(text)?.value).toEqual(value);
      }),
      { numRuns: 3000 },
    );
    expect(seen).toBeGreaterThan(300);
  });

  it('reads only the property that is typed in', () => {
    const before = `  Rule:\n    Properties:\n      Name: a\n      Targets:\n        - Id: b\n          Arn: !Sub 'c'\n`;
    const block = blockOf(before) as Block;
    const value = rereadValue(block, before.replace('Name: a', 'Name: ab'));
    const properties = get(value ?? undefined, 'Properties');
    expect(get(properties, 'Name')).toMatchObject({ text: 'ab' });
    expect(rereadValue(block, before.replace("'c'", "'c"))).toBeNull();
    expect(rereadValue(block, before.replace('Arn', 'Urn'))).not.toBeNull();
    expect(rereadValue(block, before.replace('Properties', 'Other'))).toBeNull();
  });
});
