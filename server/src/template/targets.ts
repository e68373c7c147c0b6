import { childrenOf, get, isIntrinsic, type Mapping, type Node, type Scalar } from './node.js';
import { perBlock } from './per-block.js';
import { resourceOf } from './resource.js';

/** What a rule or a schedule starts: an entry of `Targets`, or a schedule's `Target`. */
export interface Target {
  readonly service: 'rule' | 'scheduler';
  readonly node: Mapping;
  /** It stands in a branch of `Fn::If`. */
  readonly conditional: boolean;
}

/** The targets that a block spells out, in the order of the text. */
export const targetsOf = perBlock((block): readonly Target[] => {
  const resource = resourceOf(block);
  if (resource?.type === 'AWS::Events::Rule')
    return mappingsIn(get(resource.properties ?? undefined, 'Targets'), 'rule', false);
  if (resource?.type === 'AWS::Scheduler::Schedule')
    return mappingsIn(get(resource.properties ?? undefined, 'Target'), 'scheduler', false);
  return [];
});

function mappingsIn(
  node: Node | undefined,
  service: Target['service'],
  conditional: boolean,
): Target[] {
  if (!node) return [];
  if (node.kind === 'mapping') return [{ service, node, conditional }];
  if (node.kind === 'list')
    return node.items.flatMap(item => mappingsIn(item, service, conditional));
  if (!isIntrinsic(node, 'Fn::If')) return [];
  return childrenOf(node.arg)
    .slice(1)
    .flatMap(branch => mappingsIn(branch, service, true));
}

/** The text of a property such as `Input`: a literal, or what `Fn::Sub` puts together. */
export function textOf(node: Node | undefined): { scalar: Scalar; isSub: boolean } | null {
  if (node?.kind === 'scalar' && typeof node.value === 'string')
    return { scalar: node, isSub: false };
  if (!isIntrinsic(node, 'Fn::Sub')) return null;
  const first = node.arg.kind === 'list' ? node.arg.items[0] : node.arg;
  return first?.kind === 'scalar' && typeof first.value === 'string'
    ? { scalar: first, isSub: true }
    : null;
}
