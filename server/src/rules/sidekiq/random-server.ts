import type { Rule } from '../rule.js';
import { oddsWords } from './odds.js';

export const randomServer: Rule = {
  id: 'sidekiq/random-server',
  severity: 'warning',
  title: 'A server that picks its Redis by chance',
  why: 'A process reads one Redis from its start to its end, so with a coin toss at the start it is left to chance whether anybody reads the other one. With *n* processes no one reads a given Redis after one deploy in 2ⁿ: 25 % at two processes, 6 % at four, 0.4 % at eight; over twelve deploys at four processes it happens to one of two teams. Processes that are forked by a parent which has loaded the file (sidekiqswarm) share one toss. And jobs that a job enqueues go to the Redis its process reads, so the old one gets new jobs while it is drained. A switch that is set on chosen processes has no such odds.',
  source:
    'Each process tosses by itself: 0.5ⁿ. docs/capsule.md of Sidekiq: a process executes jobs from one Redis. Measured on 7.3.9: `configure_client` never runs in a server, so a job’s own `perform_async` and its retries go to the Redis the server reads.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis_url = rand < 0.5 ? ENV.fetch("NEW_REDIS_URL") : ENV.fetch("OLD_REDIS_URL")
Sidekiq.configure_server do |config|
  config.redis = { url: redis_url }
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("NEW_REDIS_URL") }
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `draining = ENV["SIDEKIQ_DRAIN_OLD"] == "1"
Sidekiq.configure_server do |config|
  config.redis = { url: draining ? ENV.fetch("OLD_REDIS_URL") : ENV.fetch("NEW_REDIS_URL") }
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("NEW_REDIS_URL") }
end
`,
  },
  *ruby({ sidekiq, text }, context) {
    const tosses = sidekiq.assignments.flatMap(({ sides, toss }) =>
      toss && sides.includes('server') ? [toss] : [],
    );
    const seen = new Set<number>();
    for (const toss of [...tosses, ...sidekiq.tosses]) {
      const { start, end } = toss;
      if (seen.has(start)) continue;
      seen.add(start);
      yield {
        start,
        end,
        message: `\`${text.slice(start, end)}\` picks the one Redis that a process reads for all its life (Sidekiq's docs/capsule.md). ${oddsWords(toss, context)} A fixed switch on chosen processes, such as \`ENV["SIDEKIQ_DRAIN_OLD"] == "1"\`, has no such odds.`,
      };
    }
  },
};
