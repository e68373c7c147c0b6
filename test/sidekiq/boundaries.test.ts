import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ruby, TESTED } from '../support/redis.js';
import { HERE, MOVE, twoServers } from './servers.js';

const servers = twoServers();

describe.each(TESTED)('the mover on Sidekiq $version', sidekiq => {
  it.each(['outbox', 'interleaved', 'late'])(
    'loses none and doubles none wherever it ends: %s',
    async how => {
      const result = await boundaries(how, { ...servers().env, ...sidekiq.env });
      expect(result.runs).toBeGreaterThan(20);
      expect(result).toMatchObject({ lost: 0, doubled: 0, left: 0, disordered: 0, residue: 0 });
      if (how === 'interleaved') expect(result.taken_over).toBeGreaterThan(20);
      if (how === 'late') expect(result.refused).toBeGreaterThan(10);
    },
  );
});

describe('movers as one would write them at first', () => {
  it('lose jobs where they take before they put', async () => {
    const { lost, doubled } = await boundaries('pop-then-add', servers().env);
    expect(lost).toBeGreaterThan(0);
    expect(doubled).toBe(0);
  });

  it('double jobs where they put before they take', async () => {
    const { lost, doubled } = await boundaries('add-then-remove', servers().env);
    expect(lost).toBe(0);
    expect(doubled).toBeGreaterThan(0);
  });
});

async function boundaries(
  how: string,
  env: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  return JSON.parse((await ruby([join(HERE, 'boundaries.rb'), MOVE, how], env)).output);
}
