import type { BareWord } from '../../ruby/sidekiq/facts.js';
import { methodsDefinedIn } from '../../ruby/sidekiq/mentions.js';
import type { Rule } from '../rule.js';

export const undefinedUrl: Rule = {
  id: 'sidekiq/undefined-url',
  severity: 'error',
  title: 'A Redis URL that nothing defines',
  why: 'Ruby looks such a word up when it gets there, and ends with a NameError. A Sidekiq server never runs the `configure_client` block: with the fault in there it boots fine, while web, console and rake processes do not. The word is flagged where no local variable, no method of any Ruby file of the workspace and none of Ruby’s own has that name, and never inside a method, a class or a block of something else, which may be run for an object that has it.',
  source:
    'Measured on Sidekiq 6.4.1 and 7.3.9: NameError in web, console and rake processes, while the server boots; `Sidekiq.configure_client` yields unless `Sidekiq.server?`.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis_url = ENV.fetch("REDIS_URL")
Sidekiq.configure_server do |config|
  config.redis = { url: redis_url }
end
Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url }
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `redis_url = ENV.fetch("REDIS_URL")
Sidekiq.configure_server do |config|
  config.redis = { url: redis_url }
end
Sidekiq.configure_client do |config|
  config.redis = { url: redis_url }
end
`,
  },
  *ruby({ sidekiq, text }, { workspace }) {
    const words = sidekiq.assignments.flatMap(({ words }) => words);
    if (words.length === 0 || !workspace.sidekiq.settled) return;
    const own = new Set(methodsDefinedIn(text));
    const seen = new Set<number>();
    for (const word of words) {
      const { name, start, end, near } = word;
      if (own.has(name) || workspace.sidekiq.definesMethod(name) || seen.has(start)) continue;
      seen.add(start);
      const [meant] = near;
      yield {
        start,
        end,
        message: `\`${name}\` is defined nowhere, ${CONSEQUENCES[word.where]} ${meant ? `Did you mean \`${meant}\`?` : 'Write the variable or constant that holds the URL.'}`,
        fixes: near.map(other => ({
          title: `Write \`${other}\``,
          edits: [{ start, end, newText: other }],
          safe: false,
        })),
      };
    }
  },
};

const CONSEQUENCES: Readonly<Record<BareWord['where'], string>> = {
  client:
    'so web, console and rake processes end with a NameError here. The server will still boot: it never runs `configure_client` (Sidekiq 6 to 8).',
  server:
    'so a Sidekiq process ends with a NameError when it boots. Web processes start: they never run `configure_server` (Sidekiq 6 to 8).',
  everywhere: 'so each process that loads this file ends with a NameError here.',
};
