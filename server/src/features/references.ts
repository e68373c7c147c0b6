import type { Template } from '../template/template.js';
import type { KnownExport } from '../workspace/workspace.js';
import type { Env } from './env.js';
import { exportsMeant, importersOf } from './importers.js';
import { knownExport, knownImport, mentionsIn, namedAt, type Place, placesOf } from './named.js';
import { definitionsOf } from './task-places.js';

/**
 * Every place that uses what is named at an offset: in the template, and for an export or import all
 * imports of the workspace, for a rake task all commands that run it. `withDeclaration` adds the place where it is declared.
 */
export function references(
  template: Template,
  offset: number,
  env: Env,
  withDeclaration: boolean,
): Place[] {
  const named = namedAt(template, offset);
  if (!named) return [];
  const { uri, workspace } = env;
  if (named.kind === 'export') {
    const known = knownExport(named.found.output, env);
    return known ? ofExports([known], env, withDeclaration) : [];
  }
  if (named.kind === 'import') {
    const meant = exportsMeant(knownImport(named.found.name, template, uri), workspace);
    return ofExports(meant, env, withDeclaration);
  }
  if (named.kind === 'task') {
    const { name } = named.found.call;
    const definitions = withDeclaration ? definitionsOf(name, workspace) : [];
    return [...definitions, ...workspace.callsOf(new Set([name]))];
  }
  return mentionsIn(template, named.mention)
    .filter(({ isDeclaration }) => withDeclaration || !isDeclaration)
    .map(({ start, end }) => ({ uri, start, end }));
}

function ofExports(
  exports: readonly KnownExport[],
  { workspace }: Env,
  withDeclaration: boolean,
): Place[] {
  const places = exports.flatMap(known =>
    importersOf(known, workspace).map(({ uri, start, end }) => ({ uri, start, end })),
  );
  // an import that can mean two exports is one place all the same
  const once = new Map(places.map(place => [`${place.start} ${place.uri}`, place]));
  return [...(withDeclaration ? placesOf(exports, workspace) : []), ...once.values()];
}
