import fc from 'fast-check';
import { expect, it } from 'vitest';
import { carried } from '../../server/src/rules/carried.js';
import type { Problem } from '../../server/src/rules/rule.js';

const TEXT = 'alpha beta gamma delta';

function problem(word: string): Problem {
  const start = TEXT.indexOf(word);
  const end = start + word.length;
  const edits = [{ start, end, newText: '' }];
  return {
    ...{ rule: 'sidekiq/namespace', severity: 'error', message: word, start, end },
    fixes: [{ title: '', edits, safe: true }],
  };
}

const WORDS = TEXT.split(' ');

it('problems go where their text goes, without what is touched and without fixes', () => {
  const after = carried(WORDS.map(problem), TEXT, 'alpha more be gamma delta');
  expect(after.map(({ message }) => message)).toEqual(['alpha', 'gamma', 'delta']);
  expect(after.every(({ fixes }) => fixes === undefined)).toBe(true);
});

it('each lies on its word, whatever is typed', () => {
  const where = fc.nat(TEXT.length);
  fc.assert(
    fc.property(where, where, fc.string({ maxLength: 6 }), (a, b, piece) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const text = TEXT.slice(0, from) + piece + TEXT.slice(to);
      for (const { start, end, message } of carried(WORDS.map(problem), TEXT, text))
        expect(text.slice(start, end)).toBe(message);
    }),
  );
});
