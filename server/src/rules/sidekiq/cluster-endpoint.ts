import type { RedisAssignment, SidekiqFacts } from '../../ruby/sidekiq/facts.js';
import { moved } from '../../template/node.js';
import { clusterIn } from '../../template/sidekiq-service.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { FileContext, Finding, Rule } from '../rule.js';
import { isTest } from './reading.js';

export const clusterEndpoint: Rule = {
  id: 'sidekiq/cluster-endpoint',
  severity: 'error',
  title: 'A Redis cluster, which Sidekiq can’t use',
  why: 'Sidekiq’s commands touch several keys at once, which lie on several nodes of a cluster, and are refused there (CROSSSLOT). ElastiCache Serverless is a cluster too. An endpoint of a replication group with cluster mode disabled is what Sidekiq needs.',
  source:
    'The issues 6229 and 6112 of Sidekiq: ElastiCache in cluster mode and ElastiCache Serverless do not work with it; its source raises “:nodes not allowed, Sidekiq is not safe to run on Redis Cluster”. The names are those that AWS documents for configuration endpoints (`clustercfg.`) and serverless caches (`.serverless.`). `ConfigurationEndPoint.Address` of a replication group is there in cluster mode only (CloudFormation’s reference). It is looked for in the task definitions of the workspace whose command runs Sidekiq, under a variable that each file which sets Sidekiq’s Redis reads.',
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
  *ruby({ sidekiq }, context) {
    yield* inTasks(sidekiq, context);
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

/** The variables that task definitions give to Sidekiq with the endpoint of a cluster. */
function* inTasks(sidekiq: SidekiqFacts, { workspace, uri }: FileContext): Generator<Finding> {
  if (!workspace.sidekiq.settled || isTest(uri)) return;
  for (const { task, variable, ...place } of clustersIn(workspace)) {
    const assignment = sidekiq.assignments.find(one => reads(one, variable));
    // of several applications with one name for it nobody knows whose task that is
    if (!assignment || !areAllReading(variable, workspace)) continue;
    const { start, end } = assignment;
    const file = place.uri.slice(place.uri.lastIndexOf('/') + 1);
    yield {
      start,
      end,
      message: `\`${variable}\` has the configuration endpoint of a Redis cluster in the task definition ${task} of ${file}, and Sidekiq does not work with one (issues 6229 and 6112 of Sidekiq): what touches several keys is refused there. Give it the primary endpoint of a replication group with cluster mode disabled.`,
      related: { ...place, message: 'Here Sidekiq is given the endpoint.' },
    };
  }
}

function* clustersIn(workspace: Workspace) {
  for (const uri of workspace.uris)
    for (const { facts, offset } of workspace.factsOf(uri))
      if (facts.sidekiq?.kind === 'task')
        for (const { variable, ...span } of facts.sidekiq.clusters)
          yield { task: facts.sidekiq.id, variable, uri, ...moved(span, offset) };
}

function areAllReading(variable: string, { sidekiq }: Workspace): boolean {
  return [...sidekiq.all].every(
    ([uri, { assignments }]) =>
      assignments.length === 0 || isTest(uri) || assignments.some(one => reads(one, variable)),
  );
}

function reads({ values }: RedisAssignment, variable: string): boolean {
  return values.some(({ urls }) =>
    urls.some(({ kind, text, isAside }) => kind === 'env' && text === variable && !isAside),
  );
}
