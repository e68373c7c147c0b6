import type { Rule } from '../rule.js';
import { areDifferent, readingOf, shownUrls } from './reading.js';

export const splitRedis: Rule = {
  id: 'sidekiq/split-redis',
  severity: 'warning',
  title: 'Clients push to a Redis that the servers don’t read',
  why: 'A job runs where a server reads the Redis that it was pushed to. With two different URLs in one file, what web processes push is read by nobody, unless another process has this Redis for its own. What a job itself enqueues goes to the server’s Redis, so half of the work goes on and hides it.',
  source:
    'Measured on Sidekiq 6.4.1 and 7.3.9: a server never runs `configure_client`, and no other process runs `configure_server`. Names are compared and not values: two variables may hold one URL.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["OLD_REDIS_URL"] }
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV["NEW_REDIS_URL"] }
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["NEW_REDIS_URL"] }
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("NEW_REDIS_URL") }
end
`,
  },
  *ruby({ sidekiq }) {
    const server = readingOf(sidekiq, 'server');
    const client = readingOf(sidekiq, 'client');
    const place = client?.assignments[0];
    if (!server || !client || !place) return;
    if (!server.urls.every(url => client.urls.every(other => areDifferent(url, other)))) return;
    const { start, end } = place;
    yield {
      start,
      end,
      message: `Clients push to ${shownUrls(client.urls)}, and these servers read ${shownUrls(server.urls)}: unless other processes read the former, what is pushed never runs (Sidekiq 6 to 8: a server never runs \`configure_client\`). Give both the same URL.`,
    };
  },
};
