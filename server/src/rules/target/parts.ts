import {
  childrenOf,
  entryOf,
  get,
  isEmpty,
  isIntrinsic,
  type List,
  type Mapping,
  type Node,
  type Span,
} from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { resourceOf } from '../../template/resource.js';
import { type Property, propertyAt } from '../../template/schema/index.js';
import { type Target, targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import { mayBeAbsent } from '../../template/values.js';
import type { Severity } from '../rule.js';

type Service = Target['service'];

/** EcsParameters as a target spells them out, also in a branch of `Fn::If`. */
export interface EcsUse {
  readonly service: Service;
  readonly target: Mapping;
  readonly parameters: Mapping;
}

export const ecsUsesOf = perBlock((block): readonly EcsUse[] =>
  targetsOf(block).flatMap(({ service, node }) =>
    mappingsOf(get(node, 'EcsParameters')).map(parameters => ({
      service,
      target: node,
      parameters,
    })),
  ),
);

/** The mappings that a value can be: itself, or the branches of `Fn::If`. */
export function mappingsOf(node: Node | undefined): Mapping[] {
  return leavesOf(node).filter(leaf => leaf.kind === 'mapping');
}

/** The lists that a value can be: itself, or the branches of `Fn::If`. */
export function listsOf(node: Node | undefined): List[] {
  return leavesOf(node).filter(leaf => leaf.kind === 'list');
}

function leavesOf(node: Node | undefined): Node[] {
  if (isIntrinsic(node, 'Fn::If')) return childrenOf(node.arg).slice(1).flatMap(leavesOf);
  return node ? [node] : [];
}

/** The lists that the Targets of a rule can be. */
export function targetLists(block: Block): List[] {
  const resource = resourceOf(block);
  if (resource?.type !== 'AWS::Events::Rule') return [];
  return listsOf(get(resource.properties ?? undefined, 'Targets'));
}

/** The items that are there in any case. */
export function sureItems(list: List): Node[] {
  return list.items.filter(item => !mayBeAbsent(item) && !(item.kind === 'mapping' && item.open));
}

/** Whether a key is surely missing; one in other letters is rule/unknown-property's to say. */
export function lacks(mapping: Mapping, key: string): boolean {
  const entry = entryOf(mapping, key);
  if (entry) return isEmpty(entry.value);
  const lower = key.toLowerCase();
  return !mapping.open && mapping.entries.every(other => other.key.toLowerCase() !== lower);
}

/** What the schema says of a property of a target. */
export function targetProperty(service: Service, ...path: readonly string[]): Property | undefined {
  return service === 'rule'
    ? propertyAt('AWS::Events::Rule', ['Targets', ...path])
    : propertyAt('AWS::Scheduler::Schedule', ['Target', ...path]);
}

/** The severity of what EventBridge was seen to refuse: that Scheduler does too is but likely. */
export function seenWithRules(service: Service): Severity {
  return service === 'rule' ? 'error' : 'warning';
}

export function serviceName(service: Service): string {
  return service === 'rule' ? 'EventBridge' : 'Scheduler';
}

/** Where something is said that a target does not have: its Arn, or what it starts with. */
export function headOf(target: Node): Span {
  if (target.kind !== 'mapping') return visible(target);
  const entry = entryOf(target, 'Arn') ?? target.entries[0];
  return visible(entry?.keySpan ?? { start: target.start, end: target.start + 1 });
}

/** At least one character wide, so that it can be seen. */
export function visible({ start, end }: Span): Span {
  return { start, end: Math.max(end, start + 1) };
}

/** A text in capitals, as it may have been meant; empty for what is no literal. */
export function capitals(node: Node | undefined): string {
  return node?.kind === 'scalar' ? node.text.toUpperCase() : '';
}

/** A key of NetworkConfiguration in one of its spellings: a rule's is not a schedule's. */
export function isVpcKey(key: string): boolean {
  return key.toLowerCase() === 'awsvpcconfiguration';
}

/** The VPC configurations of EcsParameters, however their key is spelled. */
export function vpcConfigurationsOf({ parameters }: EcsUse): Mapping[] {
  return mappingsOf(get(parameters, 'NetworkConfiguration'))
    .flatMap(network => network.entries.filter(({ key }) => isVpcKey(key)))
    .flatMap(({ value }) => mappingsOf(value));
}

export function vpcKey(service: Service): string {
  return service === 'rule' ? 'AwsVpcConfiguration' : 'AwsvpcConfiguration';
}

/** What the schema says of a property of the VPC configuration. */
export function vpcProperty(service: Service, key: string): Property | undefined {
  return targetProperty(service, 'EcsParameters', 'NetworkConfiguration', vpcKey(service), key);
}
