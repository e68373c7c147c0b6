import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShell, wordOf } from '../../server/src/template/shell-words.js';

const read = (text: string) => readShell(wordOf(text, 0));
const commands = (text: string) => read(text).commands.map(words => words.map(({ text }) => text));

describe('the words of a script', () => {
  it.each<[string, string[][]]>([
    ['rake  a:b', [['rake', 'a:b']]],
    ['', []],
    [`echo 'a b'"c d"\\ e`, [['echo', 'a bc d e']]],
    [`echo ''`, [['echo', '']]],
    ['a && b | c; d', [['a'], ['b'], ['c'], ['d']]],
    ['a > out.log 2>&1 b', [['a', 'b']]],
    ['a # b', [['a']]],
    ['a b#c', [['a', 'b#c']]],
    ['a "$X"', [['a', '$X']]],
    ['a \\\n b', [['a', 'b']]],
  ])('%j', (text, expected) => expect(commands(text)).toEqual(expected));

  it.each(["a 'b", 'a "b', 'a "b\\"', 'a \\', "'"])('are not all there in %j', text =>
    expect(read(text).isOpen).toBe(true),
  );

  it.each(['a', "a 'b'", 'a "b\\""', 'a \\b', "a # it's"])('are all there in %j', text =>
    expect(read(text).isOpen).toBe(false),
  );
});

describe('what only a shell can do', () => {
  it.each([
    'a && b',
    'a; b',
    'a | b',
    'a &',
    'a > b',
    'a $X',
    'a "$X"',
    'a "x`b`"',
    'a *.csv',
    'a ~/b',
    'a # b',
    'A=1 a',
    '(a)',
    'a\nb',
  ])('%j', text => expect(read(text).needsShell).toBe(true));

  it.each([
    'rake a:b[1,2]',
    "rake 'a:b[$X]'",
    'rake "a && b"',
    'rake a\\;b',
    'rails runner Report.due?',
    'a b#c b~',
    'env A=1 a',
    'a "\\$X"',
  ])('is not %j', text => expect(read(text).needsShell).toBe(false));
});

it('knows where each letter of a word is written', () => {
  const letter = fc.constantFrom('a', ' ', "'", '"', '\\', '&', '|', '>', '#', '$', '\n', '🚀');
  fc.assert(
    fc.property(fc.array(letter, { maxLength: 20 }), letters => {
      const text = letters.join('');
      for (const { text: word, pieces } of read(text).commands.flat())
        expect(pieces.map(({ at }) => text[at]).join('')).toBe(word);
    }),
  );
});
