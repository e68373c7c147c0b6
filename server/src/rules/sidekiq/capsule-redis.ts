import type { Rule } from '../rule.js';

export const capsuleRedis: Rule = {
  id: 'sidekiq/capsule-redis',
  severity: 'error',
  title: 'A capsule with its own Redis',
  why: 'A capsule is a set of threads with their queues, concurrency and middleware. All capsules of a process use the Redis of the process: `redis=` does not exist on a capsule, so a process with this line does not boot (`NoMethodError … Did you mean? redis`). Whoever wants to read a second Redis needs a second process.',
  source:
    'Measured on Sidekiq 7.3.9, read in the source of 8.1.7 (`Sidekiq::Capsule`); docs/capsule.md of Sidekiq: “a Sidekiq process only executes jobs from one Redis instance; all Capsules within a process must use the same Redis instance”.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("REDIS_URL") }
  config.capsule("legacy") do |cap|
    cap.redis = { url: ENV.fetch("OLD_REDIS_URL") }
    cap.queues = %w[default mailers]
  end
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("REDIS_URL") }
  config.capsule("single") do |cap|
    cap.concurrency = 1
    cap.queues = %w[invoices]
  end
end
`,
  },
  *ruby({ sidekiq }) {
    for (const { start, end, capsule } of sidekiq.capsules)
      yield {
        start,
        end,
        message: `${capsule === null ? 'A capsule' : `The capsule \`${capsule}\``} can't have its own Redis: \`redis=\` does not exist on it, and the process does not boot (NoMethodError; Sidekiq 7.3, docs/capsule.md). Run a second Sidekiq process with its own REDIS_URL.`,
      };
  },
};
