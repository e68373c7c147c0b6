import { nameOf, nameText } from '../../template/names.js';
import { get, type Mapping, type Node } from '../../template/node.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import { isVpcKey } from '../target/parts.js';

/**
 * What a rule starts, as texts that are equal where the same is started with the same command.
 * What a function gets that is handed the event is not known: the event names its rule.
 */
export function worksOf(block: Block): readonly string[] {
  return [...new Set(targetsOf(block).flatMap(target => workOf(target) ?? []))];
}

function workOf({ node, conditional }: Target): string | null {
  const task = get(node, 'EcsParameters', 'TaskDefinitionArn');
  const input = get(node, 'Input');
  if (conditional || node.open || !(task || input)) return null;
  if (get(node, 'InputPath') || get(node, 'InputTransformer')) return null;
  const parts = [get(node, 'Arn'), task, input, ...placesOf(node)].map(part =>
    part ? canonical(part) : '',
  );
  const all = [...parts, joined(parametersOf(node))];
  return parts[0] && all.every(part => part !== null) ? all.join('\n') : null;
}

/** Where a task runs: one that is started in each zone is not one job twice. */
function placesOf(target: Mapping): (Node | undefined)[] {
  const network = get(target, 'EcsParameters', 'NetworkConfiguration');
  const entries = network?.kind === 'mapping' ? network.entries : [];
  const vpc = entries.find(({ key }) => isVpcKey(key))?.value ?? network;
  return [get(vpc, 'Subnets') ?? vpc, get(target, 'EcsParameters', 'PlacementConstraints')];
}

/** They say which target it is rather than what is done, or are compared by themselves. */
const APART = new Set([
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'EcsParameters',
  'DeadLetterConfig',
  'RetryPolicy',
]);

/** What the Input leaves to them: the message group, the hosts, the job definition, the path. */
function parametersOf(target: Mapping): (string | null)[] {
  const entries = target.entries.filter(({ key }) => !APART.has(key));
  return entries.map(({ key, value }) => prefixed(key, canonical(value)));
}

/** The cluster on which a rule starts tasks, as a text that is equal for the same one. */
export function clusterOf(block: Block): string | null {
  const target = targetsOf(block).find(
    ({ node, conditional }) => !conditional && get(node, 'EcsParameters'),
  );
  const arn = target && get(target.node, 'Arn');
  return arn ? canonical(arn) : null;
}

/** A node as a text that is equal for what stands for the same; null where it can't be known. */
function canonical(node: Node): string | null {
  const name = nameOf(node);
  if (name) return JSON.stringify(nameText(name));
  switch (node.kind) {
    case 'list':
      return joined(node.items.map(canonical));
    case 'mapping':
      return joined(node.entries.map(({ key, value }) => prefixed(key, canonical(value))));
    case 'intrinsic':
      return prefixed(node.name, canonical(node.arg));
    default:
      return null;
  }
}

function joined(parts: readonly (string | null)[]): string | null {
  return parts.includes(null) ? null : `[${parts.join(',')}]`;
}

function prefixed(name: string, text: string | null): string | null {
  return text === null ? null : `${name}:${text}`;
}
