import { closest, distance } from 'fastest-levenshtein';
import { type Entry, isEmpty, type Node, type Scalar, type Span } from '../template/node.js';

export interface ConfigProblem extends Span {
  readonly message: string;
}

/** Reads the values of `cronwright.yml`; what has a problem is left out. */
export class ConfigNodes {
  readonly problems: ConfigProblem[] = [];

  protected text(node: Node | undefined, message: string): string | null {
    if (!node || isEmpty(node)) return null;
    if (node.kind === 'scalar' && typeof node.value === 'string') return node.value;
    this.problem(node, message);
    return null;
  }

  protected texts(node: Node | undefined, name: string): string[] {
    return this.scalars(node, name).map(({ text }) => text);
  }

  protected scalars(node: Node | undefined, name: string): Scalar[] {
    return this.items(node, name).flatMap(item => {
      if (item.kind === 'scalar' && typeof item.value === 'string') return [item];
      this.problem(item, `${name} is a list of texts.`);
      return [];
    });
  }

  protected items(node: Node | undefined, name: string): readonly Node[] {
    if (!node || isEmpty(node)) return [];
    if (node.kind === 'list') return node.items;
    this.problem(node, `${name} is a list: write each entry after a \`- \` on a line of its own.`);
    return [];
  }

  protected knownKeys(node: Node, name: string, keys: readonly string[]): readonly Entry[] {
    if (node.kind !== 'mapping') {
      this.problem(node, `${name} is a mapping, e.g. \`${keys[0]}: …\`.`);
      return [];
    }
    return node.entries.filter(({ key, keySpan }) => {
      if (keys.includes(key)) return true;
      const near = closest(key, [...keys]);
      const hint =
        distance(key, near) <= Math.max(2, key.length / 3)
          ? `Did you mean \`${near}\`?`
          : keys.length < 5
            ? `It has ${listed(keys)}.`
            : 'The list is in the documentation.';
      this.problem(keySpan, `${name} has no \`${key}\`. ${hint}`);
      return false;
    });
  }

  protected problem({ start, end }: Span, message: string): void {
    this.problems.push({ start, end: Math.max(end, start + 1), message });
  }
}

export function listed(names: readonly string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
