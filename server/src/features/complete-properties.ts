import {
  type Property,
  propertiesAt,
  propertyAt,
  RESOURCE_ATTRIBUTES,
  RESOURCE_TYPES,
} from '../template/schema/index.js';
import type { Template } from '../template/template.js';
import { type Completion, slotOf, snippetText, withQuotes } from './completion.js';
import type { Cursor } from './cursor.js';
import { isValue, keysOf } from './locate.js';
import { propertyMarkdown } from './property-words.js';

/** The keys that may stand at the cursor: those there already are left out, required ones first. */
export function completeKeys(cursor: Cursor, template: Template): Completion[] {
  const keys = keysOf(cursor.path).slice(1, -1);
  const properties = knownKeys(cursor, keys);
  if (!properties) return [];
  const here = cursor.path.at(-1)?.entry;
  const parent = cursor.path.at(-2)?.node;
  const present = parent?.kind === 'mapping' ? parent.entries : [];
  const taken = new Set(present.filter(entry => entry !== here).map(entry => entry.key));
  return Object.entries(properties)
    .filter(([key]) => !taken.has(key))
    .map(([key, property], i) => ({
      label: key,
      kind: 'property' as const,
      detail: property.required ? `${property.type}, required` : property.type,
      documentation: propertyMarkdown(key, property),
      sortText: `${property.required ? 0 : 1}${String(i).padStart(3, '0')}`,
      ...written(key, property, cursor, template),
    }));
}

function knownKeys(cursor: Cursor, keys: readonly string[]) {
  if (cursor.section !== 'Resources') return undefined;
  if (keys[0] === 'Properties') return propertiesAt(cursor.type, keys.slice(1));
  const ours = cursor.type === '' || Object.hasOwn(RESOURCE_TYPES, cursor.type);
  return ours && keys.length === 0 ? RESOURCE_ATTRIBUTES : undefined;
}

type Written = Pick<Completion, 'insertText' | 'snippet' | 'start' | 'end' | 'filterText'>;

function written(key: string, property: Property, cursor: Cursor, template: Template): Written {
  const { start, end, quote, hasColon } = cursor;
  if (hasColon) return { start, end, insertText: key };
  if (template.format === 'json') return jsonKey(key, property, cursor);
  if (quote) return { start, end, insertText: key };
  return { start, end, insertText: `${key}:${yamlRest(property, cursor, template)}` };
}

/** What follows a key's colon: a blank, or the line on which what is below it begins. */
function yamlRest({ type, properties }: Property, cursor: Cursor, { text }: Template): string {
  const nests = type === 'list' || properties !== undefined || type === 'object' || type === 'map';
  if (!nests || cursor.flow) return ' ';
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  return `${newline}${' '.repeat(cursor.column + cursor.unit)}${type === 'list' ? '- ' : ''}`;
}

function jsonKey(key: string, { type, properties }: Property, cursor: Cursor): Written {
  const name = `"${key}"`;
  const value = VALUES[type] ?? (properties ? '{$1}' : '$1');
  return {
    ...withQuotes(cursor),
    insertText: `${snippetText(name)}: ${value}`,
    snippet: true,
    filterText: name,
  };
}

const VALUES: Partial<Record<Property['type'], string>> = {
  string: '"$1"',
  list: '[$1]',
  object: '{$1}',
  map: '{$1}',
};

/** The values that a property or an attribute of a resource may have, where they can be counted. */
export function completeValues(cursor: Cursor, template: Template): Completion[] {
  const keys = keysOf(cursor.path).slice(1);
  if (cursor.section !== 'Resources' || !isValue(cursor.path)) return [];
  const slot = slotOf(cursor, template.format === 'json');
  return valuesOf(cursor, keys).map(({ value, meaning, raw }, i) => ({
    label: value,
    kind: 'value',
    ...(meaning && { detail: meaning }),
    insertText: raw ? value : slot.quoted(value),
    start: slot.start,
    end: slot.end,
    sortText: String(i).padStart(3, '0'),
    ...(slot.quoted(value) !== value && { filterText: value }),
  }));
}

interface Value {
  readonly value: string;
  readonly meaning?: string;
  /** It is no text, so it takes no quotes. */
  readonly raw?: true;
}

function valuesOf(cursor: Cursor, keys: readonly string[]): Value[] {
  const [first, ...rest] = keys;
  if (first === 'Type' && rest.length === 0)
    return Object.entries(RESOURCE_TYPES).map(([value, { description }]) => ({
      value,
      meaning: description,
    }));
  const ours = cursor.type === '' || Object.hasOwn(RESOURCE_TYPES, cursor.type);
  const property =
    first === 'Properties'
      ? propertyAt(cursor.type, rest)
      : ours && rest.length === 0 && first && Object.hasOwn(RESOURCE_ATTRIBUTES, first)
        ? RESOURCE_ATTRIBUTES[first]
        : undefined;
  if (property?.type === 'boolean') return ['true', 'false'].map(value => ({ value, raw: true }));
  return (property?.values ?? []).map(value => ({ value }));
}
