import { parseTemplate, type Template } from '../template/template.js';
import { Workspace } from '../workspace/workspace.js';
import type { ChangeDetail, ChangeSet, JsonObject, ResourceChange } from './change-set.js';
import { isObject, itemKeys, type JsonValue, joined, textIn } from './json-paths.js';
import type { Versions } from './rule-changes.js';
import { NOT_SHOWN, TRUNCATED } from './value.js';
import { serviceOf } from './version.js';

/** The rules of a change set as two templates, so that they are read as any other is. */
export function sidesOf({ changes }: ChangeSet): Versions {
  const rules = changes.filter(({ type }) => serviceOf(type) !== undefined);
  const side = (part: 'before' | 'after') => ({
    template: templateOf(rules, part),
    workspace: new Workspace(),
  });
  return { before: side('before'), after: side('after'), file: null };
}

function templateOf(rules: readonly ResourceChange[], side: 'before' | 'after'): Template {
  const isThere = ({ action }: ResourceChange) =>
    side === 'before' ? action !== 'Add' && action !== 'Import' : action !== 'Remove';
  const resources = rules.filter(isThere).map(rule => {
    return [rule.logicalId, { ...resourceIn(rule, side), Type: rule.type }] as const;
  });
  return parseTemplate(JSON.stringify({ Resources: Object.fromEntries(resources) }));
}

/** The whole resource where it is told, else what the single changes tell of it. */
function resourceIn(rule: ResourceChange, side: 'before' | 'after'): JsonObject {
  const whole = rule[side];
  if (whole) return whole;
  const unknown = { ScheduleExpression: NOT_SHOWN, State: NOT_SHOWN };
  const properties = rule.details.reduce<JsonObject>((properties, detail) => {
    const value = detail[side];
    const [, ...keys] = keysOf(detail.path);
    if (value === null || keys.length === 0) return properties;
    const set = withValue(properties, keys, plainValue(value, keys.at(-1) ?? ''));
    return isObject(set) ? set : properties;
  }, unknown);
  return { Properties: properties };
}

/** Objects and lists are told as JSON, of which a long one is cut off. */
function plainValue(text: string, key: string): JsonValue {
  if (!/^[[{]/.test(text) || key === 'Input') return text;
  try {
    return JSON.parse(text);
  } catch {
    return TRUNCATED;
  }
}

function withValue(
  at: JsonValue | undefined,
  keys: readonly string[],
  value: JsonValue,
): JsonValue {
  const [key, ...rest] = keys;
  if (key === undefined) return value;
  if (/^\d{1,3}$/.test(key)) {
    const items: JsonValue[] = Array.isArray(at) ? [...at] : [];
    const place = Math.min(Number(key), items.length);
    items[place] = withValue(items[place], rest, value);
    return items;
  }
  const object = isObject(at) ? at : {};
  return { ...object, [key]: withValue(object[key], rest, value) };
}

/** The causes of a property that differs: those of it, of what it is in, and of what is in it. */
export function causesIn(rule: ResourceChange, path: string): string[] {
  const properties = rule.after?.Properties ?? rule.before?.Properties;
  const own = rule.details.filter(detail => {
    const at = pathOf(detail, properties);
    return at !== '' && (isWithin(path, at) || isWithin(at, path));
  });
  return [...new Set(own.map(({ cause }) => cause))].filter(Boolean);
}

/** The path of a detail as we write it: `/Properties/Targets/0/Arn` is `Targets[nightly].Arn`. */
export function pathOf({ path }: ChangeDetail, properties: JsonValue | undefined): string {
  const [, ...keys] = keysOf(path);
  let at = properties;
  let text = '';
  for (const key of keys) {
    if (/^\d+$/.test(key)) {
      const items: readonly JsonValue[] = Array.isArray(at) ? at : [];
      const names = itemKeys(items.map(item => name => textIn(item, name)));
      text += `[${names[Number(key)] ?? key}]`;
      at = items[Number(key)];
    } else {
      text = joined(text, key);
      at = isObject(at) ? at[key] : undefined;
    }
  }
  return text;
}

function keysOf(path: string): string[] {
  return path.split('/').filter(Boolean);
}

function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`) || path.startsWith(`${outer}[`);
}
