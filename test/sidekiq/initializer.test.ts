import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { INITIALIZER } from '../../server/src/authoring/sidekiq/migration.js';
import { started } from '../authoring/sidekiq/support.js';
import { folderOf } from '../support/folders.js';
import { ended, type Redis, ruby, startSidekiq, TESTED, untilTrue } from '../support/redis.js';
import { HERE, twoServers } from './servers.js';

const servers = twoServers();

const APPLICATION = join(HERE, 'application.rb');

/** An application as it is while its migration is under way. */
function initializer(text: string): string {
  const folder = folderOf({});
  const file = join(folder, 'sidekiq.rb');
  writeFileSync(file, started({ [INITIALIZER]: text })[INITIALIZER] ?? '');
  return file;
}

const USUAL = initializer(
  'Sidekiq.configure_server do |config|\n  config.redis = { url: ENV["REDIS_URL"] }\nend\n' +
    'Sidekiq.configure_client do |config|\n  config.redis = { url: ENV["REDIS_URL"] }\nend\n',
);
const NONE = initializer('# frozen_string_literal: true\n');

const job = (name: string, more: object = {}) =>
  JSON.stringify({ class: name, args: ['a'], jid: name, queue: 'default', retry: true, ...more });

function enqueue(redis: Redis, ...jobs: readonly string[]): void {
  redis.cli('SADD', 'queues', 'default');
  redis.cli('LPUSH', 'queue:default', ...jobs);
}

/** What is on a server: children that are queued, scheduled ones, and retries. */
function found(redis: Redis): readonly string[] {
  return [
    redis.cli('LLEN', 'queue:children'),
    redis.cli('ZCARD', 'schedule'),
    redis.cli('ZCARD', 'retry'),
  ];
}

describe.each(TESTED)('the initializer on Sidekiq $version', sidekiq => {
  const env = (more: Record<string, string>) => ({
    ...servers().env,
    ...sidekiq.env,
    INITIALIZER: USUAL,
    OLD_URL: servers().old.url(),
    NEW_URL: servers().new.url(),
    ...more,
  });
  const process = (redis: Redis, more: Record<string, string> = {}) =>
    startSidekiq(sidekiq, redis, ['-r', APPLICATION, '-c', '2', '-q', 'default'], env(more));
  const done = (redis: Redis) => redis.cli('LLEN', 'queue:default') === '0';

  it.each([USUAL, NONE])('has what a draining process enqueues go to the new Redis', async file => {
    const { old, new: next } = servers();
    const failing = job('FailingJob', { args: [] });
    enqueue(old, job('ParentJob'), failing, job('ParentJob', { bid: 'b', jid: 'of-a-batch' }));
    const more = { SIDEKIQ_DRAIN_OLD: '1', INITIALIZER: file };
    const { child } = await process(old, more);
    await untilTrue('the jobs to have run', () => done(old) && found(old).join() === '1,1,1');
    await ended(child, 'SIGTERM');
    expect(found(next)).toEqual(['1', '1', '0']);
    expect(JSON.parse(old.cli('ZRANGE', 'retry', '0', '-1'))).toMatchObject({
      class: 'FailingJob',
      error_message: 'as it should',
    });
  });

  it('has any other process on the new Redis', async () => {
    const { old, new: next } = servers();
    enqueue(next, job('ParentJob'), job('FailingJob', { args: [] }));
    const { child } = await process(next);
    await untilTrue('the jobs to have run', () => found(next).join() === '1,1,1');
    await ended(child, 'SIGTERM');
    expect(found(old)).toEqual(['0', '0', '0']);
  });

  it.each(['', '1'])(
    'has web and console enqueue to the new Redis (draining: "%s")',
    async drain => {
      const script = 'ChildJob.set(queue: "children").perform_async(1); ChildJob.perform_in(60, 2)';
      const { code } = await ruby(
        ['-r', APPLICATION, '-e', script],
        env({ SIDEKIQ_DRAIN_OLD: drain }),
      );
      expect(code).toBe(0);
      expect(found(servers().new)).toEqual(['1', '1', '0']);
      expect(servers().old.cli('KEYS', '*')).toBe('');
    },
  );

  it('names the variable that is not set, and does not boot', async () => {
    const { NEW_URL: _, ...without } = env({});
    const { output, code } = await ruby(['-r', APPLICATION, '-e', ''], without);
    expect(output).toContain('key not found: "NEW_URL"');
    expect(code).not.toBe(0);
  });
});
