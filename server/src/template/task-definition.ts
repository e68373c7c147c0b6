import { takenFrom } from './arn.js';
import { isLiteral, type Name, nameOf, nameText } from './names.js';
import { entryOf, get, isIntrinsic, type Node } from './node.js';
import { perBlock } from './per-block.js';
import { resourceOf } from './resource.js';

/** A container of a task definition. */
export interface Container {
  /** Null where it can't be known. */
  readonly name: Name | null;
  /** What the image is, as far as it is written out; empty otherwise. */
  readonly image: string;
  /** The command is handed to a program of the task definition's choice. */
  readonly hasEntryPoint: boolean;
  /** The names of its variables that are written out. */
  readonly variables: readonly string[];
}

/** An `AWS::ECS::TaskDefinition`. */
export interface TaskDefinition {
  /** Its logical id. */
  readonly id: string;
  /** The family as `Fn::Sub` would write it; empty where it is not known. */
  readonly family: string;
  /** Null where not all of them are spelled out. */
  readonly containers: readonly Container[] | null;
}

/** What a block defines of tasks; null for any other block. */
export const taskDefinitionOf = perBlock((block): TaskDefinition | null => {
  const resource = resourceOf(block);
  if (resource?.type !== 'AWS::ECS::TaskDefinition') return null;
  const { body, properties } = resource;
  const family = get(properties ?? undefined, 'Family');
  const name = family && nameOf(family);
  return {
    id: block.key,
    family: name ? nameText(name) : '',
    containers:
      !properties || body.open || properties.open
        ? null
        : containersIn(get(properties, 'ContainerDefinitions')),
  };
});

function containersIn(list: Node | undefined): Container[] | null {
  if (list?.kind !== 'list' || list.items.length === 0) return null;
  if (list.items.some(item => item.kind !== 'mapping' || item.open)) return null;
  return list.items.map(containerOf);
}

function containerOf(node: Node): Container {
  const name = get(node, 'Name');
  const environment = get(node, 'Environment');
  const variables = environment?.kind === 'list' ? environment.items : [];
  return {
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

/** How the ARN of a task definition is given: by a resource of the template, a family, an import. */
export type TaskReference =
  | { readonly kind: 'resource'; readonly id: string }
  /** As `Fn::Sub` would write it; without a revision it is the latest one. */
  | { readonly kind: 'family'; readonly family: string }
  | {
      readonly kind: 'import';
      readonly name: Name;
      /** The name as one text, to find what is known of it. */
      readonly text: string;
      readonly isLiteral: boolean;
    };

/** Null for what is none of these, and for an ARN with its revision. */
export function taskReferenceOf(node: Node | undefined): TaskReference | null {
  if (isIntrinsic(node, 'Fn::ImportValue')) {
    const name = nameOf(node.arg);
    return name && { kind: 'import', name, text: nameText(name), isLiteral: isLiteral(name) };
  }
  const [id, attribute] = takenFrom(node)?.split('.') ?? [];
  if (id !== undefined)
    return attribute === undefined || attribute === 'TaskDefinitionArn'
      ? { kind: 'resource', id }
      : null;
  const name = node && nameOf(node);
  const family = name ? familyIn(name) : null;
  return family === null ? null : { kind: 'family', family };
}

const BEFORE_FAMILY = ':task-definition/';

function familyIn(name: Name): string | null {
  const at = name.findIndex(part => part.kind === 'text' && part.text.includes(BEFORE_FAMILY));
  const part = name[at];
  if (part?.kind !== 'text') return null;
  const begun = part.text.slice(part.text.indexOf(BEFORE_FAMILY) + BEFORE_FAMILY.length);
  const rest: Name = [{ kind: 'text', text: begun }, ...name.slice(at + 1)];
  const hasRevision = rest.some(part => part.kind === 'text' && part.text.includes(':'));
  return hasRevision ? null : nameText(rest) || null;
}
