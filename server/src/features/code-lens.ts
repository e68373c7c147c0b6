import { exportOf } from '../template/exports.js';
import type { Span } from '../template/node.js';
import type { Template } from '../template/template.js';
import type { Env } from './env.js';
import { importersOf } from './importers.js';
import { knownExport } from './named.js';

/** Where a lens stands: the key of an output that others can import, as offsets in the file. */
export interface ExportLens extends Span {
  readonly output: string;
}

export function exportLenses(template: Template): ExportLens[] {
  return template.section('Outputs').flatMap(({ block, offset }) => {
    const { start, end } = block.keySpan;
    return exportOf(block)?.name
      ? [{ output: block.key, start: start + offset, end: end + offset }]
      : [];
  });
}

/** What a lens says: "imported 14 times in 3 templates". */
export function lensTitle(output: string, env: Env): string {
  const known = knownExport(output, env);
  const users = known ? importersOf(known, env.workspace) : [];
  if (users.length === 0) return 'not imported in this workspace';
  const files = new Set(users.map(({ uri }) => uri)).size;
  const times = users.length === 1 ? 'once' : `${users.length} times`;
  return `imported ${times} in ${files} template${files === 1 ? '' : 's'}`;
}
