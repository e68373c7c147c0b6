import { applyEdits } from '../../template/write.js';
import { finishInitializer } from './finish-initializer.js';
import { MARK } from './marks.js';
import { type Application, type Change, type Migration, PATHS, type Refused } from './migration.js';
import { withoutMigration } from './team-file.js';

export interface Ending {
  /** A day such as `2026-11-24`, to be left as a comment; null for none. */
  readonly decommissioned: string | null;
  /** Something in the workspace still names the old Redis. */
  readonly hasLeftovers: boolean;
}

/** Takes out exactly what `startMigration` wrote, but for the new address. */
export function finishMigration(
  { initializer, team: teamFile, read, parse }: Application,
  { decommissioned, hasLeftovers }: Ending,
): Migration | Refused {
  const before = read(initializer);
  if (!before?.includes(MARK)) return { refused: `No migration is under way in ${initializer}.` };
  const parsed = parse(before);
  if (parsed.hasErrors)
    return { refused: `Ruby can’t read ${initializer}. Correct it, and finish again.` };
  const mark = decommissioned && `The old Redis was decommissioned ${decommissioned}.`;
  const after = applyEdits(before, finishInitializer(before, parsed, mark));
  const team = read(teamFile);
  const changes: Change[] = [
    { path: initializer, before, after },
    ...[PATHS.move, PATHS.verify, PATHS.runbook].map(path => ({
      path,
      before: read(path),
      after: null,
    })),
    ...(team?.includes(MARK)
      ? [{ path: teamFile, before: team, after: withoutMigration(team, hasLeftovers) }]
      : []),
  ];
  return { changes: changes.filter(one => one.before !== one.after), notes: [] };
}
