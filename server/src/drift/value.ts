/** What JSON can say. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };

/**
 * A value as it is after deployment, as far as it can be told. The scalars of a template are texts;
 * numbers, booleans and null are in the JSON of an `Input` alone.
 */
export type Value = Known | Pattern | Unknown | List | Fields;

export interface Known {
  readonly kind: 'known';
  readonly value: string | number | boolean | null;
}

/** A text that is known in part: texts, and holes between them. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly parts: readonly (string | Unknown)[];
}

export interface Unknown {
  readonly kind: 'unknown';
  /** Why, to stand after a colon: "the export `net-vpc` is not in the snapshot". */
  readonly reason: string;
}

export interface List {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface Fields {
  readonly kind: 'fields';
  readonly fields: ReadonlyMap<string, Value>;
}

export function known(value: Known['value']): Known {
  return { kind: 'known', value };
}

export function unknown(reason: string): Unknown {
  return { kind: 'unknown', reason };
}

/** The text that parts make together. */
export function joined(parts: readonly (string | Unknown)[]): Known | Pattern | Unknown {
  const merged: (string | Unknown)[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string')
      merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  const [first = ''] = merged;
  if (merged.length > 1) return { kind: 'pattern', parts: merged };
  return typeof first === 'string' ? known(first) : first;
}

/** The parts of a text; of what is no text one hole. */
export function partsOf(value: Value): readonly (string | Unknown)[] {
  switch (value.kind) {
    case 'known':
      return [String(value.value)];
    case 'pattern':
      return value.parts;
    case 'unknown':
      return [value];
    default:
      return [unknown('a list or a mapping where a text is needed')];
  }
}

/** The text of a value that is wholly known; undefined for any other. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'known' ? String(value.value) : undefined;
}

export function fieldOf(value: Value | undefined, key: string): Value | undefined {
  return value?.kind === 'fields' ? value.fields.get(key) : undefined;
}

export function isWhollyKnown(value: Value): boolean {
  switch (value.kind) {
    case 'known':
      return true;
    case 'list':
      return value.items.every(isWhollyKnown);
    case 'fields':
      return [...value.fields.values()].every(isWhollyKnown);
    default:
      return false;
  }
}

/** The reasons for which some of a value is not known. */
export function reasonsOf(value: Value): string[] {
  switch (value.kind) {
    case 'unknown':
      return [value.reason];
    case 'pattern':
      return value.parts.flatMap(part => (typeof part === 'string' ? [] : [part.reason]));
    case 'list':
      return value.items.flatMap(reasonsOf);
    case 'fields':
      return [...value.fields.values()].flatMap(reasonsOf);
    default:
      return [];
  }
}

/** JSON as a value: its scalars as they are, or as texts, null being nothing then. */
export function fromJson(json: Json, scalars: 'typed' | 'texts'): Value {
  if (json === null || typeof json !== 'object')
    return known(scalars === 'typed' ? json : String(json));
  if (Array.isArray(json))
    return { kind: 'list', items: json.map((item: Json) => fromJson(item, scalars)) };
  const fields = new Map<string, Value>();
  for (const [key, inner] of Object.entries(json))
    if (inner !== null || scalars === 'typed') fields.set(key, fromJson(inner, scalars));
  return { kind: 'fields', fields };
}

/** A value as JSON to be shown: `…` is what is not known. */
export function shown(value: Value): Json {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'list':
      return value.items.map(shown);
    case 'fields': {
      const entries = [...value.fields].map(([key, inner]) => [key, shown(inner)] as const);
      return Object.fromEntries(entries);
    }
    default:
      return partsOf(value)
        .map(part => (typeof part === 'string' ? part : '…'))
        .join('');
  }
}

/** JSON with its keys sorted and no blanks: the same for what means the same. */
export function canonical(json: Json): string {
  if (json === null || typeof json !== 'object') return JSON.stringify(json);
  if (Array.isArray(json)) return `[${json.map((item: Json) => canonical(item)).join(',')}]`;
  const entries = Object.entries(json).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
