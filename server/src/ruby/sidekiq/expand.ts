import {
  BeginNode,
  CallNode,
  ConstantPathNode,
  ConstantReadNode,
  type DefNode,
  LocalVariableReadNode,
  type Node,
  ReturnNode,
  SelfNode,
  StatementsNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, descendants } from '../literals.js';
import { writesOf } from '../places.js';

/**
 * What a name stands for in its file: the values of a local variable, of a constant that is set once,
 * of a method without parameters. Null where that is not known, or the node is no name.
 */
export function expansionsOf(node: Node, code: Code): readonly Node[] | null {
  if (node instanceof LocalVariableReadNode)
    return writesOf(node, code.places)?.map(({ value }) => value) ?? null;
  if (node instanceof ConstantReadNode || node instanceof ConstantPathNode) {
    const value = node.name && code.constant(node.name);
    return value ? [value] : null;
  }
  const method = node instanceof CallNode ? methodCalled(node, code) : null;
  const last = method?.body && lastOf(method.body);
  return last ? [last] : null;
}

/** The method of the file that a call without arguments runs. */
export function methodCalled(call: CallNode, code: Code): DefNode | null {
  const { receiver, name, block } = call;
  if (block || argumentsOf(call).length > 0) return null;
  const isOfFile =
    !receiver || receiver instanceof SelfNode || receiver instanceof ConstantReadNode;
  const method = isOfFile ? code.method(name) : null;
  if (!method || (method.parameters?.requireds.length ?? 0) > 0) return null;
  // one that returns early may give anything
  for (const node of descendants(method)) if (node instanceof ReturnNode) return null;
  return method;
}

/** The last statement of a body, which is its value; null where an error may give another. */
export function lastOf(body: Node): Node | null {
  if (body instanceof StatementsNode) return body.body.at(-1) ?? null;
  if (!(body instanceof BeginNode)) return body;
  return body.rescueClause || !body.statements ? null : lastOf(body.statements);
}
