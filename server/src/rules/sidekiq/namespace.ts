import type { Named, SidekiqFacts } from '../../ruby/sidekiq/facts.js';
import type { Rule } from '../rule.js';

export const namespace: Rule = {
  id: 'sidekiq/namespace',
  severity: 'error',
  title: 'A namespace, which Sidekiq 7 refuses',
  why: 'Sidekiq 7 left redis-namespace behind: with `namespace` among the options of its Redis it raises an ArgumentError when the first connection is made, at boot in a server. Jobs that were pushed with a namespace stay under their old keys; they have to be run or moved before the upgrade. It is looked at where Gemfile.lock has Sidekiq 7 or newer.',
  source:
    'Measured on 7.3.9; the source of 8.1.7: “Your Redis configuration uses the namespace … but this feature is no longer supported in Sidekiq 7+” (docs/7.0-Upgrade.md).',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis = { url: ENV["REDIS_URL"], namespace: "shop" }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis = { url: ENV["REDIS_URL"], db: 1 }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
    files: { 'Gemfile.lock': 'GEM\n  specs:\n    sidekiq (7.3.9)\n' },
  },
  *ruby({ sidekiq }, { workspace, uri }) {
    const major = workspace.sidekiq.majorOf(uri);
    if (major === null || major < 7) return;
    for (const { start, end } of namespacesIn(sidekiq))
      yield {
        start,
        end,
        message: `Sidekiq ${major} (Gemfile.lock) refuses a namespace: an ArgumentError at boot (since 7.0). Use a database or a Redis of its own, such as \`db: 1\`, once the jobs under the old keys have run.`,
      };
  },
};

function namespacesIn({ assignments, clients }: SidekiqFacts): readonly Named[] {
  const values = [
    ...assignments.flatMap(({ values, isForVersion }) => (isForVersion ? [] : values)),
    ...clients.flatMap(({ pools }) => pools),
  ];
  const keys = values.flatMap(({ keys }) => keys.filter(({ name }) => name === 'namespace'));
  return keys.filter((key, i) => keys.findIndex(({ start }) => start === key.start) === i);
}
