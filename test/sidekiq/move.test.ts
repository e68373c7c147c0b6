import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import {
  ended,
  type Redis,
  ruby,
  type Sidekiq,
  said,
  startRuby,
  startSidekiq,
  TESTED,
  untilTrue,
} from '../support/redis.js';
import { HERE, MOVE, type Servers, twoServers } from './servers.js';

// on a machine that may be busy, two Sidekiq processes run thousands of jobs
vi.setConfig({ testTimeout: 240_000 });

const JOBS = 20_000;

const servers = twoServers();

describe.each(TESTED)('the mover on Sidekiq $version', sidekiq => {
  const env = () => ({ ...servers().env, ...sidekiq.env });

  it.each([
    ['forward', servers => servers.old, servers => servers.new, []],
    ['back', servers => servers.new, servers => servers.old, ['--back']],
  ] satisfies [string, (of: Servers) => Redis, (of: Servers) => Redis, string[]][])(
    'loses none and doubles none of 20,000 jobs, %s, killed ten times while Sidekiq works on both',
    async (_, fromOf, toOf, direction) => {
      const [from, to] = [fromOf(servers()), toOf(servers())];
      await ruby([join(HERE, 'seed.rb'), String(JOBS)], { ...env(), SEED_REDIS_URL: from.url() });
      const before = await census(env());
      expect(before.times).toEqual({ 1: JOBS });
      const workers = await Promise.all([from, to].map(one => worker(sidekiq, one)));
      await killTenTimes(direction, env());
      const last = await ruby([MOVE, ...direction], env());
      expect(last.output).toMatch(/moved [\d,]+ jobs in/);
      expect(last.code).toBe(0);
      await untilTrue('all that is due to have run', () => isDone(from) && isDone(to));
      await Promise.all(workers.map(({ child }) => ended(child, 'SIGTERM')));
      // what came to be due on the source, or was put back there by a worker that ended
      await ruby([MOVE, ...direction], env());
      const after = await census(env());
      expect(after.times).toEqual({ 1: JOBS });
      expect(after.damaged).toBe(0);
      expect(after.ran).toBeGreaterThan(JOBS / 3);
      expect(after.far).toEqual(moved(before.far, direction.length > 0));
      expect(from.cli('KEYS', 'sidekiq_move:*') + to.cli('KEYS', 'sidekiq_move:*')).toBe('');
    },
  );
});

interface Census {
  /** How many jobs are found or have run so many times. */
  readonly times: Readonly<Record<string, number>>;
  readonly ran: number;
  readonly damaged: number;
  /** The jobs that are due in years, by server, set, and whether they are of a batch. */
  readonly far: Readonly<Record<string, { readonly count: number; readonly digest: string }>>;
}

async function census(env: Readonly<Record<string, string>>): Promise<Census> {
  return JSON.parse((await ruby([join(HERE, 'census.rb')], env)).output);
}

/** Where the far jobs are to be after a move: on the other server, but for those of a batch. */
function moved(far: Census['far'], back: boolean): Census['far'] {
  const [from, to] = back ? ['new', 'old'] : ['old', 'new'];
  const place = (name: string) => (name.endsWith('single') ? name.replace(from, to) : name);
  return Object.fromEntries(Object.entries(far).map(([name, jobs]) => [place(name), jobs]));
}

function worker(sidekiq: Sidekiq, redis: Redis) {
  const queues = ['default', 'mailers', 'low'].flatMap(queue => ['-q', queue]);
  const args = ['-r', join(HERE, 'jobs.rb'), '-c', '5', ...queues];
  return startSidekiq(sidekiq, redis, args, { ...servers().env, SERVER_REDIS_URL: redis.url() });
}

/** Kills the mover at random moments of its work, each time a little into it. */
async function killTenTimes(
  direction: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<void> {
  for (let kills = 0; kills < 10; kills++) {
    const mover = startRuby([join(HERE, 'telling.rb'), MOVE, '--batch', '20', ...direction], env);
    await said(mover.child, 'started');
    await new Promise(resolve => setTimeout(resolve, Math.random() * 120));
    mover.child.kill('SIGKILL');
    expect(await mover.code).toBe(null);
  }
}

/** Whether a server has nothing in a queue, nothing that is due, and nothing in progress. */
function isDone(redis: Redis): boolean {
  const now = String(Date.now() / 1000 + 60);
  const queued = ['default', 'mailers', 'low'].map(queue => redis.cli('LLEN', `queue:${queue}`));
  const due = ['schedule', 'retry'].map(set => redis.cli('ZCOUNT', set, '-inf', now));
  return [...queued, ...due].every(count => count === '0');
}
