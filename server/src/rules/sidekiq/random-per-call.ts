import type { ClientUse } from '../../ruby/sidekiq/facts.js';
import type { Rule } from '../rule.js';

export const randomPerCall: Rule = {
  id: 'sidekiq/random-per-call',
  severity: 'error',
  title: 'A Redis that is picked by chance at each call',
  why: 'Where a method tosses each time it pushes, the jobs of one process are spread over both Redis for as long as it runs: neither drains, and two jobs that were pushed one after the other are in different places. It is an error where one of the pools is called old, legacy or new, and a warning otherwise; of pools that are called shards nothing is said.',
  source:
    'Sidekiq’s source (6.4.1 to 8.1.7): `Client.via` and `Client.new(pool:)` push to the pool they are given, at once. Measured on 7.3.9.',
  bad: {
    path: 'app/services/enqueuer.rb',
    text: `class Enqueuer
  def call(id)
    Sidekiq::Client.via([OLD_POOL, NEW_POOL].sample) { OrderJob.perform_async(id) }
  end
end
`,
  },
  good: {
    path: 'app/services/enqueuer.rb',
    text: `class Enqueuer
  def call(id)
    Sidekiq::Client.via(NEW_POOL) { OrderJob.perform_async(id) }
  end
end
`,
  },
  *ruby({ sidekiq, text }) {
    for (const client of sidekiq.clients) {
      const { toss, isInMethod } = client;
      if (!toss || !isInMethod) continue;
      const names = namesOf(client);
      const chosen = text.slice(toss.start, toss.end);
      if (/shard/i.test(names + chosen)) continue;
      const isMove = /(?:^|[_\W])(?:old|legacy|previous|new)(?:[_\W]|$)/i.test(
        `${names} ${chosen}`,
      );
      yield {
        start: toss.start,
        end: toss.end,
        severity: isMove ? 'error' : 'warning',
        message: `\`${chosen}\` picks a Redis anew at each call, so jobs end up on both and neither ever drains (Sidekiq 6 to 8: \`Client.via\` and \`Client.new\` push to the pool they are given). Push to one pool.`,
      };
    }
  },
};

function namesOf({ pools, toss }: ClientUse): string {
  const urls = pools.flatMap(({ urls }) => urls.map(({ shown }) => shown));
  return [...urls, ...(toss?.outcomes ?? []).map(({ shown }) => shown)].join(' ');
}
