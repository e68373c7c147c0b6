import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf, repeated } from '../../server/src/rules/repeated.js';

describe('what is repeated', () => {
  it('is what a look at every pair finds', () => {
    const text = fc.string({ maxLength: 2 });
    fc.assert(
      fc.property(fc.array(fc.uniqueArray(text, { maxLength: 3 }), { maxLength: 40 }), items => {
        const expected = new Map<string, string[][]>();
        for (const item of items)
          for (const one of item)
            expected.set(
              one,
              items.filter(other => other.includes(one)),
            );
        for (const [one, all] of expected) if (all.length < 2) expected.delete(one);
        const found = repeated(items, item => item.map(keyOf));
        expect(new Map(found)).toEqual(expected);
      }),
    );
  });

  it('is told apart from what only has the same hash', () => {
    const seen = new Map<number, string>();
    let pair: [string, string] | undefined;
    for (let i = 0; !pair; i++) {
      const { text, hash } = keyOf(`name-${i}`);
      const before = seen.get(hash);
      if (before !== undefined) pair = [before, text];
      seen.set(hash, text);
    }
    expect(repeated(pair, text => [keyOf(text)]).size).toBe(0);
  });
});
