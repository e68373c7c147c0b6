import { childrenOf, get, type Node } from '../template/node.js';
import type { Template } from '../template/template.js';
import { textOf, type Value } from './value.js';

/** Conditions in conditions in conditions. */
const MOST_DEEP = 20;

/** Whether the conditions of a template hold in a stack; null is not known. */
export class Conditions {
  private readonly known = new Map<string, boolean | null>();

  constructor(
    private readonly template: Template,
    private readonly resolve: (node: Node) => Value | undefined,
  ) {}

  hold(name: string, depth = 0): boolean | null {
    let holds = this.known.get(name);
    if (holds === undefined) {
      const node = this.template.find('Conditions', name)?.block.value;
      // one that leads back to itself is not known
      this.known.set(name, null);
      holds = node && depth < MOST_DEEP ? this.judge(node, depth + 1) : null;
      this.known.set(name, holds);
    }
    return holds;
  }

  private judge(node: Node, depth: number): boolean | null {
    if (node.kind === 'mapping') return this.named(get(node, 'Condition'), depth);
    if (node.kind !== 'intrinsic') return null;
    const { name, arg } = node;
    const inner = () => childrenOf(arg).map(one => this.judge(one, depth + 1));
    switch (name) {
      case 'Condition':
        return this.named(arg, depth);
      case 'Fn::Equals':
        return this.areEqual(childrenOf(arg));
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

  private named(node: Node | undefined, depth: number): boolean | null {
    return node?.kind === 'scalar' ? this.hold(node.text, depth) : null;
  }

  private areEqual([a, b]: readonly Node[]): boolean | null {
    const [left, right] = [a && this.textOf(a), b && this.textOf(b)];
    return left === undefined || right === undefined ? null : left === right;
  }

  private textOf(node: Node): string | undefined {
    return textOf(this.resolve(node));
  }
}
