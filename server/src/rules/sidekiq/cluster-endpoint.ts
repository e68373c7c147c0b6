import type { Rule } from '../rule.js';

export const clusterEndpoint: Rule = {
  id: 'sidekiq/cluster-endpoint',
  severity: 'error',
  title: 'A Redis cluster, which Sidekiq can’t use',
  why: 'Sidekiq’s commands touch several keys at once, which lie on several nodes of a cluster, and are refused there (CROSSSLOT). ElastiCache Serverless is a cluster too. An endpoint of a replication group with cluster mode disabled is what Sidekiq needs.',
  source:
    'The issues 6229 and 6112 of Sidekiq: ElastiCache in cluster mode and ElastiCache Serverless do not work with it; its source raises “:nodes not allowed, Sidekiq is not safe to run on Redis Cluster”. The names are those that AWS documents for configuration endpoints (`clustercfg.`) and serverless caches (`.serverless.`).',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis = { url: "rediss://clustercfg.shop.a1b2c3.euw1.cache.amazonaws.com:6379" }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis = { url: "rediss://master.shop.a1b2c3.euw1.cache.amazonaws.com:6379" }
Sidekiq.configure_server { |config| config.redis = redis }
Sidekiq.configure_client { |config| config.redis = redis }
`,
  },
  *ruby({ sidekiq }) {
    const seen = new Set<number>();
    for (const { hosts } of [...sidekiq.assignments, ...sidekiq.clients])
      for (const { text, start, end } of hosts) {
        const what = clusterIn(text);
        if (!what || seen.has(start)) continue;
        seen.add(start);
        yield {
          start,
          end,
          message: `This is the endpoint of ${what}, and Sidekiq does not work with a Redis cluster (issues 6229 and 6112 of Sidekiq): what touches several keys is refused there. Write the primary endpoint of a replication group with cluster mode disabled.`,
        };
      }
  },
};

function clusterIn(url: string): string | null {
  if (/(?:^|[/@])clustercfg\.[\w.-]+\.cache\.amazonaws\.com/.test(url))
    return 'an ElastiCache group in cluster mode';
  return /\.serverless\.[\w-]+\.cache\.amazonaws\.com/.test(url)
    ? 'an ElastiCache Serverless cache'
    : null;
}
