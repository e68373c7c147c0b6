import { childrenOf, get, type Node } from './node.js';

/** What a condition's functions can't tell by themselves. */
export interface Around {
  /** Whether another condition holds, by its name; null is not known. */
  holds(name: string): boolean | null;
  /** What a value comes to; undefined is not known. */
  text(node: Node): string | undefined;
}

/**
 * Whether a condition holds, as far as that can be told; null is not known. Source: the
 * CloudFormation template reference, condition functions.
 */
export function truthOf(node: Node, around: Around): boolean | null {
  if (node.kind === 'mapping') return named(get(node, 'Condition'), around);
  if (node.kind !== 'intrinsic') return null;
  const { name, arg } = node;
  const inner = () => childrenOf(arg).map(one => truthOf(one, around));
  switch (name) {
    case 'Condition':
      return named(arg, around);
    case 'Fn::Equals':
      return areEqual(childrenOf(arg), around);
    case 'Fn::Not': {
      const [only = null] = inner();
      return only === null ? null : !only;
    }
    case 'Fn::And':
      return inner().includes(false) ? false : inner().includes(null) ? null : true;
    case 'Fn::Or':
      return inner().includes(true) ? true : inner().includes(null) ? null : false;
    default:
      return null;
  }
}

function named(node: Node | undefined, { holds }: Around): boolean | null {
  return node?.kind === 'scalar' ? holds(node.text) : null;
}

function areEqual([a, b]: readonly Node[], { text }: Around): boolean | null {
  const [left, right] = [a && text(a), b && text(b)];
  return left === undefined || right === undefined ? null : left === right;
}
