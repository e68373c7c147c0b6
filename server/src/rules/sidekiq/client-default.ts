import type { RubyFile } from '../../ruby/sidekiq/document.js';
import type { RedisAssignment, SidekiqFacts } from '../../ruby/sidekiq/facts.js';
import type { Workspace } from '../../workspace/workspace.js';
import type { FileContext, Fix, Rule } from '../rule.js';
import { isDefault, isTest, readingOf, shownUrls } from './reading.js';

export const clientDefault: Rule = {
  id: 'sidekiq/client-default',
  severity: 'warning',
  title: 'Only the servers are told which Redis to use',
  why: 'Web, console and rake processes run `configure_client` and never `configure_server`. Without a Redis there they push to Sidekiq’s default: the variable that `REDIS_PROVIDER` names, else `REDIS_URL`, else localhost. In development all is one Redis and nothing shows; in production jobs are pushed where nobody reads.',
  source:
    'Sidekiq’s source (`RedisConnection.determine_redis_provider`, 6.4.1 to 8.1.7): `ENV[ENV["REDIS_PROVIDER"]] || ENV["REDIS_URL"]`, else localhost. Nothing is said where another Ruby file sets the client’s Redis, or the environment has REDIS_PROVIDER.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
end
`,
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
end
`,
  },
  *ruby(file, context) {
    const server = readingOf(file.sidekiq, 'server');
    const place = server?.assignments[0];
    if (!server || !place || !context.workspace.sidekiq.settled || isTest(context.uri)) return;
    const own = server.urls.filter(url => !url.isAside);
    if (own.length === 0 || own.some(url => url.kind === 'unknown' || isDefault(url))) return;
    if (isSetElsewhere(file, context)) return;
    const { start, end } = place;
    yield {
      start,
      end,
      message: `Only servers read ${shownUrls(own)}: web, console and rake processes never run \`configure_server\` and push to Sidekiq's default, REDIS_URL or localhost (Sidekiq 6 to 8). Set \`config.redis\` in \`Sidekiq.configure_client\` as well.`,
      fixes: fixesFor(file, place),
    };
  },
};

function isSetElsewhere({ sidekiq, text }: RubyFile, { workspace, uri }: FileContext): boolean {
  if (setsClient(sidekiq) || hasProvider(workspace) || text.includes(PROVIDER)) return true;
  for (const [other, facts] of workspace.sidekiq.all)
    if (other !== uri && setsClient(facts)) return true;
  return false;
}

/** What says which variable Sidekiq's default is read from. */
const PROVIDER = 'REDIS_PROVIDER';

function hasProvider(workspace: Workspace): boolean {
  if (workspace.sidekiq.hasProvider) return true;
  return [...workspace.uris].some(uri =>
    workspace
      .factsOf(uri)
      .some(({ facts }) =>
        facts.task?.containers?.some(({ variables }) => variables.includes(PROVIDER)),
      ),
  );
}

function setsClient({ assignments, blocks }: SidekiqFacts): boolean {
  return (
    assignments.some(({ sides }) => sides.includes('client')) ||
    blocks.some(({ side, isHandedOn }) => side === 'client' && isHandedOn)
  );
}

/** The same for clients, behind the block: not where the value is known in the block alone. */
function fixesFor({ text, sidekiq }: RubyFile, { written, isFree, start }: RedisAssignment): Fix[] {
  const block = sidekiq.blocks.find(({ whole }) => whole.start <= start && start < whole.end);
  if (!block || !isFree) return [];
  const lineStart = text.lastIndexOf('\n', block.start - 1) + 1;
  const indent = text.slice(lineStart, block.start);
  if (indent.trim() !== '' || !/^[ \t]*\r?(?:\n|$)/.test(text.slice(block.whole.end))) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = [
    '',
    '',
    `${indent}Sidekiq.configure_client do |config|`,
    `${indent}  config.redis = ${text.slice(written.start, written.end)}`,
    `${indent}end`,
  ];
  const at = block.whole.end;
  return [
    {
      title: 'Set the same Redis in `Sidekiq.configure_client`',
      edits: [{ start: at, end: at, newText: lines.join(eol) }],
      safe: false,
    },
  ];
}
