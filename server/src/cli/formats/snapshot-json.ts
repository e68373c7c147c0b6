import type { Snapshot } from '../../drift/snapshot.js';

/** A snapshot as JSON with sorted keys, so that of two the lines that differ are what changed. */
export function formatSnapshot(snapshot: Snapshot): string {
  return `${JSON.stringify(snapshot, sortKeys, 2)}\n`;
}

function sortKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
