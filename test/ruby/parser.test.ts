import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descendants, literalOf } from '../../server/src/ruby/literals.js';
import { rubyParser } from '../support/ruby.js';

const parser = rubyParser();

/** What stands in the text where the parser says that each string does, without its quotes. */
function stringsIn(text: string): { value: string; written: string }[] {
  const { root, span } = parser.parse(text);
  return [...(root ? descendants(root) : [])].flatMap(node => {
    const value = literalOf(node);
    if (value === null) return [];
    const { start, end } = span(node.location);
    return [{ value, written: text.slice(start + 1, end - 1) }];
  });
}

describe('places', () => {
  it.each([
    ["a = 'plain'", ['plain']],
    ["# é\na = 'x'; b = 'y'", ['x', 'y']],
    ["# 漢字と🚀\na = '🚀漢é', 'end'", ['🚀漢é', 'end']],
    ["\uFEFFa = '漢'", ['漢']],
  ])('are UTF-16 units in %j', (text, values) => {
    expect(stringsIn(text)).toEqual(values.map(value => ({ value, written: value })));
  });

  it('are right after any letters', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'é', '漢', '🚀', ' ', '\ud800') });
    fc.assert(
      fc.property(letters, letters, (before, after) => {
        const [found] = stringsIn(`# ${before}\nx = 'é🚀'; # ${after}`);
        expect(found).toEqual({ value: 'é🚀', written: 'é🚀' });
      }),
    );
  });

  it('are those of UTF-8, whatever encoding a comment names', () => {
    expect(stringsIn("# encoding: euc-jp\nx = '漢字'")).toEqual([
      { value: '漢字', written: '漢字' },
    ]);
  });
});

describe('any text', () => {
  it('gives what was understood, and that the rest was not', () => {
    const { root, hasErrors } = parser.parse("a = 'x'\nb = (");
    expect(root).not.toBeNull();
    expect(hasErrors).toBe(true);
    expect(parser.parse("a = 'x'\n").hasErrors).toBe(false);
  });

  it.each([
    ['parentheses', '('.repeat(20_000)],
    ['calls', `a${'.b'.repeat(50_000)}`],
    ['constants', `A${'::A'.repeat(20_000)}.new`],
    ['sums', `x = 1${' + 1'.repeat(50_000)}`],
    ['letters', `x = '${'y'.repeat(3_000_000)}'`],
  ])('is taken, also with thousands of %s, and so is the next one', (_, text) => {
    expect(() => parser.parse(text)).not.toThrow();
    expect(stringsIn("a = '🚀'")).toEqual([{ value: '🚀', written: '🚀' }]);
  });

  it('never throws', () => {
    const pieces = fc.constantFrom(
      'task',
      ' :a',
      '"#{',
      '}',
      'do',
      'end',
      '\n',
      '<<~A',
      "'",
      '\0',
      '%w[',
      '🚀',
      '__END__',
      '=begin',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), all => {
        parser.parse(all.join(' '));
      }),
    );
  });
});
