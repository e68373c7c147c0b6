import type { ResourceDrift } from './drift.js';
import { jsonOf } from './json-text.js';
import { isWithin, type Path, pathText } from './path.js';

/** What is live, and the same with the template's values where they differ: a value a line. */
export interface Sides {
  readonly template: string;
  readonly live: string;
}

/** Null where nothing is live. */
export function sidesOf({ live, differences, pending }: ResourceDrift): Sides | null {
  if (!live) return null;
  const lines = leavesOf(live, []);
  const theirs = new Map(lines);
  const ours = new Map(lines);
  for (const { path, template } of [...differences, ...pending]) {
    for (const [leaf] of lines) if (isWithin(leaf, path)) ours.delete(leaf);
    if (template !== undefined)
      for (const [leaf, text] of leavesOf(template, [])) ours.set(joined(path, leaf), text);
  }
  return { template: textOf(ours), live: textOf(theirs) };
}

type Leaf = readonly [path: string, value: string];

function leavesOf(value: unknown, path: Path): Leaf[] {
  if (typeof value !== 'object' || value === null) return leafOf(value, path);
  const entries = Array.isArray(value)
    ? value.map((item, i) => [idOf(item) ?? i, item] as const)
    : Object.entries(value);
  return entries.flatMap(([step, inner]) => leavesOf(inner, [...path, step]));
}

function leafOf(value: unknown, path: Path): Leaf[] {
  const json = typeof value === 'string' && /^\s*[{[]/.test(value) ? jsonOf(value) : undefined;
  if (json !== undefined) return leavesOf(json, path);
  return [[pathText(path), JSON.stringify(value) ?? '']];
}

function joined(outer: string, inner: string): string {
  if (inner === '') return outer;
  return inner.startsWith('[') ? `${outer}${inner}` : `${outer}.${inner}`;
}

/** A target's, by which it is known in a path. */
function idOf(item: unknown): { readonly id: string } | null {
  const id = (item as { Id?: unknown } | null)?.Id;
  return typeof id === 'string' ? { id } : null;
}

function textOf(leaves: ReadonlyMap<string, string>): string {
  return [...leaves]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, value]) => `${path}: ${value}\n`)
    .join('');
}
