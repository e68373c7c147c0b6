import type { Rule } from '../rule.js';
import { drainedBy, readingOf, shownUrls } from './reading.js';

export const twoReaders: Rule = {
  id: 'sidekiq/two-readers',
  severity: 'hint',
  title: 'Servers that read a second Redis',
  why: 'Where servers read a Redis that clients no longer push to, it is being drained. That is meant to end: a drainer’s own jobs enqueue into the Redis that it reads, periodic jobs are registered in both, and the Web UI shows one of them. Say it in `cronwright.yml` (`sidekiq.migration`), and this hint makes place for checks that go with a migration.',
  source:
    'Measured on Sidekiq 6.4.1 and 7.3.9: a server pushes to the Redis that it reads, also what its jobs enqueue and its retries; the Web UI and a console read the client’s Redis.',
  bad: {
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
    files: {
      'cronwright.yml': `sidekiq:
  migration:
    state: underway
    old: [OLD_REDIS_URL]
    new: [NEW_REDIS_URL]
`,
    },
  },
  *ruby({ sidekiq }, { config }) {
    if (config.sidekiq.migration?.state === 'underway') return;
    const drained = drainedBy(sidekiq);
    const place = readingOf(sidekiq, 'server')?.assignments[0];
    if (drained.length === 0 || !place) return;
    const { start, end } = place;
    yield {
      start,
      end,
      message: `Servers read ${shownUrls(drained)} too, to which no client pushes: a drain is in progress. What a draining server's own jobs enqueue goes there as well (Sidekiq 6 to 8). Note the migration in cronwright.yml, and remove this reader once its Redis is empty.`,
    };
  },
};
