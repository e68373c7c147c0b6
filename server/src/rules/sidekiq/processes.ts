import type { Workspace } from '../../workspace/workspace.js';
import type { FileContext } from '../rule.js';

/**
 * How many Sidekiq processes run: as `cronwright.yml` says, else as the ECS services of the workspace
 * do, else as many as a Procfile starts, where that is more than one. Null where none of these tells.
 */
export function knownProcesses({ config, workspace }: FileContext): number | null {
  const { processes } = config.sidekiq;
  if (processes !== null) return processes;
  const tasks = tasksIn(workspace);
  if (tasks !== null) return tasks;
  const types = workspace.sidekiq.processTypes;
  return types > 1 ? types : null;
}

/** How many tasks ECS services keep running that run Sidekiq; null where that is not known of all. */
function tasksIn(workspace: Workspace): number | null {
  let sum = 0;
  for (const uri of workspace.uris) {
    const facts = workspace.factsOf(uri).map(placed => placed.facts);
    const parts = facts.flatMap(({ sidekiq }) => sidekiq ?? []);
    for (const part of parts) {
      if (part.kind !== 'task') continue;
      const service = parts.find(other => other.kind === 'service' && other.task === part.id);
      if (service?.kind !== 'service') return null;
      const { count } = service;
      const text =
        typeof count === 'number'
          ? count
          : facts.find(({ parameter }) => parameter?.name === count.parameter)?.parameter?.text;
      if (text === undefined || !Number.isInteger(Number(text))) return null;
      sum += Number(text);
    }
  }
  return sum > 0 ? sum : null;
}
