import { readAddress } from '../authoring/sidekiq/address.js';
import { EDITIONS, FEATURES, type Feature, STRATEGY_IDS } from '../authoring/sidekiq/answers.js';
import { finishMigration } from '../authoring/sidekiq/finish.js';
import { oldNames } from '../authoring/sidekiq/team-file.js';
import { findApplication } from '../disk/application.js';
import { leftoversOf } from '../disk/leftovers.js';
import { parseConfig } from '../rules/config.js';
import { type Command, EXIT, UsageError } from './command.js';
import { begin, end, type Place, patchOf, tellNotes, tellStrategy } from './migrating.js';
import { answersOf, applicationOf, type Given, migrationOf } from './migration-answers.js';
import { type Option, readArguments } from './options.js';
import { painter } from './terminal.js';
import { isEmptyBy } from './verification.js';
import { FolderFiles } from './write-changes.js';

const OPTIONS = {
  old: { takes: 'text' },
  new: { takes: 'text' },
  processes: { takes: 'count' },
  strategy: { takes: 'text', choices: STRATEGY_IDS },
  edition: { takes: 'text', choices: EDITIONS },
  uses: { takes: 'text' },
  'dry-run': { takes: 'nothing' },
  finish: { takes: 'nothing' },
  verified: { takes: 'text' },
  decommissioned: { takes: 'text' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright migrate sidekiq [PATH] [OPTION…]
       cronwright migrate sidekiq [PATH] --finish [--verified FILE]

Moves Sidekiq from one Redis to another. PATH is the folder of the application, or the file
that configures its Sidekiq. It edits that file, and writes a script that moves the jobs, one
that verifies that none is left, and a page that says what to do in which order. On a
terminal it asks for what is not given. With --finish it runs the verifier, shows what it says,
and takes all of it out again, but for the new address.

  --old NAME          what has the address of the old Redis: an environment variable, or a
                      constant such as Settings::REDIS_URL
  --new NAME          the same of the new one
  --processes N       how many Sidekiq processes run
  --strategy NAME     drainer (some tasks drain the old Redis, the default), two-processes
                      (in each container), or coin-toss (each process at its start)
  --edition NAME      oss, pro or enterprise; else as Gemfile.lock has it
  --uses LIST         of batches, periodic, unique; else as the Ruby files have them; none for
                      none of them
  --dry-run           print the change as a unified diff, and write nothing
  --finish            take the migration out, where script/sidekiq_verify.rb ends with 0
  --verified FILE     what it printed where it was run by hand; - for standard input
  --decommissioned DATE
                      leave a comment with the day, e.g. 2026-11-24

Exit codes: 0 done; 1 work is left on the old Redis, so nothing is taken out; 2 it could not
be done.

Examples:
  cronwright migrate sidekiq
  cronwright migrate sidekiq --old REDIS_URL --new NEW_REDIS_URL --processes 4 --dry-run
  cronwright migrate sidekiq app/config/initializers/sidekiq.rb --strategy coin-toss \\
    --old OLD_REDIS_URL --new NEW_REDIS_URL --processes 8
  cronwright migrate sidekiq --finish --decommissioned 2026-11-24
  bundle exec ruby script/sidekiq_verify.rb | cronwright migrate sidekiq --finish --verified -`;

export const migrateCommand: Command = { help: HELP, run };

type Flags = ReturnType<typeof readArguments<typeof OPTIONS>>['options'];

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  const [what, path = '.', ...more] = rest;
  if (what !== 'sidekiq' || more.length > 0)
    throw new UsageError('migrate takes sidekiq and a PATH, e.g. cronwright migrate sidekiq app.');
  const application = await findApplication(path);
  if (typeof application === 'string') throw new UsageError(application);
  const files = new FolderFiles(application.folder);
  const place: Place = { application, files, paint: painter(process.stderr, process.env) };
  return options.finish ? finish(place, options) : start(place, options);
}

async function start(place: Place, options: Flags): Promise<number> {
  const given = givenIn(place, options);
  const missing = (['old', 'new', 'processes'] as const).filter(key => given[key] === undefined);
  if (missing.length > 0) {
    if (!(process.stdin.isTTY && process.stdout.isTTY))
      throw new UsageError(
        `Without a terminal to ask on, migrate needs ${missing.map(flag => `--${flag}`).join(' and ')}. See cronwright migrate --help.`,
      );
    const { askAndStart } = await import('./migrate-questions.js');
    return askAndStart(place, given, options['dry-run']);
  }
  const answers = answersOf(place, given);
  const migration = migrationOf(place, answers);
  tellStrategy(place, answers);
  tellNotes(place, migration.notes);
  if (options['dry-run']) process.stdout.write(patchOf(migration));
  else begin(place, migration, answers);
  return EXIT.ok;
}

/** @throws UsageError where a flag can't be understood */
function givenIn({ application, files }: Place, options: Flags): Given {
  const ruby = files.read(application.initializer) ?? '';
  const address = (flag: 'old' | 'new') => {
    const text = options[flag];
    const read = text === undefined ? undefined : readAddress(text, ruby);
    if (read === null)
      throw new UsageError(
        `--${flag} is the name of an environment variable or of a constant, not ${JSON.stringify(text)}.`,
      );
    return read;
  };
  const known = parseConfig(files.read(application.team) ?? '').config.sidekiq.processes;
  const processes = options.processes ?? known ?? undefined;
  if (processes === 0) throw new UsageError('--processes is at least 1.');
  const { strategy, edition } = options;
  return {
    old: address('old'),
    new: address('new'),
    processes,
    strategy,
    edition,
    uses: usesIn(options),
  };
}

function usesIn({ uses }: Flags): readonly Feature[] | undefined {
  if (uses === undefined || uses === 'none') return uses && [];
  return uses.split(',').map(name => {
    const feature = FEATURES.find(one => one === name.trim());
    if (!feature)
      throw new UsageError(`--uses is of ${FEATURES.join(', ')}, not ${JSON.stringify(name)}.`);
    return feature;
  });
}

async function finish(place: Place, options: Flags): Promise<number> {
  const { decommissioned = null } = options;
  if (decommissioned !== null && !/^\d{4}-\d\d-\d\d$/.test(decommissioned))
    throw new UsageError(`--decommissioned is a day such as 2026-11-24, not ${decommissioned}.`);
  const application = applicationOf(place);
  const migrate = (hasLeftovers: boolean) => {
    const migration = finishMigration(application, { decommissioned, hasLeftovers });
    if ('refused' in migration) throw new UsageError(migration.refused);
    return migration;
  };
  const done = migrate(false);
  const old = oldNames(application.read(application.team) ?? '');
  if (!options['dry-run'] && !(await isEmptyBy(options.verified, place.application))) {
    process.stderr.write('Nothing is taken out: the old Redis is not verified to be empty.\n');
    return EXIT.found;
  }
  const leftovers = await leftoversOf(place.application.folder, done, old);
  const migration = leftovers.length > 0 ? migrate(true) : done;
  if (options['dry-run']) process.stdout.write(patchOf(migration));
  else end(place, migration, leftovers);
  return EXIT.ok;
}
