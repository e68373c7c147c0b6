import { exportOf, importsOf } from '../template/exports.js';
import { canEqual, fillHoles, type Name, nameText } from '../template/names.js';
import type { Span } from '../template/node.js';
import { defaultsOf } from '../template/parameters.js';
import type { Block, PlacedBlock, Template } from '../template/template.js';
import { hasText } from './importers.js';

/** An export that is not what it was: it is gone under its name, or has another value. */
export interface ChangedExport {
  readonly uri: string;
  /** As it was. */
  readonly name: Name;
  readonly how: 'gone' | 'value';
}

/** What has become of the exports of a template, `before` and `now`. */
export function changedExports(
  uri: string,
  before: readonly PlacedBlock[],
  now: readonly PlacedBlock[],
): ChangedExport[] {
  const values = new Map(
    now.flatMap(({ block }) => {
      const name = exportOf(block)?.name;
      return name ? [[nameText(name), valueText(block)] as const] : [];
    }),
  );
  return before.flatMap(({ block }): ChangedExport[] => {
    const name = exportOf(block)?.name;
    if (!name || !hasText(name)) return [];
    const value = values.get(nameText(name));
    if (value === undefined) return [{ uri, name, how: 'gone' }];
    return value === valueText(block) ? [] : [{ uri, name, how: 'value' }];
  });
}

/** A value as it is written, whatever its line breaks and indentation. */
function valueText(block: Block): string {
  const value = exportOf(block)?.value;
  return value ? block.text.slice(value.start, value.end).replace(/\s+/g, ' ') : '';
}

/** A lens above a block that imports what is about to change. */
export interface ImportLens extends Span {
  readonly title: string;
}

/** Offsets are those of the block's key. */
export function importLenses(
  template: Template,
  uri: string,
  changes: readonly ChangedExport[],
): ImportLens[] {
  if (changes.length === 0) return [];
  const defaults = defaultsOf(template);
  return template.blocks.flatMap(({ block, offset }) => {
    const names = importsOf(block).flatMap(({ name }) =>
      name ? [fillHoles(name, hole => defaults.get(hole))] : [],
    );
    const own = changes.filter(
      change =>
        change.uri !== uri && names.some(name => hasText(name) && canEqual(name, change.name)),
    );
    const { start, end } = block.keySpan;
    return own.map(change => ({
      start: start + offset,
      end: end + offset,
      title: titleOf(change),
    }));
  });
}

const LONGEST = 80;

function titleOf({ name, uri, how }: ChangedExport): string {
  const file = uri.slice(uri.lastIndexOf('/') + 1);
  const what = how === 'gone' ? 'goes away' : 'changes';
  const rest = ` ${what} in ${file}: refused while it is imported`;
  const room = LONGEST - rest.length - 2;
  const text = nameText(name);
  return `⚠ ${text.length > room ? `${text.slice(0, Math.max(room - 1, 8))}…` : text}${rest}`;
}
