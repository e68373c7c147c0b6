import { MOST_LEVELS } from '../template/depth.js';
import {
  fromJson,
  type Json,
  joined,
  type Known,
  type Pattern,
  unknown,
  type Value,
} from './value.js';

/** The JSON that a text is; undefined where it is none, or nested deeper than anybody nests. */
export function jsonOf(text: string): Json | undefined {
  if (isTooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Whether a text has more brackets open than one who walks it may recurse. */
export function isTooDeep(text: string): boolean {
  if (text.length <= MOST_LEVELS) return false;
  let depth = 0;
  for (const [bracket] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (bracket === '[' || bracket === '{') depth++;
    else if (bracket === ']' || bracket === '}') depth--;
    if (depth > MOST_LEVELS) return true;
  }
  return false;
}

/** The JSON in a text of a template, a hole being an unknown value or a part of a text. */
export function jsonIn(value: Known | Pattern, scalars: 'typed' | 'texts'): Value | undefined {
  if (value.kind === 'known') {
    const json = jsonOf(String(value.value));
    return json === undefined ? undefined : fromJson(json, scalars);
  }
  const json = jsonOf(masked(value));
  return json === undefined ? undefined : unmasked(fromJson(json, scalars), value);
}

/** Letters for private use, which no template has, around the number of a hole. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

function masked({ parts }: Pattern): string {
  let text = '';
  let isInText = false;
  for (const [i, part] of parts.entries()) {
    if (typeof part === 'string') {
      if (part.includes(OPEN)) return '';
      text += part;
      for (const [quote] of part.matchAll(/\\.|"/gs)) if (quote === '"') isInText = !isInText;
    } else {
      const mark = `${OPEN}${i}${CLOSE}`;
      text += isInText ? mark : `"${mark}"`;
    }
  }
  return text;
}

function unmasked(value: Value, pattern: Pattern): Value {
  switch (value.kind) {
    case 'known':
      return typeof value.value === 'string' && value.value.includes(OPEN)
        ? withHoles(value.value, pattern)
        : value;
    case 'list':
      return { kind: 'list', items: value.items.map(item => unmasked(item, pattern)) };
    case 'fields': {
      const fields = new Map<string, Value>();
      for (const [key, inner] of value.fields) {
        if (key.includes(OPEN)) return unknown('a key in it is not known');
        fields.set(key, unmasked(inner, pattern));
      }
      return { kind: 'fields', fields };
    }
    default:
      return value;
  }
}

function withHoles(text: string, { parts }: Pattern): Value {
  const pieces = text.split(new RegExp(`${OPEN}(\\d+)${CLOSE}`));
  return joined(pieces.map((piece, i) => (i % 2 === 0 ? piece : (parts[Number(piece)] ?? ''))));
}
