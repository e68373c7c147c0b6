import { canEqual, fillHoles, isLiteral, type Name, nameText } from '../template/names.js';
import type { TaskDefinition } from '../template/task-definition.js';
import type { FileFacts } from './facts.js';
import type { KnownExport, Workspace } from './workspace.js';

/** A task definition of a template, whose ARN another one imports. */
export interface ImportedTask {
  readonly uri: string;
  readonly definition: TaskDefinition;
  /** False where the name has holes by which another stack's export may be meant. */
  readonly isSure: boolean;
}

/** Answers of one state of the workspace, by the text of the name. */
interface Answers {
  readonly revision: number;
  readonly byName: Map<string, ImportedTask | null>;
}

const answers = new WeakMap<Workspace, Answers>();

/**
 * The task definition whose ARN is imported by a name, in which the holes that are known are filled.
 * Null where several exports of templates can have that name, or the only one gives something else.
 */
export function importedTask(name: Name, workspace: Workspace): ImportedTask | null {
  let known = answers.get(workspace);
  if (known?.revision !== workspace.revision) {
    known = { revision: workspace.revision, byName: new Map() };
    answers.set(workspace, known);
  }
  const text = nameText(name);
  let task = known.byName.get(text);
  if (task === undefined) {
    task = find(name, workspace);
    known.byName.set(text, task);
  }
  return task;
}

function find(name: Name, workspace: Workspace): ImportedTask | null {
  const [only, ...others] = workspace.exports.filter(
    ({ name: other, from }) => from.kind === 'template' && canEqual(other, name),
  );
  if (!only || others.length > 0) return null;
  const file = workspace.factsOf(only.from.uri);
  const definition = definitionBehind(only, file);
  return definition && { uri: only.from.uri, definition, isSure: isSurely(name, only, workspace) };
}

/** Two of one family may be for two conditions, and which is meant is not known. */
function definitionBehind({ from }: KnownExport, file: FileFacts): TaskDefinition | null {
  const output = from.kind === 'template' ? from.output : null;
  const reference = file
    .flatMap(({ facts }) => facts.exports)
    .find(fact => fact.output === output)?.task;
  if (!reference) return null;
  const [only, ...others] = file
    .flatMap(({ facts }) => facts.task ?? [])
    .filter(({ id, family }) =>
      reference.kind === 'family' ? family === reference.family : id === reference.id,
    );
  return only && others.length === 0 ? only : null;
}

/**
 * Whether an export has just that name: as it is written, with the defaults of its parameters, or
 * by a recorded list, which tells what its stack is called.
 */
function isSurely(
  name: Name,
  { name: exported, from }: KnownExport,
  workspace: Workspace,
): boolean {
  if (!workspace.settled || !isLiteral(name)) return false;
  const text = nameText(name);
  const stacks = workspace.recorded
    .flatMap(({ exports }) => exports)
    .flatMap(({ name, from }) =>
      from.kind === 'recorded' && nameText(name) === text ? [from.stack] : [],
    );
  const defaults = new Map(
    workspace
      .factsOf(from.uri)
      .flatMap(({ facts: { parameter } }) =>
        parameter ? [[parameter.name, parameter.text] as const] : [],
      ),
  );
  return [undefined, ...stacks].some(stack => {
    const filled = fillHoles(exported, hole =>
      hole === 'AWS::StackName' ? stack : defaults.get(hole),
    );
    return isLiteral(filled) && nameText(filled) === text;
  });
}
