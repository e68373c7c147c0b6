import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../server/src/providers/aws/pace.js';
import { pooled } from '../../server/src/providers/aws/pool.js';

const never = new AbortController().signal;

/** When each of some calls is let through; time passes only while one waits, and between calls. */
async function turns(perSecond: number, pauses: readonly number[]): Promise<number[]> {
  let now = 5_000;
  const pace = new Pace(
    perSecond,
    () => now,
    async ms => {
      now += ms;
    },
  );
  const at: number[] = [];
  for (const pause of pauses) {
    now += pause;
    await pace.turn(never);
    at.push(now);
  }
  return at;
}

describe('the pace', () => {
  it('lets through as many at once as in a second, then one after the other', async () => {
    const at = await turns(2, [0, 0, 0, 0]);
    expect(at).toEqual([5000, 5000, 5500, 6000]);
  });

  it('lets through in any time at most what was left of a second and what comes in it', async () => {
    const pauses = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 20 }), pauses, async (perSecond, gaps) => {
        const at = await turns(perSecond, gaps);
        for (const [first, start] of at.entries())
          for (let last = first; last < at.length; last++) {
            const seconds = ((at[last] ?? 0) - start) / 1000;
            expect(last - first + 1).toBeLessThanOrEqual(perSecond + seconds * perSecond + 1e-6);
          }
      }),
    );
  });

  it('ends a wait that is cancelled', async () => {
    const controller = new AbortController();
    const pace = new Pace(1);
    await pace.turn(controller.signal);
    const waiting = pace.turn(controller.signal);
    controller.abort();
    await expect(waiting).rejects.toThrow('aborted');
  });
});

describe('the pool', () => {
  it('does each once, and never more than its width at a time', async () => {
    const done: number[] = [];
    let [now, most] = [0, 0];
    await pooled([...Array(50).keys()], 8, async item => {
      most = Math.max(most, ++now);
      await new Promise(setImmediate);
      done.push(item);
      now--;
    });
    expect(done.sort((a, b) => a - b)).toEqual([...Array(50).keys()]);
    expect(most).toBe(8);
  });

  it('begins no other where one failed', async () => {
    const begun: number[] = [];
    const work = pooled([...Array(50).keys()], 4, async item => {
      begun.push(item);
      await new Promise(setImmediate);
      if (item === 2) throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    await new Promise(setImmediate);
    expect(begun.length).toBeLessThanOrEqual(8);
  });
});
