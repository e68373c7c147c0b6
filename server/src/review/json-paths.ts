/** A text of JSON that a property holds, and what it is made of, each under its inner path. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Visits the leaves of a JSON value: texts, and lists of texts as JSON has them. */
export function leavesOf(path: string, value: JsonValue, visit: Visit): void {
  if (Array.isArray(value)) listLeaves(path, value, visit);
  else if (isObject(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) visit(path, '{}');
    for (const [key, inner] of entries) leavesOf(joined(path, key), inner, visit);
  } else visit(path, String(value));
}

export type Visit = (path: string, text: string) => void;

function listLeaves(path: string, items: readonly JsonValue[], visit: Visit): void {
  if (!items.some(item => Array.isArray(item) || isObject(item)))
    visit(path, JSON.stringify(items.map(String)));
  else {
    const keys = itemKeys(items.map(item => key => textIn(item, key)));
    for (const [i, item] of items.entries()) leavesOf(`${path}[${keys[i]}]`, item, visit);
  }
}

/**
 * By what the items of a list are told apart wherever they stand: their Id, Key or name, where each
 * has another one; else their places, counted from 0.
 */
export function itemKeys(items: readonly ((key: string) => string | undefined)[]): string[] {
  for (const key of KEYS) {
    const texts = items.map(item => item(key));
    if (texts.every(text => text !== undefined) && new Set(texts).size === texts.length)
      return texts;
  }
  return items.map((_, i) => String(i));
}

const KEYS = ['Id', 'Key', 'CapacityProvider', 'Name', 'name'];

export function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

export function isObject(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function textIn(value: JsonValue | undefined, key: string): string | undefined {
  const text = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof text === 'string' ? text : undefined;
}
