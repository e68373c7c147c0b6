import type { Answers } from '../../../server/src/authoring/sidekiq/answers.js';
import type { Application, Change } from '../../../server/src/authoring/sidekiq/migration.js';
import { INITIALIZER } from '../../../server/src/authoring/sidekiq/migration.js';
import { startMigration } from '../../../server/src/authoring/sidekiq/start.js';
import { rubyParser } from '../../support/ruby.js';

export const ANSWERS: Answers = {
  old: { kind: 'env', name: 'OLD_URL' },
  new: { kind: 'env', name: 'NEW_URL' },
  processes: 4,
  edition: 'oss',
  version: '7.3.9',
  uses: [],
  cron: null,
  strategy: 'drainer',
};

export const OLD = 'ENV.fetch("OLD_URL")';
export const NEW = 'ENV.fetch("NEW_URL")';

export const TEAM = 'cronwright.yml';

export type Files = Readonly<Record<string, string>>;

/** An application of some files, whose Sidekiq is configured where Rails has it. */
export function applicationOf(files: Files): Application {
  return {
    initializer: INITIALIZER,
    team: TEAM,
    read: path => files[path] ?? null,
    parse: text => rubyParser().parse(text),
  };
}

export function changed(files: Files, changes: readonly Change[]): Files {
  const after: Record<string, string> = { ...files };
  for (const { path, after: text } of changes)
    if (text === null) delete after[path];
    else after[path] = text;
  return after;
}

/** The files once a migration is started; throws where it is refused. */
export function started(files: Files, answers: Partial<Answers> = {}): Files {
  const migration = startMigration(applicationOf(files), { ...ANSWERS, ...answers });
  if ('refused' in migration) throw new Error(migration.refused);
  return changed(files, migration.changes);
}
