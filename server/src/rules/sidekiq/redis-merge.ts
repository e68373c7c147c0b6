import type { RedisAssignment, RedisValue } from '../../ruby/sidekiq/facts.js';
import type { Rule } from '../rule.js';
import { areSame } from './reading.js';

export const redisMerge: Rule = {
  id: 'sidekiq/redis-merge',
  severity: 'warning',
  title: 'A second assignment that keeps options of the first',
  why: 'Since Sidekiq 7 `config.redis =` does not replace: each hash is merged into the one before. A password, a database or Sentinels of the first assignment are still there after the second, and a process logs in to the new Redis with the old password. It is looked at where Gemfile.lock has Sidekiq 7 or newer.',
  source:
    'Measured on 7.3.9: a `password` survives a second assignment; the source of 8.1.7: `@redis_config = @redis_config.merge(hash)`. Sidekiq 6 replaces.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["OLD_REDIS_URL"], password: ENV["OLD_REDIS_PASSWORD"] }
  config.redis = { url: ENV["REDIS_URL"] }
end
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis = { url: ENV["NEW_REDIS_URL"], password: ENV["NEW_REDIS_PASSWORD"] }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  *ruby({ sidekiq: { assignments } }, { workspace, uri }) {
    const major = workspace.sidekiq.majorOf(uri);
    if (major === null || major < 7) return;
    for (const side of ['server', 'client'] as const) {
      const own = assignments.filter(({ sides, isSure }) => isSure && sides.includes(side));
      for (const [i, later] of own.entries()) {
        const kept = keptBy(later, own.slice(0, i));
        if (kept.length === 0) continue;
        const { start, end } = later;
        yield {
          start,
          end,
          message: `\`config.redis =\` adds to what was set before (Sidekiq ${major}: hashes are merged since 7.0), so ${listed(kept)} of the assignment above still ${kept.length === 1 ? 'holds' : 'hold'} here. Assign once, with all options.`,
        };
      }
    }
  },
};

/** The options that say where and how to log in, of earlier assignments, that a later one leaves. */
function keptBy(later: RedisAssignment, earlier: readonly RedisAssignment[]): string[] {
  const last = onlyHash(later);
  if (!last || last.isOpen || !last.keys.some(({ name }) => name === 'url' || name === 'host'))
    return [];
  const own = new Set(last.keys.map(({ name }) => name));
  const kept = earlier.flatMap(assignment => {
    const before = onlyHash(assignment);
    // of the same Redis they may well be kept on purpose
    if (!before || before.urls.some(url => last.urls.some(other => areSame(url, other)))) return [];
    return before.keys.map(({ name }) => name);
  });
  return [...new Set(kept)].filter(name => LASTING.has(name) && !own.has(name));
}

function onlyHash({ values }: RedisAssignment): RedisValue | null {
  const [only, more] = values;
  return only?.kind === 'hash' && !more ? only : null;
}

const LASTING = new Set([
  'username',
  'password',
  'db',
  'ssl',
  'ssl_params',
  'sentinels',
  'sentinel_username',
  'sentinel_password',
  'name',
  'master_name',
  'role',
]);

function listed(names: readonly string[]): string {
  const shown = names.map(name => `\`${name}\``);
  return shown.length < 2 ? shown.join() : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
