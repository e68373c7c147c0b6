import { gather } from '../../template/gather.js';
import type { Input } from '../../template/input.js';
import { hasMacros } from '../../template/macros.js';
import { fillHoles, isLiteral, type Name } from '../../template/names.js';
import { get } from '../../template/node.js';
import { defaultsOf } from '../../template/parameters.js';
import type { Target } from '../../template/targets.js';
import {
  type TaskDefinition,
  type TaskReference,
  taskDefinitionOf,
  taskReferenceOf,
} from '../../template/task-definition.js';
import type { Template } from '../../template/template.js';
import { importedTask } from '../../workspace/imported-task.js';
import type { Workspace } from '../../workspace/workspace.js';
import { fileName } from '../import/export-index.js';
import type { Context } from '../rule.js';

/** How a target names the task definition that it runs. */
export function taskOf({ node }: Target): TaskReference | null {
  return taskReferenceOf(get(node, 'EcsParameters', 'TaskDefinitionArn'));
}

/** The task definition that a target runs. */
export interface FoundTask {
  readonly definition: TaskDefinition;
  /** The other template that has it; null for the target's own. */
  readonly file: string | null;
  /** False where a deployment may take another stack's. */
  readonly isSure: boolean;
}

/** A task definition as a sentence names it. */
export function taskLabel({ definition, file }: FoundTask): string {
  return file === null ? `\`${definition.id}\`` : `\`${definition.id}\` in \`${file}\``;
}

/**
 * Whether a container's name can be written in an input: one with a hole only in a Sub, and not one
 * of another file, whose parameters are not known here.
 */
export function canStandIn(input: Input, name: Name, { file }: FoundTask): boolean {
  return isLiteral(name) || (input.isSub && file === null);
}

type Around = Pick<Context, 'uri' | 'workspace'>;

/** What of a template has its say in what its targets run. */
interface Own {
  readonly definitions: readonly TaskDefinition[];
  readonly defaults: ReadonlyMap<string, string>;
  /** No macro has its say in them. */
  readonly areWhole: boolean;
}

/** The task definitions behind what one template writes: its own, and those of the workspace. */
export class TaskDefinitions {
  private readonly imported = new Map<string, FoundTask | null>();
  private readonly revision: number;

  constructor(
    private readonly own: Own,
    private readonly workspace: Workspace,
  ) {
    this.revision = workspace.revision;
  }

  find(reference: TaskReference | null): FoundTask | null {
    if (reference?.kind !== 'import') return reference && this.ownTask(reference);
    const { text, name } = reference;
    let task = this.imported.get(text);
    if (task === undefined) {
      task = this.behind(name);
      this.imported.set(text, task);
    }
    return task;
  }

  /** Whether it would answer the same of another version of the template. */
  isOf({ definitions, defaults, areWhole }: Own): boolean {
    const { own } = this;
    return (
      this.revision === this.workspace.revision &&
      areWhole === own.areWhole &&
      areSame(definitions, own.definitions) &&
      areSame([...defaults].flat(), [...own.defaults].flat())
    );
  }

  private ownTask(reference: Exclude<TaskReference, { kind: 'import' }>): FoundTask | null {
    const { definitions, areWhole } = this.own;
    const [definition, ...others] = definitions.filter(({ id, family }) =>
      reference.kind === 'family' ? family === reference.family : id === reference.id,
    );
    return definition && others.length === 0 ? { definition, file: null, isSure: areWhole } : null;
  }

  private behind(name: Name): FoundTask | null {
    const filled = fillHoles(name, hole => this.own.defaults.get(hole));
    const task = importedTask(filled, this.workspace);
    return task && { ...task, file: fileName(task.uri) };
  }
}

const known = new WeakMap<Workspace, Map<string, TaskDefinitions>>();

/** The same object for as long as its answers stay the same. */
export function taskDefinitionsFor(
  template: Template,
  { uri, workspace }: Around,
): TaskDefinitions {
  const own = {
    definitions: definitionsIn(template).map(({ found }) => found),
    defaults: defaultsOf(template),
    areWhole: !hasMacros(template) || !MADE_ELSEWHERE.test(template.text),
  };
  const byUri = known.get(workspace) ?? new Map<string, TaskDefinitions>();
  known.set(workspace, byUri);
  let tasks = byUri.get(uri);
  if (!tasks?.isOf(own)) {
    tasks = new TaskDefinitions(own, workspace);
    byUri.set(uri, tasks);
  }
  return tasks;
}

const definitionsIn = gather(taskDefinitionOf);

const MADE_ELSEWHERE = /\bFn::(?:Transform|ForEach)\b/;

function areSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
