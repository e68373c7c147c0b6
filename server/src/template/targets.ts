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

/** A text in a property such as `Input`. */
export interface Text {
  readonly scalar: Scalar;
  /** It may have `${…}`, in whose places the deployment puts other text. */
  readonly isSub: boolean;
}

/** The text of a property such as `Input`: a literal, or what `Fn::Sub` puts together. */
export function textOf(node: Node | undefined): Text | null {
  const isSub = isIntrinsic(node, 'Fn::Sub');
  const whole = isSub ? node.arg : node;
  const text = isSub && whole?.kind === 'list' ? whole.items[0] : whole;
  return text?.kind === 'scalar' && typeof text.value === 'string' ? { scalar: text, isSub } : null;
}

/** The texts that a property can have: its own, or those in the branches of `Fn::If`. */
export function textsOf(node: Node | undefined): Text[] {
  if (isIntrinsic(node, 'Fn::If')) return childrenOf(node.arg).slice(1).flatMap(textsOf);
  const text = textOf(node);
  return text ? [text] : [];
}
