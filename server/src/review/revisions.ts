import type { Scope } from '../authoring/pieces.js';
import { resourceOf } from '../template/resource.js';
import type { Block } from '../template/template.js';
import { differencesBetween } from './differences.js';
import { propertiesOf } from './properties.js';
import { rulesOf } from './version.js';

/** A task definition that changes, so that those who take its `Ref` start another revision. */
export interface Revision {
  readonly logicalId: string;
  /** What changes in it. */
  readonly paths: readonly string[];
  /** The logical ids of the rules and schedules that start it. */
  readonly starters: readonly string[];
}

const TASK_DEFINITION = 'AWS::ECS::TaskDefinition';

/**
 * The task definitions of a template that get a new revision, where a rule starts it. Any property
 * but the tags makes one: "Update requires: Replacement".
 */
export function revisionsBetween(before: Scope, after: Scope): Revision[] {
  return after.template.section('Resources').flatMap(({ block }) => {
    const old = before.template.find('Resources', block.key)?.block;
    if (!old || typeOf(old) !== TASK_DEFINITION || typeOf(block) !== TASK_DEFINITION) return [];
    const starters = startersOf(block.key, after);
    if (starters.length === 0) return [];
    const paths = differencesBetween(propertiesOf(old, before), propertiesOf(block, after))
      .map(({ path }) => path)
      .filter(path => !/^(?:Tags|DeletionPolicy|UpdateReplacePolicy)\b/.test(path));
    return paths.length > 0 ? [{ logicalId: block.key, paths, starters }] : [];
  });
}

function typeOf(block: Block): string | undefined {
  return resourceOf(block)?.type;
}

function startersOf(logicalId: string, scope: Scope): string[] {
  return [...rulesOf(scope.template)].flatMap(([id, { placed }]) => {
    const properties = propertiesOf(placed.block, scope);
    const starts = [...properties].some(
      ([path, { causes }]) =>
        /\.TaskDefinitionArn\b/.test(path) && causes.includes(`resource ${logicalId}`),
    );
    return starts ? [id] : [];
  });
}
