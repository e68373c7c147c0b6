import { join } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { expressionOf } from '../authoring/sidekiq/address.js';
import type { Answers } from '../authoring/sidekiq/answers.js';
import { type Change, type Migration, PATHS } from '../authoring/sidekiq/migration.js';
import { strategiesFor } from '../authoring/sidekiq/strategies.js';
import type { ApplicationFolder } from '../disk/application.js';
import { shownPath } from './locate.js';
import { counted, type Paint, WIDTH, wrap } from './terminal.js';
import type { FolderFiles } from './write-changes.js';

/** The application whose Sidekiq is moved, and how it is spoken of. */
export interface Place {
  readonly application: ApplicationFolder;
  readonly files: FolderFiles;
  readonly paint: Paint;
}

/** All changes as one unified diff that `git apply` takes in the folder of the application. */
export function patchOf({ changes }: Migration): string {
  return changes.map(change => filePatch(change)).join('');
}

function filePatch({ path, before, after }: Change): string {
  return createTwoFilesPatch(
    before === null ? '/dev/null' : `a/${path}`,
    after === null ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
}

/** What there is to know, on standard error: a diff on standard output stays one. */
export function tellNotes({ paint }: Place, notes: readonly string[]): void {
  for (const note of notes) tell(paint('info', 'note'), note);
}

/** The strategy that is taken, and what goes wrong with it. */
export function tellStrategy({ paint }: Place, answers: Answers): void {
  const chosen = strategiesFor(answers).find(({ id }) => id === answers.strategy);
  if (!chosen) return;
  tell(paint('bold', chosen.id ?? ''), `${chosen.title}. ${chosen.reason}`);
  for (const failure of chosen.failures) tell(paint('info', 'note'), failure);
}

function tell(label: string, message: string): void {
  const [first = '', ...rest] = wrap(message, WIDTH - 12);
  const lines = [`${label}  ${first}`, ...rest.map(line => `      ${line}`)];
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** Writes what starts a migration, and says what comes next. */
export function begin(place: Place, migration: Migration, answers: Answers): void {
  place.files.write(migration.changes);
  const { old, new: next } = answers;
  process.stdout.write(
    `${changed(place, migration)}, from ${expressionOf(old)} to ${expressionOf(next)}.\n` +
      `What to do now, in which order: ${shown(place, PATHS.runbook)}\n`,
  );
}

/** Takes a migration out, and says what is left to do. */
export function end(place: Place, migration: Migration, leftovers: readonly string[]): void {
  place.files.write(migration.changes);
  process.stdout.write(`${changed(place, migration)}: the migration is taken out.\n`);
  if (leftovers.length === 0) return;
  const where = leftovers.map(line => `  ${line}`).join('\n');
  process.stdout.write(`What still names the old Redis:\n${where}\n`);
}

function changed({ application }: Place, { changes }: Migration): string {
  const written = changes.filter(({ after }) => after !== null).length;
  const removed = changes.length - written;
  const removal = removed > 0 ? ` and ${counted(removed, 'file')} removed` : '';
  return `${counted(written, 'file')} written${removal} in ${shownPath(application.folder, process.cwd()) || '.'}`;
}

function shown({ application: { folder } }: Place, path: string): string {
  return shownPath(join(folder, path), process.cwd());
}
