import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Group, grouped } from '../../server/src/template/grouped.js';
import { parseTemplate, type Template } from '../../server/src/template/template.js';

const words = (text: string): readonly string[] => text.match(/\b[a-z]\b/g) ?? [];
const byWord = grouped(({ text }) => [...new Set(words(text))]);

/** Which words several blocks have, with the keys of the blocks. */
function repeatedIn(template: Template): [string, string[]][] {
  return byWord(template).repeated.map(group => [group.key, keysOf(group, template)]);
}

function keysOf(group: Group, template: Template): string[] {
  return group.blocksIn(template).map(({ block, offset }) => {
    expect(template.text.startsWith(block.text, offset)).toBe(true);
    return block.key;
  });
}

/** The same by a look at every block for every word. */
function expected({ blocks }: Template): [string, string[]][] {
  const all = [...new Set(blocks.flatMap(({ block }) => words(block.text)))];
  return all
    .map((word): [string, string[]] => [
      word,
      blocks.filter(({ block }) => words(block.text).includes(word)).map(({ block }) => block.key),
    ])
    .filter(([, keys]) => keys.length > 1);
}

const sorted = (groups: [string, string[]][]) => groups.sort(([a], [b]) => (a < b ? -1 : 1));

const block = fc
  .array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 3 })
  .map(words => words.join(' '));

const textOf = (blocks: readonly string[]) =>
  `Resources:\n${blocks.map((words, i) => `  R${i}: ${words}\n`).join('')}`;

describe('what is grouped', () => {
  it('is what a look at every block finds, whatever the versions before were', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(block, { maxLength: 8 }), { minLength: 1, maxLength: 8 }),
        texts => {
          let template: Template | undefined;
          for (const blocks of texts) {
            template = parseTemplate(textOf(blocks), template);
            expect(sorted(repeatedIn(template))).toEqual(sorted(expected(template)));
          }
        },
      ),
    );
  });

  it('is there for a version that another has followed', () => {
    const before = parseTemplate(textOf(['a', 'a b', 'b']));
    expect(repeatedIn(before)).toHaveLength(2);
    expect(repeatedIn(parseTemplate(textOf(['a', 'c', 'b']), before))).toEqual([]);
    expect(repeatedIn(before)).toEqual([
      ['a', ['R0', 'R1']],
      ['b', ['R1', 'R2']],
    ]);
  });
});
