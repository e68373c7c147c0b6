import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Address } from '../authoring/sidekiq/address.js';
import type { Answers, Feature } from '../authoring/sidekiq/answers.js';
import type { Application, Migration } from '../authoring/sidekiq/migration.js';
import { startMigration } from '../authoring/sidekiq/start.js';
import { RubyParser } from '../ruby/parser.js';
import { UsageError } from './command.js';
import type { Place } from './migrating.js';

/** What the flags say. */
export interface Given {
  readonly old: Address | undefined;
  readonly new: Address | undefined;
  readonly processes: number | undefined;
  readonly strategy: Answers['strategy'] | undefined;
  readonly edition: Answers['edition'] | undefined;
  readonly uses: readonly Feature[] | undefined;
}

/**
 * The flags as answers, what is missing as it was found.
 * @throws UsageError where both addresses are the same
 */
export function answersOf({ application: { found } }: Place, given: Given): Answers {
  const { old, new: next, processes = 1 } = given;
  if (!old || !next) throw new UsageError('Both addresses have to be known.');
  if (old.name === next.name)
    throw new UsageError(`${old.name} can’t have the address of both: give the new one a name.`);
  return {
    old,
    new: next,
    processes,
    edition: given.edition ?? found.edition,
    version: found.version,
    uses: given.uses ?? found.uses,
    cron: found.cron,
    strategy: given.strategy ?? 'drainer',
  };
}

/** @throws UsageError where it can't be done */
export function migrationOf(place: Place, answers: Answers): Migration {
  const migration = startMigration(applicationOf(place), answers);
  if ('refused' in migration) throw new UsageError(migration.refused);
  return migration;
}

/** The application as the generator is handed it. */
export function applicationOf({ application: { initializer, team }, files }: Place): Application {
  // beside the bundle
  const prism = new WebAssembly.Module(readFileSync(join(__dirname, 'prism.wasm')));
  const parser = new RubyParser(prism);
  return {
    initializer,
    team,
    read: path => files.read(path),
    parse: text => parser.parse(text),
  };
}
