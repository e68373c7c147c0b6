import { type Export, exportOf, type Import, importsOf } from '../template/exports.js';
import { type Mention, mentionsOf } from '../template/mentions.js';
import { fillHoles, type Name } from '../template/names.js';
import type { Span } from '../template/node.js';
import { defaultsOf } from '../template/parameters.js';
import { type PlacedTask, taskCallAt } from '../template/rake-calls.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { KnownExport, KnownImport, Workspace } from '../workspace/workspace.js';
import type { Env } from './env.js';
import { blockIndexAt } from './locate.js';

/** A place in a file; offsets count in the file. */
export interface Place extends Span {
  readonly uri: string;
}

/** What has a name that other places use. */
export type Named =
  | { readonly kind: 'id'; readonly mention: Mention; readonly placed: PlacedBlock }
  | { readonly kind: 'export'; readonly found: NamedExport; readonly placed: PlacedBlock }
  | { readonly kind: 'import'; readonly found: NamedImport; readonly placed: PlacedBlock }
  | { readonly kind: 'task'; readonly found: PlacedTask; readonly placed: PlacedBlock };

type NamedExport = Export & { readonly name: Name };
type NamedImport = Import & { readonly name: Name };

/** What is named at an offset; null where nothing is that could be used elsewhere. */
export function namedAt(template: Template, offset: number): Named | null {
  const placed = template.blocks[blockIndexAt(template, offset)];
  if (!placed) return null;
  const { block } = placed;
  const at = offset - placed.offset;
  const within = ({ start, end }: Span) => start <= at && at <= end;
  const mention = mentionsOf(block).find(found => found.exact && within(found));
  if (mention) return { kind: 'id', mention, placed };
  const used = importsOf(block).findLast(({ node }) => within(node));
  if (used?.name) return { kind: 'import', found: { ...used, name: used.name }, placed };
  const task = taskCallAt(block, at);
  if (task) return { kind: 'task', found: task, placed };
  const found = exportOf(block);
  if (found?.name && (within(found.nameNode) || within(block.keySpan)))
    return { kind: 'export', found: { ...found, name: found.name }, placed };
  return null;
}

/** The mentions of a name in a template, with their places in the file. */
export function mentionsIn(
  template: Template,
  { family, name }: Pick<Mention, 'family' | 'name'>,
): Mention[] {
  return template.blocks.flatMap(({ block, offset }) =>
    mentionsOf(block)
      .filter(found => found.family === family && found.name === name)
      .map(found => ({ ...found, start: found.start + offset, end: found.end + offset })),
  );
}

/** An export of a template as the workspace knows it. */
export function knownExport(output: string, { uri, workspace }: Env): KnownExport | undefined {
  return workspace.exports.find(
    ({ from }) => from.kind === 'template' && from.uri === uri && from.output === output,
  );
}

/** An import of a template as the workspace knows such. */
export function knownImport(name: Name, template: Template, uri: string): UsedName {
  const defaults = defaultsOf(template);
  return { name, filled: fillHoles(name, hole => defaults.get(hole)), uri };
}

type UsedName = Pick<KnownImport, 'name' | 'filled' | 'uri'>;

/** The outputs of templates that export something. */
export function placesOf(exports: readonly KnownExport[], workspace: Workspace): Place[] {
  return exports.flatMap(known => {
    const span = workspace.placeOf(known);
    return span ? [{ ...span, uri: known.from.uri }] : [];
  });
}
