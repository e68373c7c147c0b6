import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cronwright } from '../cli/support.js';
import { folderOf } from '../support/folders.js';
import { ended, ruby, startSidekiq, TESTED, untilTrue } from '../support/redis.js';
import { HERE, twoServers } from './servers.js';

const servers = twoServers();

const INITIALIZER = `require "sidekiq"

Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("OLD_URL"), network_timeout: 3 }
  config.on(:startup) { Sidekiq.logger.info "started" }
end

Sidekiq.configure_client { |config| config.redis = { url: ENV.fetch("OLD_URL"), network_timeout: 3 } }
`;

/** A repository with an application, as it is before anybody thinks of another Redis. */
function repository() {
  const folder = folderOf({ Gemfile: '', 'config/initializers/sidekiq.rb': INITIALIZER });
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
  git('init', '--quiet');
  git('add', '.');
  git('-c', 'user.name=t', '-c', 'user.email=t@t.invalid', 'commit', '--quiet', '-m', 'before');
  return { folder, git };
}

describe.each(TESTED)('a migration from start to end on Sidekiq $version', sidekiq => {
  it('leaves nothing on the old Redis, and nothing in the repository but the new address', async () => {
    const { old, new: next } = servers();
    const { folder, git } = repository();
    const env = {
      ...sidekiq.env,
      OLD_URL: old.url(),
      NEW_URL: next.url(),
      NOTES_REDIS_URL: next.url(9),
      INITIALIZER: join(folder, 'config/initializers/sidekiq.rb'),
    };
    const script = (name: string, ...args: string[]) =>
      ruby([`script/${name}.rb`, ...args], env, folder);
    await ruby([join(HERE, 'seed.rb'), '300'], { ...env, SEED_REDIS_URL: old.url() });
    // those of a batch end where they began, which takes Sidekiq Pro
    for (const set of ['schedule', 'retry'])
      for (const job of old.cli('ZRANGE', set, '0', '-1').split('\n'))
        if (job.includes('"bid"')) old.cli('ZREM', set, job);

    const flags = ['--old', 'OLD_URL', '--new', 'NEW_URL', '--processes', '4'];
    const begun = await cronwright(['migrate', 'sidekiq', ...flags], { cwd: folder });
    expect(begun.stderr + begun.stdout).toContain('docs/sidekiq-migration.md');

    const process = (more: Record<string, string>) =>
      startSidekiq(
        sidekiq,
        more.SIDEKIQ_DRAIN_OLD ? old : next,
        [
          '-r',
          join(HERE, 'application.rb'),
          ...['default', 'mailers', 'low'].flatMap(q => ['-q', q]),
        ],
        { ...env, ...more },
      );
    const [drainer, worker] = await Promise.all([process({ SIDEKIQ_DRAIN_OLD: '1' }), process({})]);
    await untilTrue('the queues to be drained', () =>
      ['default', 'mailers', 'low'].every(queue => old.cli('LLEN', `queue:${queue}`) === '0'),
    );
    const finish = () => cronwright(['migrate', 'sidekiq', '--finish'], { cwd: folder, env });
    const tooEarly = await finish();
    expect(tooEarly.stderr).toMatch(/schedule +\d+ {2}left\n/);
    expect(tooEarly.stderr).toMatch(/^Not yet: there is work left in schedule, retry/m);
    expect(tooEarly.code).toBe(1);
    expect((await script('sidekiq_move')).output).toMatch(/moved [1-9]\d* jobs/);
    await ended(drainer.child, 'SIGTERM');
    await untilTrue('the drainer to be gone', () => old.cli('SMEMBERS', 'processes') === '');
    await script('sidekiq_move');
    await ended(worker.child, 'SIGTERM');

    const finished = await finish();
    expect(finished.stderr).toContain('Verified: the old Redis has no work left.');
    expect(finished.stdout).toContain('the migration is taken out.');
    expect(finished.code).toBe(0);
    expect(git('status', '--porcelain').trim()).toBe('M config/initializers/sidekiq.rb');
    const changes = git('diff', '--unified=0')
      .split('\n')
      .filter(line => /^[-+] *\w/.test(line));
    const lines = INITIALIZER.split('\n').filter(line => line.includes('OLD_URL'));
    expect(changes.toSorted()).toEqual(
      lines
        .flatMap(line => [`-${line}`, `+${line.replace('OLD_URL', 'NEW_URL')}`])
        .filter(line => /^[-+] *\w/.test(line))
        .toSorted(),
    );
  });
});
