import { declarationsOf } from '../template/mentions.js';
import type { Span } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { Env } from './env.js';
import { exportsMeant } from './importers.js';
import { knownImport, namedAt, type Place, placesOf } from './named.js';
import { definitionsOf } from './task-places.js';

/**
 * Where what is named at an offset is declared: a resource, a parameter, a condition, a mapping; for
 * an import the outputs that it can mean, in whichever template; for a rake task in a command the
 * lines of Ruby that define it.
 */
export function definition(template: Template, offset: number, env: Env): Place[] {
  const named = namedAt(template, offset);
  if (!named) return [];
  const { uri, workspace } = env;
  if (named.kind === 'export') return [{ uri, ...keyOf(named.placed) }];
  if (named.kind === 'import')
    return placesOf(
      exportsMeant(knownImport(named.found.name, template, uri), workspace),
      workspace,
    );
  if (named.kind === 'task') return definitionsOf(named.found.call.name, workspace);
  const { family, name } = named.mention;
  return declarationsOf(template, family, name).map(placed => ({ uri, ...keyOf(placed) }));
}

function keyOf({ block: { keySpan }, offset }: PlacedBlock): Span {
  return { start: keySpan.start + offset, end: keySpan.end + offset };
}
