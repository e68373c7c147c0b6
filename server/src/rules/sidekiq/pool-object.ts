import type { RedisAssignment } from '../../ruby/sidekiq/facts.js';
import type { Rule } from '../rule.js';

export const poolObject: Rule = {
  id: 'sidekiq/pool-object',
  severity: 'error',
  title: 'A connection pool where Sidekiq 7 takes a hash',
  why: 'Until Sidekiq 6 `config.redis` could be a ConnectionPool. Since 7 it is a hash of options that Sidekiq makes its own pools of, and with a pool or nil the process does not boot (TypeError). It is looked at where Gemfile.lock has Sidekiq 7 or newer, and not where the code asks for the version itself.',
  source:
    'Measured on 7.3.9 (TypeError at boot); the source of 8.1.7: `Sidekiq::Config#redis=` merges its argument into a hash. 6.4.1 takes both.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = ConnectionPool.new(size: 25) { Redis.new(url: ENV["REDIS_URL"]) }
end
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  *ruby({ sidekiq }, { workspace, uri }) {
    const major = workspace.sidekiq.majorOf(uri);
    if (major === null || major < 7) return;
    for (const assignment of sidekiq.assignments) {
      const what = refusedIn(assignment);
      if (what)
        yield {
          ...assignment.written,
          message: `${what} is not taken here since Sidekiq 7, and the process does not boot (TypeError; Gemfile.lock has Sidekiq ${major}). Write the options as a hash, such as \`{ url: ENV["REDIS_URL"] }\`: Sidekiq makes its pools itself.`,
        };
    }
  },
};

function refusedIn({ values, isForVersion }: RedisAssignment): string | null {
  const kinds = values.map(({ kind }) => kind);
  if (isForVersion || kinds.length === 0) return null;
  if (!kinds.every(kind => kind === 'pool' || kind === 'nil')) return null;
  return kinds.includes('pool') ? 'A connection pool' : '`nil`';
}
