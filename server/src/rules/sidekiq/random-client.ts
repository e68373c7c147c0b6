import type { Rule } from '../rule.js';

export const randomClient: Rule = {
  id: 'sidekiq/random-client',
  severity: 'error',
  title: 'A client that picks its Redis by chance',
  why: 'Clients are what pushes jobs: web, console and rake processes. As long as some of them push to the old Redis it gets new jobs and never drains, and a console shows the queues of the one it happened to pick. Only what reads jobs may have two Redis in a migration.',
  source:
    'Sidekiq’s wiki, “Using Redis”, and its source (6.4.1 to 8.1.7): `configure_client` is run by each process that is no Sidekiq server, and what it sets is where the process pushes to and what its API reads.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis_url = rand < 0.5 ? ENV.fetch("NEW_REDIS_URL") : ENV.fetch("OLD_REDIS_URL")
Sidekiq.configure_client do |config|
  config.redis = { url: redis_url }
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("NEW_REDIS_URL") }
end
`,
  },
  *ruby({ sidekiq, text }) {
    const seen = new Set<number>();
    for (const { sides, toss } of sidekiq.assignments) {
      if (!toss || !sides.includes('client') || seen.has(toss.start)) continue;
      seen.add(toss.start);
      const { start, end } = toss;
      yield {
        start,
        end,
        message: `\`${text.slice(start, end)}\` picks the Redis that a web, console or rake process pushes its jobs to (Sidekiq 6 to 8: \`configure_client\`), so each of them keeps getting jobs and none ever drains. Push to one, that which is moved to.`,
      };
    }
  },
};
