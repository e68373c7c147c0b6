import { join } from 'node:path';
import { beforeAll, beforeEach } from 'vitest';
import { ROOT } from '../support/folders.js';
import { missing, needSidekiq, type Redis, startRedis } from '../support/redis.js';

export const HERE = join(ROOT, 'test/sidekiq');
const SOURCES = join(ROOT, 'server/src/authoring/sidekiq');
export const MOVE = join(SOURCES, 'move.rb');
export const VERIFY = join(SOURCES, 'verify.rb');

export interface Servers {
  readonly old: Redis;
  readonly new: Redis;
  /** What the scripts find them by, and where jobs note that they ran. */
  readonly env: Readonly<Record<string, string>>;
}

/** Two servers for the tests of a file, empty before each; the tests are skipped where there is no Redis. */
export function twoServers(): () => Servers {
  let servers: Servers | undefined;
  const present = () => {
    if (!servers) throw new Error('no servers');
    return servers;
  };
  beforeAll(async () => {
    if (missing) return;
    const [before, after] = await Promise.all([startRedis(), startRedis()]);
    const env = {
      SIDEKIQ_OLD_REDIS_URL: before.url(),
      SIDEKIQ_NEW_REDIS_URL: after.url(),
      NOTES_REDIS_URL: after.url(9),
    };
    servers = { old: before, new: after, env };
  });
  beforeEach(needSidekiq);
  beforeEach(() => {
    present().old.cli('FLUSHALL');
    present().new.cli('FLUSHALL');
  });
  return present;
}
