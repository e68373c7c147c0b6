import { takenFrom } from './arn.js';
import { get, isIntrinsic, type Node, type Span, walk } from './node.js';
import { perBlock } from './per-block.js';
import { resourceOf } from './resource.js';

/** What a block says of how many Sidekiq processes run. */
export type SidekiqPart =
  /** A task definition with a container that runs Sidekiq. */
  | { readonly kind: 'task'; readonly id: string; readonly clusters: readonly Cluster[] }
  /** An ECS service: so many of a task definition of its template. */
  | { readonly kind: 'service'; readonly task: string; readonly count: Count };

/** A variable of a container that runs Sidekiq, with the endpoint of a cluster; the span is that of its name. */
export interface Cluster extends Span {
  readonly variable: string;
}

/** A number that is written out, or the parameter that gives it. */
export type Count = number | { readonly parameter: string };

/** Null for what says nothing, and for a number that can't be known. */
export const sidekiqPartOf = perBlock((block): SidekiqPart | null => {
  const { type, properties } = resourceOf(block) ?? {};
  if (!properties) return null;
  if (type === 'AWS::ECS::TaskDefinition') {
    const containers = itemsOf(get(properties, 'ContainerDefinitions')).filter(runsSidekiq);
    const clusters = containers.flatMap(clustersIn);
    return containers.length > 0 ? { kind: 'task', id: block.key, clusters } : null;
  }
  if (type !== 'AWS::ECS::Service') return null;
  const task = takenFrom(get(properties, 'TaskDefinition'));
  const count = countOf(get(properties, 'DesiredCount'));
  return task !== null && count !== null ? { kind: 'service', task, count } : null;
});

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : [];
}

function runsSidekiq(container: Node): boolean {
  // a swarm is several processes, and how many is not known
  return itemsOf(get(container, 'Command')).some(
    word => word.kind === 'scalar' && /(?:^|[\s/])sidekiq(?:\s|$)/.test(word.text),
  );
}

function clustersIn(container: Node): Cluster[] {
  return itemsOf(get(container, 'Environment')).flatMap(variable => {
    const [name, value] = [get(variable, 'Name'), get(variable, 'Value')];
    if (name?.kind !== 'scalar' || !value || !isCluster(value)) return [];
    return [{ variable: name.text, start: name.start, end: name.end }];
  });
}

/** The attribute of a replication group is there in cluster mode only; that of Memcached has a small p. */
function isCluster(value: Node): boolean {
  const nodes = [...walk(value)];
  // the other branch may be meant
  if (nodes.some(node => isIntrinsic(node, 'Fn::If'))) return false;
  return nodes.some(
    node =>
      node.kind === 'scalar' &&
      (clusterIn(node.text) !== null || /\bConfigurationEndPoint\.Address\b/.test(node.text)),
  );
}

/** What an address is the endpoint of, where that is a cluster. */
export function clusterIn(address: string): string | null {
  if (/(?:^|[/@])clustercfg\.[\w.-]+\.cache\.amazonaws\.com/.test(address))
    return 'an ElastiCache group in cluster mode';
  return /\.serverless\.[\w-]+\.cache\.amazonaws\.com/.test(address)
    ? 'an ElastiCache Serverless cache'
    : null;
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
