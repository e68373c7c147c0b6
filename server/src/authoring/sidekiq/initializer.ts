import {
  AssocNode,
  AssocSplatNode,
  BlockNode,
  BlockParametersNode,
  CallNode,
  HashNode,
  KeywordHashNode,
  LocalVariableReadNode,
  LocalVariableWriteNode,
  type Node,
  type ProgramNode,
  RequiredParameterNode,
} from '@ruby/prism/src/nodes.js';
import { argumentsOf, constantOf, descendants, literalOf } from '../../ruby/literals.js';
import type { ParsedRuby } from '../../ruby/parser.js';

export type Side = 'server' | 'client';

/** The text of a file that configures Sidekiq, and what prism read in it. */
export interface Source {
  readonly text: string;
  readonly parsed: ParsedRuby;
  readonly root: ProgramNode;
}

/** `Sidekiq.configure_server do |config| … end`. */
export interface Configure {
  readonly side: Side;
  readonly call: CallNode;
  readonly block: BlockNode;
  /** What the block calls the configuration; null where it has no name for it. */
  readonly parameter: string | null;
}

export function configuresIn({ root }: Source): readonly Configure[] {
  return callsIn(root).flatMap(call => {
    const side = SIDES.get(call.name);
    if (!side || constantOf(call.receiver) !== 'Sidekiq') return [];
    const { block } = call;
    return block instanceof BlockNode ? [{ side, call, block, parameter: parameterOf(block) }] : [];
  });
}

const SIDES: ReadonlyMap<string, Side> = new Map([
  ['configure_server', 'server'],
  ['configure_client', 'client'],
]);

function parameterOf({ parameters }: BlockNode): string | null {
  const [first] =
    parameters instanceof BlockParametersNode ? (parameters.parameters?.requireds ?? []) : [];
  return first instanceof RequiredParameterNode ? first.name : null;
}

/** What is assigned to the Redis in a block, in the order of the text. */
export function redisIn({ block, parameter }: Configure): readonly Node[] {
  return callsIn(block).flatMap(call => {
    const { receiver } = call;
    const isConfig = receiver instanceof LocalVariableReadNode && receiver.name === parameter;
    const [value] = argumentsOf(call);
    return call.name === 'redis=' && isConfig && value ? [value] : [];
  });
}

export type Pairs = readonly (AssocNode | AssocSplatNode)[];

/** The entries of a hash that is written out; null for anything else. */
export function pairsOf(node: Node): Pairs | null {
  if (!(node instanceof HashNode || node instanceof KeywordHashNode)) return null;
  return node.elements.filter(
    element => element instanceof AssocNode || element instanceof AssocSplatNode,
  );
}

/** The value of a key that is written out. */
export function entryValue(pairs: Pairs, key: string): Node | undefined {
  const pair = pairs.find(one => one instanceof AssocNode && literalOf(one.key) === key);
  return pair instanceof AssocNode ? pair.value : undefined;
}

/** The only assignment to a local variable in a node; undefined where there is none, or more. */
export function onlyWrite(node: Node, name: string): LocalVariableWriteNode | undefined {
  const writes = [...descendants(node)].filter(
    one => one instanceof LocalVariableWriteNode && one.name === name,
  );
  return writes.length === 1 ? (writes[0] as LocalVariableWriteNode) : undefined;
}

export function readsOf(node: Node, name: string): number {
  return [...descendants(node)].filter(
    one => one instanceof LocalVariableReadNode && one.name === name,
  ).length;
}

export function textOf({ text, parsed }: Source, node: Node): string {
  const { start, end } = parsed.span(node.location);
  return text.slice(start, end);
}

function callsIn(node: Node): CallNode[] {
  return [...descendants(node)].filter(one => one instanceof CallNode);
}
