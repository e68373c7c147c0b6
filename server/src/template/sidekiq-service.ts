import { takenFrom } from './arn.js';
import { get, isIntrinsic, type Node } from './node.js';
import { perBlock } from './per-block.js';
import { resourceOf } from './resource.js';

/** What a block says of how many Sidekiq processes run. */
export type SidekiqPart =
  /** A task definition with a container that runs Sidekiq. */
  | { readonly kind: 'task'; readonly id: string }
  /** An ECS service: so many of a task definition of its template. */
  | { readonly kind: 'service'; readonly task: string; readonly count: Count };

/** A number that is written out, or the parameter that gives it. */
export type Count = number | { readonly parameter: string };

/** Null for what says nothing, and for a number that can't be known. */
export const sidekiqPartOf = perBlock((block): SidekiqPart | null => {
  const { type, properties } = resourceOf(block) ?? {};
  if (!properties) return null;
  if (type === 'AWS::ECS::TaskDefinition')
    return runsSidekiq(get(properties, 'ContainerDefinitions'))
      ? { kind: 'task', id: block.key }
      : null;
  if (type !== 'AWS::ECS::Service') return null;
  const task = takenFrom(get(properties, 'TaskDefinition'));
  const count = countOf(get(properties, 'DesiredCount'));
  return task !== null && count !== null ? { kind: 'service', task, count } : null;
});

function runsSidekiq(containers: Node | undefined): boolean {
  const list = containers?.kind === 'list' ? containers.items : [];
  return list.some(container => {
    const command = get(container, 'Command');
    const words = command?.kind === 'list' ? command.items : [];
    // a swarm is several processes, and how many is not known
    return words.some(
      word => word.kind === 'scalar' && /(?:^|[\s/])sidekiq(?:\s|$)/.test(word.text),
    );
  });
}

function countOf(node: Node | undefined): Count | null {
  if (node?.kind === 'scalar') {
    const count = Number(node.text);
    return node.text !== '' && Number.isInteger(count) ? count : null;
  }
  return isIntrinsic(node, 'Ref') && node.arg.kind === 'scalar'
    ? { parameter: node.arg.text }
    : null;
}
