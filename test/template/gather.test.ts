import { describe, expect, it } from 'vitest';
import { gather, gatherGiven } from '../../server/src/template/gather.js';
import { parseTemplate } from '../../server/src/template/template.js';

const TEXT = 'Resources:\n  A:\n    Type: X\n  B:\n    Type: Y\n  C:\n    Type: X\n';

const asked: string[] = [];
const ofTypeX = gather(({ key, text }) => {
  asked.push(key);
  return text.includes('Type: X') ? key.toLowerCase() : null;
});

describe('gather', () => {
  it('gives what is found with its block, in the order of the file', () => {
    const found = ofTypeX(parseTemplate(TEXT));
    expect(found.map(({ found, block, offset }) => [found, block.key, offset])).toEqual([
      ['a', 'A', TEXT.indexOf('  A:')],
      ['c', 'C', TEXT.indexOf('  C:')],
    ]);
  });

  it('asks again only for the block that changed', () => {
    const before = parseTemplate(TEXT);
    ofTypeX(before);
    asked.length = 0;
    const after = parseTemplate(TEXT.replace('Y', 'X'), before);
    expect(ofTypeX(after).map(({ found }) => found)).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual(['B']);
  });

  it('moves what stands behind an edit', () => {
    const before = parseTemplate(TEXT);
    ofTypeX(before);
    const text = TEXT.replace('  B:\n    Type: Y\n', '  B:\n    Type: Longer\n  D:\n    Type: Z\n');
    const found = ofTypeX(parseTemplate(text, before));
    expect(found.map(({ block, offset }) => [block.key, offset])).toEqual([
      ['A', text.indexOf('  A:')],
      ['C', text.indexOf('  C:')],
    ]);
  });

  it('asks all again where what it hangs on is another', () => {
    const asked: string[] = [];
    const withLetters = gatherGiven(({ key, text }, given: { readonly letter: string }) => {
      asked.push(key);
      return text.includes(given.letter) ? given.letter : null;
    });
    const given = { letter: 'X' };
    const before = parseTemplate(TEXT);
    expect(withLetters(before, given).map(({ block }) => block.key)).toEqual(['A', 'C']);
    const after = parseTemplate(TEXT.replace('Y', 'Z'), before);
    asked.length = 0;
    withLetters(after, given);
    expect(asked).toEqual(['B']);
    expect(withLetters(after, { letter: 'Z' }).map(({ block }) => block.key)).toEqual(['B']);
    expect(asked).toEqual(['B', 'A', 'B', 'C']);
  });

  it('takes in what is first asked for later', () => {
    const template = parseTemplate(TEXT);
    ofTypeX(template);
    const keys = gather(({ key }) => key);
    expect(keys(template).map(({ found }) => found)).toEqual(['A', 'B', 'C']);
  });
});
