import { joined, partsOf, type Unknown, unknown, type Value } from './value.js';

const OPEN = '{{resolve:';
const CLOSE = '}}';
const OURS = '{{resolve:cronwright:';

/** A dynamic reference of our own, for what a snapshot does not tell, with the reason. */
export function hidden(reason: string): string {
  return OURS + reason.replace(/[{}]/g, '') + CLOSE;
}

/**
 * A value with a hole in place of each dynamic reference, which the deployment replaces by a text
 * that no template has. It is looked for in whole texts, as `Fn::Join` may put one together.
 */
export function withoutDynamic(value: Value): Value {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' && value.value.includes(OPEN) ? settled(value) : value;
    case 'pattern':
      return value.parts.some(part => typeof part === 'string' && part.includes(OPEN))
        ? settled(value)
        : value;
    case 'list':
      return { kind: 'list', items: value.items.map(withoutDynamic) };
    case 'fields': {
      const fields = new Map<string, Value>();
      for (const [key, inner] of value.fields) fields.set(key, withoutDynamic(inner));
      return { kind: 'fields', fields };
    }
    default:
      return value;
  }
}

function settled(value: Value): Value {
  const parts: (string | Unknown)[] = [];
  let isOpen = false;
  for (const part of partsOf(value)) {
    if (typeof part !== 'string') {
      if (!isOpen) parts.push(part);
      continue;
    }
    let at = 0;
    while (at < part.length) {
      const next = part.indexOf(isOpen ? CLOSE : OPEN, at);
      if (!isOpen) {
        parts.push(part.slice(at, next < 0 ? part.length : next));
        if (next >= 0) parts.push(unknown(reasonOf(part.slice(next))));
      }
      if (next < 0) break;
      at = next + (isOpen ? CLOSE : OPEN).length;
      isOpen = !isOpen;
    }
  }
  return joined(parts);
}

function reasonOf(reference: string): string {
  return reference.startsWith(OURS)
    ? reference.slice(OURS.length).split(CLOSE, 1).join('')
    : 'a dynamic reference, which is not looked up';
}
