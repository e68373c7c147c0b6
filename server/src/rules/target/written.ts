import { writtenIn } from '../../template/embedded.js';
import type { Input } from '../../template/input.js';
import type { Node, ScalarStyle, Span } from '../../template/node.js';
import type { Fix } from '../rule.js';

/** What a node says as JSON in one line; null where a part of it is not written out. */
export function asJson(node: Node): string | null {
  switch (node.kind) {
    case 'scalar':
      return JSON.stringify(node.value);
    case 'list':
      return enclosed('[', node.items.map(asJson), ']');
    case 'mapping': {
      const entries = node.entries.map(({ key, value }) => {
        const json = asJson(value);
        return json === null ? null : `${JSON.stringify(key)}: ${json}`;
      });
      return node.open ? null : enclosed('{', entries, '}');
    }
    default:
      return null;
  }
}

function enclosed(open: string, items: readonly (string | null)[], close: string): string | null {
  return items.includes(null) ? null : `${open}${items.join(', ')}${close}`;
}

/** JSON as a whole scalar of the template, with its quotes. */
export function asText(style: ScalarStyle, json: string): string {
  return style === 'double' ? JSON.stringify(json) : `'${writtenIn('single', json)}'`;
}

/** The words of a command line as a list of JSON; what only a shell can read goes to one. */
export function commandJson(line: string): string[] {
  const words = /[|&;<>()`"'\\*?~]|\$(?!\{)|^\w+=/.test(line)
    ? ['sh', '-c', line]
    : line.trim().split(/\s+/);
  return words.map(word => JSON.stringify(word));
}

/** A fix that puts other JSON in the place of a span of the input. */
export function jsonFix(input: Input, { start, end }: Span, json: string): Fix {
  const newText = writtenIn(input.scalar.style, json);
  return { title: `Write \`${json}\``, edits: [{ start, end, newText }], safe: false };
}
