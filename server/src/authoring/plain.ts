import type { Node } from '../template/node.js';
import { yamlText } from '../template/write.js';

/** A value of a template as JSON has it, functions in their long form. */
export type Plain =
  | string
  | number
  | boolean
  | readonly Plain[]
  | { readonly [key: string]: Plain };

/** A node as a plain value; null where some of it is not known. */
export function plainOf(node: Node | undefined): Plain | null {
  switch (node?.kind) {
    case 'scalar':
      return node.value;
    case 'list': {
      const items = node.items.map(plainOf);
      return items.every(item => item !== null) ? items : null;
    }
    case 'mapping': {
      const entries = node.entries.map(({ key, value }) => [key, plainOf(value)] as const);
      return entries.every(([, value]) => value !== null)
        ? (Object.fromEntries(entries) as Plain)
        : null;
    }
    case 'intrinsic': {
      const arg = plainOf(node.arg);
      const parts = node.name === 'Fn::GetAtt' && typeof arg === 'string' ? attribute(arg) : arg;
      return parts === null ? null : { [node.name]: parts };
    }
    default:
      return null;
  }
}

/** `Role.Arn` names a resource and its attribute, which may have dots of its own. */
function attribute(text: string): Plain {
  const dot = text.indexOf('.');
  return dot < 0 ? text : [text.slice(0, dot), text.slice(dot + 1)];
}

/** A resource as lines of YAML from its key on, the further ones indented by `column` more. */
export function yamlLines(key: string, value: Plain, step: number): string[] {
  const short = shortForm(value);
  if (short !== null) return [`${key}: ${short}`];
  if (Array.isArray(value))
    return [`${key}:`, ...value.flatMap(item => indented(itemLines(item, step), step))];
  return [`${key}:`, ...indented(mappingLines(value, step), step)];
}

function mappingLines(value: Plain, step: number): string[] {
  return Object.entries(value).flatMap(([key, inner]) => yamlLines(key, inner, step));
}

function itemLines(item: Plain, step: number): string[] {
  const short = shortForm(item);
  if (short !== null) return [`- ${short}`];
  const [first = '', ...rest] = Array.isArray(item)
    ? item.flatMap(inner => itemLines(inner, step))
    : mappingLines(item, step);
  return [`- ${first}`, ...indented(rest, 2)];
}

/** A value on one line: a text, or a function in its short form. */
function shortForm(value: Plain): string | null {
  if (typeof value === 'string') return yamlText(value);
  if (typeof value !== 'object') return String(value);
  const [only, ...more] = Object.entries(value);
  if (Array.isArray(value) || !only || more.length > 0) return null;
  const [name, arg] = only;
  if (name !== 'Ref' && !name.startsWith('Fn::')) return null;
  const tag = `!${name.replace('Fn::', '')}`;
  if (typeof arg === 'string')
    return `${tag} ${name === 'Fn::Sub' ? `'${arg.replaceAll("'", "''")}'` : yamlText(arg)}`;
  const isAttribute =
    name === 'Fn::GetAtt' && Array.isArray(arg) && arg.every(part => typeof part === 'string');
  return isAttribute ? `${tag} ${arg.join('.')}` : null;
}

function indented(lines: readonly string[], step: number): string[] {
  return lines.map(line => (line === '' ? line : ' '.repeat(step) + line));
}

/** A member of a JSON object from its key on. */
export function jsonMember(key: string, value: Plain, indent: string): string {
  return `${JSON.stringify(key)}: ${JSON.stringify(value, null, indent)}`;
}
