import type { Workspace } from '../workspace/workspace.js';
import type { Place } from './named.js';

/** The lines of Ruby that define a rake task. */
export function definitionsOf(task: string, { tasks }: Workspace): Place[] {
  return tasks.definitionsOf(task).map(({ uri, start, end }) => ({ uri, start, end }));
}

/** The names of rake tasks that are defined at an offset of a file: several in a loop. */
function namesAt(uri: string, offset: number, { tasks }: Workspace): Set<string> {
  const here = tasks.definedIn(uri).filter(({ start, end }) => start <= offset && offset <= end);
  return new Set(here.map(({ name }) => name));
}

/** The commands that run the rake task whose name is at an offset of a Ruby file. */
export function callsOfTaskAt(uri: string, offset: number, workspace: Workspace): Place[] {
  return workspace.callsOf(namesAt(uri, offset, workspace));
}

/** The same, and with them every line that defines the task. */
export function referencesOfTaskAt(uri: string, offset: number, workspace: Workspace): Place[] {
  const names = namesAt(uri, offset, workspace);
  const definitions = [...names].flatMap(name => definitionsOf(name, workspace));
  return [...definitions, ...workspace.callsOf(names)];
}
