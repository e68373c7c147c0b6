import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeField, describeSchedule, frequency } from '../../server/src/schedule/describe.js';
import { neverFires, occurrences } from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import type { Service } from '../../server/src/schedule/schedule.js';
import { expression } from './expressions.js';

const service = fc.constantFrom<Service>('rule', 'scheduler');

/** Pieces of expressions in any order, which come nearer to the grammar than bytes do. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...'cron( rate( at( ) 0 5 9 60 2026 * ? / - , # L W LW MON FRI JAN minutes day @daily T : Z'.split(
        ' ',
      ),
      ' ',
      '  ',
      '2030-01-01',
      '\u00a0',
      '–',
    ),
    { maxLength: 14 },
  )
  .map(parts => parts.join(''));

const valid = fc.sample(expression, { numRuns: 2_000, seed: 2026 });

/** A valid expression after a few slips of the finger. */
const slipped = fc
  .tuple(
    fc.constantFrom(...valid),
    fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.string({ unit: 'binary', maxLength: 2 })), {
      maxLength: 3,
    }),
  )
  .map(([text, slips]) =>
    slips.reduce((before, [where, cut, put]) => {
      const at = where % (before.length + 1);
      return before.slice(0, at) + put + before.slice(at + cut);
    }, text),
  );

const noise = fc.oneof(
  { weight: 2, arbitrary: slipped },
  { weight: 1, arbitrary: pieces },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
);

describe('100,000 random texts', () => {
  it('are read without an exception, each problem within the text and with words', () => {
    fc.assert(
      fc.property(noise, service, (text, where) => {
        const parsed = parseSchedule(text, where);
        const { problems, schedule, fields } = parsed;
        const erroneous = problems.some(problem => problem.severity === 'error');
        if (erroneous !== (schedule === null))
          throw new Error('errors and no schedule go together');
        for (const { start, end, message, fix } of problems) {
          if (start < 0 || end > text.length || (end <= start && text)) throw new Error('offsets');
          if (!/[.?]$/.test(message) || /undefined|null|NaN|Infinity/.test(message))
            throw new Error(message);
          if (fix !== undefined && !parseSchedule(fix, where).schedule) throw new Error(fix);
        }
        for (const field of fields)
          if (text.slice(field.start, field.end) === '') throw new Error('an empty field');
      }),
      { numRuns: 100_000, examples: [['ron(57,42-21/13 * ?/\u00003 1 *)', 'rule']] },
    );
  });
});

describe('whatever is understood', () => {
  it('can be said, and knows its next run', () => {
    fc.assert(
      fc.property(slipped, service, (text, where) => {
        const { schedule, fields } = parseSchedule(text, where);
        const said = fields.map(field => describeField(field, where));
        if (schedule) {
          said.push(describeSchedule(schedule, { service: where }), frequency(schedule) ?? '');
          const next = occurrences(schedule, { from: 0 }).next();
          if (neverFires(schedule) !== null) expect(next.done).toBe(true);
        }
        expect(said.join()).not.toMatch(/undefined|NaN|null/);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('every fix', () => {
  it('has no problem left, or a warning of what has no one meaning', () => {
    fc.assert(
      fc.property(slipped, service, (text, where) => {
        for (const { fix } of parseSchedule(text, where).problems) {
          if (fix === undefined) continue;
          const again = parseSchedule(fix, where);
          expect(again.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
          expect(again.problems.filter(problem => problem.fix !== undefined)).toEqual([]);
        }
      }),
      { numRuns: 5_000 },
    );
  });
});
