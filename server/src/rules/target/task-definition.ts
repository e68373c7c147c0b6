import { type Name, nameOf } from '../../template/names.js';
import { entryOf, get, type Node, type Span } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { resourceOf } from '../../template/resource.js';
import type { Target } from '../../template/targets.js';
import type { PlacedBlock, Template } from '../../template/template.js';
import { takenFrom } from './arn.js';

/** A container of a task definition; offsets in it count in the block. */
export interface Container extends Span {
  /** Null where it can't be known. */
  readonly name: Name | null;
  /** What the image is, as far as it is written out; empty otherwise. */
  readonly image: string;
  /** The command is handed to a program of the task definition's choice. */
  readonly hasEntryPoint: boolean;
  /** The names of its variables that are written out. */
  readonly variables: readonly string[];
}

/** The containers of an `AWS::ECS::TaskDefinition`; null where not all of them are spelled out. */
export const containersOf = perBlock((block): readonly Container[] | null => {
  const resource = resourceOf(block);
  if (resource?.type !== 'AWS::ECS::TaskDefinition') return null;
  const list = get(resource.properties ?? undefined, 'ContainerDefinitions');
  if (list?.kind !== 'list' || list.items.length === 0) return null;
  if (list.items.some(item => item.kind !== 'mapping' || item.open)) return null;
  return list.items.map(containerOf);
});

function containerOf(node: Node): Container {
  const name = get(node, 'Name');
  const environment = get(node, 'Environment');
  const variables = environment?.kind === 'list' ? environment.items : [];
  return {
    start: (name ?? node).start,
    end: (name ?? node).end,
    name: name ? nameOf(name) : null,
    image: textIn(node, 'Image'),
    hasEntryPoint: entryOf(node, 'EntryPoint') !== undefined,
    variables: variables.map(variable => textIn(variable, 'Name')).filter(Boolean),
  };
}

function textIn(node: Node, key: string): string {
  const value = get(node, key);
  return value?.kind === 'scalar' ? value.text : '';
}

/** The task definition that a target runs, where it is a resource of the same template. */
export function taskDefinitionOf({ node }: Target, template: Template): PlacedBlock | undefined {
  const taken = takenFrom(get(node, 'EcsParameters', 'TaskDefinitionArn'));
  return taken ? template.find('Resources', taken.split('.')[0] ?? '') : undefined;
}
