import type { RubyFile } from '../../ruby/sidekiq/document.js';
import type { Registration } from '../../ruby/sidekiq/facts.js';
import type { FileContext, Fix, Rule } from '../rule.js';
import { quietCron } from './cron.js';
import { isDraining, isTest, readingOf } from './reading.js';

export const doublePeriodic: Rule = {
  id: 'sidekiq/double-periodic',
  severity: 'warning',
  title: 'Periodic jobs that are registered in both Redis of a migration',
  why: 'Sidekiq Enterprise and sidekiq-cron see to it that of all processes on one Redis only one fires a periodic job. While two Redis are read, there is one on each: every periodic job runs twice. Register them unless the process drains the old Redis. It is looked at while a migration is under way: as `cronwright.yml` says (`sidekiq.migration`), or as an initializer shows in which servers read a Redis that clients don’t push to.',
  source:
    'Issue 6033 of Sidekiq: the leader that fires periodic jobs is elected in Redis, one in each; sidekiq-cron keeps its jobs in Redis (`cron_jobs:*`), and loads `config/schedule.yml` whenever a server starts (1.6 and newer, its README and `schedule_loader.rb`); with `cron_poll_interval` 0 it runs none (`launcher.rb`). Nothing is said of sidekiq-cron where any file sets that interval to something else than a number, and nothing of that schedule where one sets `cron_schedule_file`. Behind a condition nothing is said, unless that only asks for a file, a gem or the environment.',
  bad: {
    path: 'config/initializers/sidekiq.rb',
    text: `Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
  config.periodic do |mgr|
    mgr.register("0 3 * * *", "NightlyJob")
  end
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
end
`,
    files: { 'cronwright.yml': 'sidekiq: { migration: { state: underway } }\n' },
  },
  good: {
    path: 'config/initializers/sidekiq.rb',
    text: `draining = ENV["SIDEKIQ_DRAIN_OLD"] == "1"
Sidekiq.configure_server do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
  config.periodic do |mgr|
    mgr.register("0 3 * * *", "NightlyJob")
  end unless draining
end
Sidekiq.configure_client do |config|
  config.redis = { url: ENV.fetch("SIDEKIQ_REDIS_URL") }
end
`,
    files: { 'cronwright.yml': 'sidekiq: { migration: { state: underway } }\n' },
  },
  *ruby(file, context) {
    const { sidekiq } = context.workspace;
    const isQuiet = sidekiq.quietsCron;
    const open = file.sidekiq.periodic.filter(
      ({ isGuarded, api }) => !isGuarded && !(isQuiet && api === 'sidekiq-cron'),
    );
    const server = readingOf(file.sidekiq, 'server')?.assignments[0];
    const cron = server && !isQuiet ? sidekiq.loadingCronOf(context.uri) : null;
    if ((open.length === 0 && cron === null) || isTest(context.uri) || !isUnderWay(file, context))
      return;
    if (server && cron !== null)
      yield {
        start: server.start,
        end: server.end,
        message: `sidekiq-cron ${cron} loads config/schedule.yml by itself into the Redis that a server reads, and while two are read every job in it runs twice (issue 6033 of Sidekiq). Keep it quiet where the old one is drained: \`${quietCron(cron)} if ${DRAINS}\`.`,
      };
    for (const registration of open) {
      const { start, end, api } = registration;
      yield {
        start,
        end,
        message: `While two Redis are read, ${WHOSE[api]} in each, and every job that is registered here runs twice (issue 6033 of Sidekiq). Register them unless the process drains the old one: \`unless ${switchOf(registration)}\`.`,
        fixes: fixesFor(file, registration),
      };
    }
  },
};

const WHOSE: Readonly<Record<Registration['api'], string>> = {
  periodic: 'Sidekiq Enterprise elects one leader',
  'sidekiq-cron': 'sidekiq-cron fires its jobs once',
  'sidekiq-scheduler': 'sidekiq-scheduler fires its jobs once',
};

function isUnderWay(file: RubyFile, { config, workspace }: FileContext): boolean {
  const { migration } = config.sidekiq;
  if (migration) return migration.state === 'underway';
  return isDraining(file.sidekiq) || [...workspace.sidekiq.all.values()].some(isDraining);
}

function switchOf(registration: Registration): string {
  return registration.switch ?? DRAINS;
}

const DRAINS = 'ENV["SIDEKIQ_DRAIN_OLD"] == "1"';

/** A condition behind the call, where that is a statement of its own. */
function fixesFor({ text }: RubyFile, registration: Registration): Fix[] {
  const { start, end } = registration.whole;
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const after = /^[^\n]*/.exec(text.slice(end))?.[0] ?? '';
  if (before.trim() !== '' || !/^\s*(?:#.*)?$/.test(after)) return [];
  const newText = ` unless ${switchOf(registration)}`;
  return [
    {
      title: `Register them \`${newText.trim()}\``,
      edits: [{ start: end, end, newText }],
      safe: false,
    },
  ];
}
