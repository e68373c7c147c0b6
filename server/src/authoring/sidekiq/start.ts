import { applyEdits } from '../../template/write.js';
import type { Answers } from './answers.js';
import { startInitializer } from './edit-initializer.js';
import { finishInitializer } from './finish-initializer.js';
import { SWITCH } from './marks.js';
import { type Application, type Migration, PATHS, type Refused } from './migration.js';
import { scriptsFor } from './regions.js';
import { runbook } from './runbook.js';
import { withMigration } from './team-file.js';

/** All that starts a migration, as one change of the workspace. */
export function startMigration(application: Application, answers: Answers): Migration | Refused {
  const { initializer, team: teamFile, read, parse } = application;
  const before = read(initializer);
  const text = before ?? '# frozen_string_literal: true\n';
  const started = startInitializer(text, parse(text), answers);
  if ('refused' in started) return { refused: `${initializer}: ${started.refused}` };
  const after = applyEdits(text, started.edits);
  const written = parse(after);
  const finished = applyEdits(after, finishInitializer(after, written, null));
  if (written.hasErrors || finished.includes(SWITCH))
    return { refused: `${initializer} is written in a way that can’t be edited safely.` };
  const scripts = scriptsFor(answers, started.sslParams);
  const created = [
    { path: PATHS.move, after: scripts.move },
    { path: PATHS.verify, after: scripts.verify },
    { path: PATHS.runbook, after: runbook(answers, initializer) },
  ];
  const taken = created.find(({ path, after }) => ![null, after].includes(read(path)));
  if (taken) return { refused: `There is a ${taken.path} by now. Remove it, and start again.` };
  const team = read(teamFile);
  const entry = withMigration(team, answers);
  const changes = [
    { path: initializer, before, after },
    ...created.map(one => ({ ...one, before: read(one.path) })),
    ...(entry === null ? [] : [{ path: teamFile, before: team, after: entry }]),
  ];
  return { changes, notes: [...started.notes, ...(entry === null ? [BY_HAND] : [])] };
}

const BY_HAND =
  'cronwright.yml could not be edited: add `sidekiq.migration` with `state: underway`, `old` and `new` to it.';
