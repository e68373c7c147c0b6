import { type Name, type NamePart, nameText } from '../../template/names.js';
import type { KnownExport, Origin, Workspace } from '../../workspace/workspace.js';
import { NearNames } from './near.js';

/** Stands for a hole, so that names with holes compare as texts. */
export const HOLE = '\u0001';

export function shapeOf(name: Name): string {
  return name.map(part => (part.kind === 'text' ? part.text : HOLE)).join('');
}

/** What all lookups share while the workspace stays the same. */
export class ExportIndex {
  private nearNames: NearNames | undefined;
  /** The files that export a shape. */
  private readonly exporters = new Map<string, Set<string>>();

  constructor(readonly workspace: Workspace) {}

  /** Where one has looked: `14 templates and exports.json`. */
  get places(): string {
    const { size, recorded } = this.workspace;
    const names = [
      size === 1 ? '1 template' : `${size} templates`,
      ...recorded.map(r => fileName(r.uri)),
    ];
    const last = names.pop() ?? '';
    return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  }

  /** The shapes that others than `uri` export and that this one can be a slip of. */
  near(shape: string, uri: string): string[] {
    this.nearNames ??= this.nameNear();
    return this.nearNames
      .of(shape)
      .filter(near => [...(this.exporters.get(near) ?? [])].some(exporter => exporter !== uri));
  }

  private nameNear(): NearNames {
    for (const known of this.workspace.exports)
      for (const shape of shapesOf(known)) {
        const exporters = this.exporters.get(shape) ?? new Set();
        this.exporters.set(shape, exporters.add(known.from.uri));
      }
    return new NearNames(this.exporters.keys());
  }

  /** Who exports all of these names that are known at all, where they are enough to tell. */
  commonExporter(names: readonly Name[]): { label: string; count: number } | undefined {
    const origins = names
      .map(name => this.workspace.exportsOf(name).filter(known => known.name.some(isText)))
      .filter(found => found.length > 0)
      .map(found => new Map(found.map(({ from }) => [originKey(from), originLabel(from)])));
    if (origins.length < ENOUGH) return undefined;
    const common = [...(origins[0] ?? [])].find(([key]) => origins.every(all => all.has(key)));
    return common && { label: common[1], count: origins.length };
  }

  /** The names that a stack exports by a recorded list, where the text begins with the stack's. */
  recordedBeside(text: string): { stack: string; count: number; uri: string } | undefined {
    const counts = new Map<string, { stack: string; count: number; uri: string }>();
    for (const { name, from } of this.workspace.exports) {
      if (from.kind !== 'recorded' || from.stack === '') continue;
      if (!isOfStack(text, from.stack) || !isOfStack(nameText(name), from.stack)) continue;
      const found = counts.get(from.stack) ?? { stack: from.stack, count: 0, uri: from.uri };
      counts.set(from.stack, { ...found, count: found.count + 1 });
    }
    return [...counts.values()].find(({ count }) => count >= ENOUGH);
  }
}

/** So many names of one stack are no accident. */
const ENOUGH = 2;

/** `network-VpcId` is of `network`; `network-db-Host` may be of a stack `network-db`. */
function isOfStack(text: string, stack: string): boolean {
  return text.startsWith(stack) && /^[-:][^-:]+$/.test(text.slice(stack.length));
}

/** A recorded name begins with its stack's, more often than not where others have a hole. */
function shapesOf({ name, from }: KnownExport): string[] {
  const shape = shapeOf(name);
  const isOfStack = from.kind === 'recorded' && from.stack !== '' && shape.startsWith(from.stack);
  return isOfStack ? [shape, HOLE + shape.slice(from.stack.length)] : [shape];
}

function isText(part: NamePart): boolean {
  return part.kind === 'text';
}

function originKey(from: Origin): string {
  return from.kind === 'template' ? from.uri : `${from.uri}\n${from.stack}`;
}

function originLabel(from: Origin): string {
  return from.kind === 'template' ? fileName(from.uri) : from.stack;
}

export function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
