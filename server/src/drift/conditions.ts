import type { Node } from '../template/node.js';
import type { Template } from '../template/template.js';
import { truthOf } from '../template/truth.js';
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
    return truthOf(node, {
      holds: name => this.hold(name, depth),
      text: value => this.textOf(value),
    });
  }

  private textOf(node: Node): string | undefined {
    return textOf(this.resolve(node));
  }
}
