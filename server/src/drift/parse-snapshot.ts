import { isTooDeep } from './json-text.js';
import type { Snapshot } from './snapshot.js';

/** Reads what `cronwright snapshot` wrote; never throws. A problem is a sentence or two. */
export function parseSnapshot(
  text: string,
): { readonly snapshot: Snapshot } | { readonly problem: string } {
  const plain = text.replace(/^\uFEFF/, '');
  if (plain.trim() === '') return { problem: `There is nothing in it. ${AGAIN}` };
  if (isTooDeep(plain)) return { problem: `It is nested too deeply to be a snapshot. ${AGAIN}` };
  try {
    const json: unknown = JSON.parse(plain);
    const problem = problemOf(json);
    return problem === null ? { snapshot: json as Snapshot } : { problem };
  } catch {
    const isHalf = /^\s*\{/.test(plain) && !/\}\s*$/.test(plain);
    return { problem: `${isHalf ? 'It ends in the middle' : 'It is not JSON'}. ${AGAIN}` };
  }
}

const AGAIN = 'Record it again with `cronwright snapshot`.';

function problemOf(json: unknown): string | null {
  if (!isObject(json) || !Object.hasOwn(json, 'version'))
    return `It is JSON, and no snapshot: it has no \`version\`. ${AGAIN}`;
  if (json.version !== 1)
    return `It is a snapshot of version ${JSON.stringify(json.version)}, and this Cronwright reads version 1. Use the Cronwright that wrote it, or record it again with \`cronwright snapshot\`.`;
  const fault = SNAPSHOT(json, '');
  return fault && `${fault}. ${AGAIN}`;
}

/** What is wrong with a value at a place; null where nothing is. */
type Check = (value: unknown, at: string) => string | null;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function needs(value: unknown, at: string, what: string): string {
  return value === undefined ? `\`${at}\` is missing` : `\`${at}\` is not ${what}`;
}

function text(what: string, form: RegExp): Check {
  return (value, at) =>
    typeof value === 'string' && form.test(value) ? null : needs(value, at, what);
}

const TEXT = text('a text', /(?:)/);
const FLAG: Check = (value, at) =>
  typeof value === 'boolean' ? null : needs(value, at, '`true` or `false`');

function orNull(check: Check): Check {
  return (value, at) => (value === null ? null : check(value, at));
}

function optional(check: Check): Check {
  return (value, at) => (value === undefined ? null : check(value, at));
}

function object(members: Readonly<Record<string, Check>>): Check {
  return (value, at) => {
    if (!isObject(value)) return needs(value, at, 'an object');
    for (const [key, check] of Object.entries(members)) {
      const member = Object.hasOwn(value, key) ? value[key] : undefined;
      const fault = check(member, at ? `${at}.${key}` : key);
      if (fault) return fault;
    }
    return null;
  };
}

function recordOf(check: Check): Check {
  return (value, at) => {
    if (!isObject(value)) return needs(value, at, 'an object');
    return first(Object.entries(value), ([key, member]) => check(member, `${at}.${key}`));
  };
}

function listOf(check: Check): Check {
  return (value, at) => {
    if (!Array.isArray(value)) return needs(value, at, 'a list');
    return first([...value.entries()], ([i, item]) => check(item, `${at}[${i}]`));
  };
}

function first<T>(items: readonly T[], check: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = check(item);
    if (fault) return fault;
  }
  return null;
}

const SNAPSHOT = object({
  capturedAt: text(
    'a time in UTC such as `2026-11-24T09:00:00.000Z`',
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/,
  ),
  account: text('an account of twelve digits', /^\d{12}$/),
  region: text('a Region', /./),
  complete: FLAG,
  inputsHashed: FLAG,
  stack: object({
    name: text('the name of a stack', /./),
    id: TEXT,
    parameters: recordOf(orNull(TEXT)),
    resources: recordOf(object({ type: TEXT, physicalId: TEXT })),
    template: TEXT,
  }),
  exports: orNull(recordOf(TEXT)),
  rules: listOf(
    object({
      Name: TEXT,
      EventBusName: optional(TEXT),
      ManagedBy: optional(TEXT),
      Targets: optional(listOf(object({ Id: TEXT }))),
    }),
  ),
  schedules: listOf(object({ Name: TEXT, GroupName: optional(TEXT) })),
});
