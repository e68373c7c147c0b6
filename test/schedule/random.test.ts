import { Cron } from 'croner';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { occurrences } from '../../server/src/schedule/occurrences.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import { bruteForce } from './brute-force.js';
import { cronBody } from './expressions.js';

const FROM = Date.UTC(2026, 1, 27, 13, 37);
const UNTIL = Date.UTC(2037, 0, 1);
const COUNT = 3;

function ours(expression: string): number[] {
  const { schedule } = parseSchedule(expression, 'rule');
  if (!schedule) throw new Error(`${expression} is not understood`);
  return firstOf(occurrences(schedule, { from: FROM }));
}

function firstOf(runs: Iterable<number>): number[] {
  const first: number[] = [];
  for (const run of runs) {
    if (run >= UNTIL) break;
    first.push(run);
    if (first.length === COUNT) break;
  }
  return first;
}

const iso = (times: readonly number[]) => times.map(time => new Date(time).toISOString());

describe('10,000 random expressions', () => {
  it('run when a reader that shares no code says', () => {
    fc.assert(
      fc.property(cronBody, body => {
        expect(iso(ours(`cron(${body})`))).toEqual(iso(bruteForce(body, FROM, UNTIL, COUNT)));
      }),
      { numRuns: 10_000 },
    );
  });

  it('run when croner says, where it takes the expression', () => {
    let compared = 0;
    fc.assert(
      fc.property(cronBody, body => {
        const theirs = byCroner(body);
        if (!theirs) return;
        compared++;
        expect(iso(ours(`cron(${body})`))).toEqual(iso(theirs));
      }),
      { numRuns: 10_000 },
    );
    expect(compared).toBeGreaterThan(4_000);
  });
});

function byCroner(body: string): number[] | null {
  try {
    const cron = new Cron(`0 ${body}`, {
      alternativeWeekdays: true,
      sloppyRanges: true,
      timezone: 'UTC',
      mode: '7-part',
    });
    return firstOf(cron.nextRuns(COUNT, new Date(FROM)).map(run => run.getTime()));
  } catch {
    return null;
  }
}
