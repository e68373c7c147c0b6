import {
  ArrayNode,
  BlockNode,
  BlockParametersNode,
  CallNode,
  LocalVariableReadNode,
  type Node,
  RequiredParameterNode,
} from '@ruby/prism/src/nodes.js';
import { descendants, entriesOf, literalOf } from './literals.js';

/** What the arguments of `task` say: its name, and what it can be called with. */
export interface Signature {
  readonly name: Node;
  /** Null where only running it would tell. */
  readonly params: readonly string[] | null;
}

/**
 * `task :name`, `task name: deps`, `task :name, [:a, :b] => deps`, `task :name, :a, :b`: as Rake's own
 * `TaskManager#resolve_args` tells them apart. Null where there is no name.
 */
export function signatureOf([first, ...rest]: readonly Node[]): Signature | null {
  if (!first) return null;
  const entries = entriesOf(first);
  if (entries) return entries[0] ? { name: entries[0].key, params: [] } : null;
  const params = rest.flatMap(argument => {
    const [entry] = entriesOf(argument) ?? [];
    if (entry && literalOf(entry.key) === 'order_only') return [];
    return namesIn(entry ? entry.key : argument);
  });
  return { name: first, params: params.every(name => name !== null) ? params : null };
}

function namesIn(node: Node): (string | null)[] {
  return node instanceof ArrayNode ? node.elements.map(literalOf) : [literalOf(node)];
}

/** Whether a task's block may use arguments beyond its named ones, as `args.extras` gives them. */
export function usesExtras(block: Node | null): boolean {
  if (!block) return false;
  if (!(block instanceof BlockNode)) return true;
  if (!block.parameters) return false;
  if (!(block.parameters instanceof BlockParametersNode)) return true;
  const { requireds = [], rest, optionals = [] } = block.parameters.parameters ?? {};
  if (rest || optionals.length > 0) return true;
  const args = requireds[1];
  if (!args || !block.body) return false;
  return !(args instanceof RequiredParameterNode) || escapes(args.name, block.body);
}

/** Whether `args` is asked for all that it has, or handed on to who may ask. */
function escapes(args: string, body: Node): boolean {
  const asked = new Set<Node>();
  for (const node of descendants(body)) {
    if (node instanceof CallNode && isRead(node.receiver, args) && !ALL.has(node.name))
      asked.add(node.receiver);
    else if (isRead(node, args) && !asked.has(node)) return true;
  }
  return false;
}

function isRead(node: Node | null, name: string): node is LocalVariableReadNode {
  return node instanceof LocalVariableReadNode && node.name === name;
}

const ALL = new Set(['extras', 'to_a', 'itself', 'then', 'tap', 'send', 'public_send']);
