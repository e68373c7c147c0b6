import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Redis, ruby, startRedis, TESTED } from '../support/redis.js';
import { breakingBefore } from './proxy.js';
import { MOVE, twoServers, VERIFY } from './servers.js';

const servers = twoServers();

const job = (number: number, more: object = {}) =>
  JSON.stringify({ class: 'A', args: [number], jid: `j${number}`, queue: 'q', ...more });

/** Puts jobs into a queue, the first of which is the first to run. */
function enqueue(redis: Redis, jobs: readonly string[]): void {
  redis.cli('SADD', 'queues', 'q');
  for (const one of jobs) redis.cli('LPUSH', 'queue:q', one);
}

describe.each(TESTED)('sidekiq_move.rb on Sidekiq $version', ({ version, env }) => {
  const move = (...args: string[]) => ruby([MOVE, ...args], { ...servers().env, ...env });

  it('has what it moved run after what is there, in its own order', async () => {
    enqueue(
      servers().old,
      [1, 2, 3, 4, 5].map(number => job(number)),
    );
    enqueue(servers().new, [job(0)]);
    const { code } = await move('--batch', '2');
    expect(code).toBe(0);
    const order = Array.from({ length: 6 }, () => JSON.parse(servers().new.cli('RPOP', 'queue:q')));
    expect(order.map(({ args }) => args[0])).toEqual([0, 1, 2, 3, 4, 5]);
    expect(servers().new.cli('SMEMBERS', 'queues')).toBe('q');
  });

  it('leaves the jobs of a batch where they are, in their order, and says how many', async () => {
    const batched = [7, 8, 9].map(number => job(number, { bid: 'b' }));
    // what only looks like it
    const like = [job(1, { args: [{ bid: 'x' }] }), job(2, { bid: null })];
    enqueue(servers().old, [
      batched[0] ?? '',
      like[0] ?? '',
      batched[1] ?? '',
      like[1] ?? '',
      batched[2] ?? '',
    ]);
    servers().old.cli('ZADD', 'schedule', '5', job(10, { bid: 'b' }), '6', job(11));
    const { output, code } = await move('--batch', '1');
    expect(code).toBe(0);
    expect(output).toContain('stay where their batch is: schedule 1, queue:q 3.');
    expect(servers().old.cli('LRANGE', 'queue:q', '0', '-1').split('\n')).toEqual(
      batched.toReversed(),
    );
    expect(servers().new.cli('LRANGE', 'queue:q', '0', '-1').split('\n')).toEqual(
      like.toReversed(),
    );
    expect(servers().new.cli('ZCARD', 'schedule')).toBe('1');
  });

  it('takes the dead jobs where it is asked to, and only a queue that is named', async () => {
    servers().old.cli('ZADD', 'dead', '5', job(1));
    enqueue(servers().old, [job(2)]);
    await move('--take', 'schedule');
    expect(servers().old.cli('ZCARD', 'dead')).toBe('1');
    await move('--take', 'dead,queue:q');
    expect(servers().new.cli('ZSCORE', 'dead', job(1))).toBe('5');
    expect(servers().new.cli('LLEN', 'queue:q')).toBe('1');
  });

  it('takes along how far an iterable job is', async ({ task, skip }) => {
    if (Number.parseFloat(version) < 7.3) {
      task.meta.reason = `Sidekiq ${version} has no iterable jobs`;
      skip(task.meta.reason);
    }
    servers().old.cli('HSET', 'it-j1', 'ex', '2', 'c', '["ünï\u0001",{"id":7}]');
    servers().old.cli('EXPIRE', 'it-j1', '5000');
    enqueue(servers().old, [job(1), job(2)]);
    await move();
    expect(servers().new.cli('HGET', 'it-j1', 'c')).toBe(servers().old.cli('HGET', 'it-j1', 'c'));
    expect(Number(servers().new.cli('TTL', 'it-j1'))).toBeGreaterThan(4900);
    expect(servers().new.cli('EXISTS', 'it-j2')).toBe('0');
  });

  it('changes nothing with --dry-run, and says what there is', async () => {
    enqueue(servers().old, [job(1), job(2)]);
    const { output, code } = await move('--dry-run');
    expect(output).toMatch(/queue:q +2\n/);
    expect(code).toBe(0);
    expect(servers().old.cli('KEYS', '*').split('\n').sort()).toEqual(['queue:q', 'queues']);
    expect(servers().new.cli('KEYS', '*')).toBe('');
  });

  it.each([1, 2])('is in doubt of nothing when a connection breaks (%i)', async number => {
    enqueue(
      servers().old,
      Array.from({ length: 9 }, (_, i) => job(i)),
    );
    for (const [name, redis] of [
      ['SIDEKIQ_OLD_REDIS_URL', servers().old],
      ['SIDEKIQ_NEW_REDIS_URL', servers().new],
    ] as const) {
      const broken = {
        ...servers().env,
        ...env,
        [name]: await breakingBefore(redis, 'EVAL', number),
      };
      const { output, code } = await ruby([MOVE, '--batch', '2'], broken);
      expect(output).toContain('Nothing is lost: start it again');
      expect(code).toBe(1);
    }
    expect((await move()).code).toBe(0);
    const moved = servers().new.cli('LRANGE', 'queue:q', '0', '-1').split('\n');
    expect(moved.map(text => JSON.parse(text).args[0])).toEqual([8, 7, 6, 5, 4, 3, 2, 1, 0]);
  });

  it('puts nothing twice, and loses nothing, where the target refuses a job', async () => {
    enqueue(servers().old, [job(1)]);
    servers().old.cli('ZADD', 'schedule', '5', job(2));
    servers().new.cli('SET', 'schedule', 'not a set');
    expect((await move()).code).toBe(1);
    servers().new.cli('DEL', 'schedule');
    expect((await move()).code).toBe(0);
    expect(servers().new.cli('ZRANGE', 'schedule', '0', '-1')).toBe(job(2));
    expect(servers().new.cli('LLEN', 'queue:q')).toBe('1');
  });

  it.each([
    ['the same server', 'lead to the same Redis server', 'old', []],
    [
      'one that evicts',
      'maxmemory-policy allkeys-lru',
      null,
      ['--maxmemory-policy', 'allkeys-lru'],
    ],
    ['a cluster', 'is a cluster', null, ['--cluster-enabled', 'yes']],
    ['a replica', 'is a replica', null, ['--replicaof', '127.0.0.1', '1']],
  ])('refuses %s as its target', async (_, says, which, options) => {
    enqueue(servers().old, [job(1)]);
    const target = which === 'old' ? servers().old : await startRedis(...options);
    const { output, code } = await ruby([MOVE], {
      ...servers().env,
      ...env,
      SIDEKIQ_NEW_REDIS_URL: target.url(),
    });
    expect(output).toContain(says);
    expect(code).toBe(2);
    expect(servers().old.cli('LLEN', 'queue:q')).toBe('1');
  });

  it('refuses a Redis that is too old for this Sidekiq', async () => {
    const older =
      'SidekiqMove::Server.prepend(Module.new { def info = super.merge("redis_version" => "3.9.9") })';
    const { output } = await ruby(['-e', `load "${MOVE}"; ${older}; exit SidekiqMove.run([])`], {
      ...servers().env,
      ...env,
    });
    expect(output).toMatch(
      /the old Redis is 3\.9\.9, and Sidekiq [\d.]+ needs Redis \d\.\d or newer/,
    );
  });

  it('shows no password of an address that is none', async () => {
    const broken = { ...servers().env, ...env, SIDEKIQ_NEW_REDIS_URL: 'redis://:secret@a b' };
    const { output, code } = await ruby([MOVE], broken);
    expect(output).toMatch(/^sidekiq_move: .* is no URL such as .*\n$/);
    expect(output).not.toContain('secret');
    expect(code).toBe(2);
  });

  it.each([
    [['--take', 'everything'], 'everything'],
    [['--batch', '0'], '0'],
    [['--all'], '--all'],
  ])('refuses %j', async (args, says) => {
    const { output, code } = await move(...args);
    expect(output).toContain(says);
    expect(code).toBe(2);
  });
});

describe.each(TESTED)('sidekiq_verify.rb on Sidekiq $version', ({ env }) => {
  const verify = (...args: string[]) => ruby([VERIFY, ...args], { ...servers().env, ...env });

  it('ends with 0 where there is no work, and tells what else there is', async () => {
    const { old } = servers();
    old.cli('ZADD', 'dead', '5', job(1));
    old.cli('SADD', 'queues', 'q');
    old.cli('SADD', 'processes', 'host:1:a');
    old.cli('HSET', 'host:1:a', 'busy', '0');
    old.cli('HSET', 'b-abc', 'total', '1');
    old.cli('HSET', 'cron_job:daily', 'cron', '0 0 * * *');
    const { code, output } = await verify();
    expect(output).toMatch(/dead +1 {2}for information/);
    expect(output).toMatch(/live processes +1 {2}for information/);
    expect(output).toMatch(/keys of batches \(b-…\) +1 {2}for information/);
    expect(output).toMatch(/jobs of sidekiq-cron +1 {2}for information/);
    expect(output).toContain('verify again 60 seconds after the last ended');
    expect(output).toContain('Verified: the old Redis has no work left.');
    expect(code).toBe(0);
  });

  it.each([
    ['a queue', ['LPUSH', 'queue:q', job(1)], 'queue:q'],
    ['the private list of a process', ['LPUSH', 'queue:sq|host:1|q', job(1)], 'queue:sq|host:1|q'],
    ['the schedule', ['ZADD', 'schedule', '1', job(1)], 'schedule'],
    ['retries', ['ZADD', 'retry', '1', job(1)], 'retry'],
    ['work in progress', ['HSET', 'host:1:a:work', 't', '{}'], 'in progress (work)'],
    ['work in progress before 7', ['HSET', 'host:1:a:workers', 't', '{}'], 'in progress (work)'],
    ['what the mover has under way', ['HSET', 'sidekiq_move:to_new:outbox', '1', 'x'], 'under way'],
  ])('ends with 1 where there is %s', async (_, command, says) => {
    servers().old.cli(...command);
    const { code, output } = await verify();
    expect(output).toContain('Not yet: there is work left in ');
    expect(output.split('Not yet').at(-1)).toContain(says);
    expect(code).toBe(1);
  });

  it('counts what processes say that they are busy with', async () => {
    servers().old.cli('SADD', 'processes', 'host:1:a', 'host:2:b');
    servers().old.cli('HSET', 'host:1:a', 'busy', '2');
    const { code, output } = await verify();
    expect(output).toMatch(/in progress \(busy\) +2 {2}left/);
    expect(code).toBe(1);
  });

  it.each([
    ['its variable is not set', undefined, /^sidekiq_verify: key not found/],
    ['nobody answers', 'redis://127.0.0.1:1/0', /^sidekiq_verify: .*127\.0\.0\.1:1/],
    ['the address is none', 'redis://:secret@a b', /^(?!.*secret)sidekiq_verify: .* is no URL/],
  ])('ends with 2 and a line where %s', async (_, url, says) => {
    const { code, output } = await ruby([VERIFY], {
      ...env,
      ...(url !== undefined && { SIDEKIQ_OLD_REDIS_URL: url }),
    });
    expect(output).toMatch(says);
    expect(output.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it('looks at the new Redis with --back, and shows no password', async () => {
    servers().new.cli('ZADD', 'retry', '1', job(1));
    servers().new.cli('ACL', 'SETUSER', 'jobs', 'on', '>secret', '~*', '+@all');
    const url = servers().new.url().replace('//', '//jobs:secret@');
    const { code, output } = await ruby([VERIFY, '--back'], {
      ...servers().env,
      ...env,
      SIDEKIQ_NEW_REDIS_URL: url,
    });
    expect(output).toContain(`The new Redis at 127.0.0.1:${servers().new.port}/0`);
    expect(output).not.toContain('secret');
    expect(code).toBe(1);
  });
});

it('is Ruby without a warning, each file', () => {
  const folder = dirname(MOVE);
  const files = readdirSync(folder).filter(name => name.endsWith('.rb'));
  expect(files.length).toBeGreaterThan(3);
  for (const file of files)
    expect(execFileSync('ruby', ['-wc', join(folder, file)], { encoding: 'utf8' })).toBe(
      'Syntax OK\n',
    );
});
