import type { Entry, Node } from '../../template/node.js';
import type { FileContext, Rule } from '../rule.js';

export const ymlRedis: Rule = {
  id: 'sidekiq/yml-redis',
  severity: 'warning',
  title: 'A Redis in sidekiq.yml, where nobody looks for it',
  why: 'Sidekiq takes queues, concurrency, labels and the like from its YAML file, and ignores what it does not know: a Redis can’t be set there. Two processes with two such files therefore read the same Redis. What makes them differ is the environment of each (`REDIS_URL`), or an initializer that asks for `config[:tag]` or `config[:labels]`. Nothing is said where a Ruby file reads the key or the file by itself.',
  source:
    'Read in the source of 6.4.1 and 8.1.7 (`Sidekiq::CLI#setup_options`): the keys of the file are merged into the options, and the Redis is made of `config.redis`, `REDIS_PROVIDER` and `REDIS_URL` alone.',
  bad: {
    path: 'config/sidekiq_old.yml',
    text: `:concurrency: 5
:redis:
  :url: redis://old.example.com:6379
:queues:
  - default
`,
  },
  good: {
    path: 'config/sidekiq_old.yml',
    text: `:concurrency: 5
:tag: drain
:queues:
  - default
`,
  },
  *settings({ root }, context) {
    if (!root || !context.workspace.sidekiq.settled || readsFile(context)) return;
    for (const { key, keySpan } of redisEntries(root)) {
      const name = plain(key);
      if (readsOption(name, context)) continue;
      yield {
        ...keySpan,
        message: `Sidekiq ignores \`${key}\` in this file (6 to 8): the process reads what \`config.redis\` or REDIS_URL says, also where another process has another file. Give this process its own REDIS_URL, or branch on \`config[:tag]\` in the initializer.`,
      };
    }
  },
};

/** Of the file, and of its parts for an environment. */
function redisEntries(root: Node): readonly Entry[] {
  if (root.kind !== 'mapping') return [];
  const own = root.entries.filter(({ key }) => REDIS.has(plain(key)));
  const inner = root.entries.flatMap(({ key, value }) =>
    ENVIRONMENTS.test(plain(key)) && value.kind === 'mapping'
      ? value.entries.filter(entry => REDIS.has(plain(entry.key)))
      : [],
  );
  return [...own, ...inner];
}

const REDIS = new Set(['redis', 'url', 'redis_url', 'redis_provider']);
const ENVIRONMENTS = /^(?:production|staging|development|test|default|defaults)$/;

/** `:redis` is a symbol, and so `redis` becomes one. */
function plain(key: string): string {
  return key.replace(/^:/, '');
}

function readsFile({ workspace }: FileContext): boolean {
  return [...workspace.sidekiq.all.values()].some(({ readsYml }) => readsYml);
}

function readsOption(name: string, { workspace }: FileContext): boolean {
  return [...workspace.sidekiq.all.values()].some(({ options }) => options.includes(name));
}
