import { isLiteral, type Name } from '../template/names.js';
import type { KnownExport, KnownImport, Workspace } from '../workspace/workspace.js';
import { isOwn } from './export-names.js';

/**
 * What a name means with the parameters' defaults, and if that is nothing, with any values. An entry
 * of a recorded list comes with the exports of templates that it may be.
 */
export function exportsMeant(
  { name, filled, uri }: Pick<KnownImport, 'name' | 'filled' | 'uri'>,
  workspace: Workspace,
): readonly KnownExport[] {
  const exact = isLiteral(filled) ? workspace.exportsOf(filled) : [];
  const found = exact.length > 0 ? exact : workspace.exportsOf(name);
  const recorded = found.filter(({ from }) => from.kind === 'recorded');
  const made = recorded.flatMap(known => workspace.templatesOf(known));
  return [...new Set([...made, ...found])].filter(
    known => hasText(known.name) && !isOwn(known, uri),
  );
}

/** Who imports an export, as far as the names tell. */
export function importersOf(known: KnownExport, workspace: Workspace): KnownImport[] {
  return workspace
    .importsOf(known.name)
    .filter(used => hasText(used.filled) && exportsMeant(used, workspace).includes(known));
}

/** A name of nothing but holes can be any, which tells nothing. */
export function hasText(name: Name): boolean {
  return name.some(part => part.kind === 'text');
}

/** An export that a template of the workspace makes, not one that is only recorded. */
export type TemplateExport = KnownExport & { readonly from: { readonly kind: 'template' } };

export function isOfTemplate(known: KnownExport): known is TemplateExport {
  return known.from.kind === 'template';
}
