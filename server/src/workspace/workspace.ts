import { type Export, exportOf, importsOf } from '../template/exports.js';
import { canEqual, isLiteral, type Name, nameText } from '../template/names.js';
import type { Span } from '../template/node.js';
import type { Template } from '../template/template.js';

/** An export that somebody has: an output of a template, or an entry of a recorded list. */
export interface KnownExport {
  readonly name: Name;
  readonly description: string;
  /** The value as it is written or recorded; empty where it is put together. */
  readonly value: string;
  readonly from: Origin;
}

export type Origin =
  | { readonly kind: 'template'; readonly uri: string; readonly output: string; readonly span: Span }
  | { readonly kind: 'recorded'; readonly uri: string; readonly stack: string };

/** A place that imports. */
export interface KnownImport extends Span {
  readonly uri: string;
  readonly name: Name;
}

/** A list of exports that was recorded from AWS. */
export interface RecordedExports {
  readonly uri: string;
  /** Nothing else is exported in that account and Region. */
  readonly complete: boolean;
  readonly exports: readonly KnownExport[];
}

/** What one template offers to and wants from the others. */
export interface FileFacts {
  readonly exports: readonly KnownExport[];
  readonly imports: readonly KnownImport[];
}

/** Many files as one index. Each change raises `revision`, so that answers can be kept until then. */
export class Workspace {
  revision = 0;
  private readonly files = new Map<string, FileFacts>();
  private lists: readonly RecordedExports[] = [];
  private all: readonly KnownExport[] | undefined;
  private readonly matches = new Map<string, readonly KnownExport[]>();

  setFile(uri: string, facts: FileFacts | null): void {
    const before = this.files.get(uri);
    if (facts === null ? !before : before && sameFacts(before, facts)) {
      // the places may have moved
      if (facts) this.files.set(uri, facts);
      return;
    }
    if (facts) this.files.set(uri, facts);
    else this.files.delete(uri);
    this.changed();
  }

  setRecorded(lists: readonly RecordedExports[]): void {
    this.lists = lists;
    this.changed();
  }

  get size(): number {
    return this.files.size;
  }

  get recorded(): readonly RecordedExports[] {
    return this.lists;
  }

  /** Every export known, those of templates first. */
  get exports(): readonly KnownExport[] {
    this.all ??= [
      ...[...this.files.values()].flatMap(file => file.exports),
      ...this.lists.flatMap(list => list.exports),
    ];
    return this.all;
  }

  /** The exports that a name can mean. */
  exportsOf(name: Name): readonly KnownExport[] {
    const key = nameText(name);
    let found = this.matches.get(key);
    if (!found) {
      const exact = this.exports.filter(known => nameText(known.name) === key && isLiteral(name));
      found = exact.length > 0 ? exact : this.exports.filter(known => canEqual(known.name, name));
      this.matches.set(key, found);
    }
    return found;
  }

  /** Who imports what can be this name. */
  importsOf(name: Name): KnownImport[] {
    return [...this.files.values()]
      .flatMap(file => file.imports)
      .filter(used => canEqual(used.name, name));
  }

  private changed(): void {
    this.revision++;
    this.all = undefined;
    this.matches.clear();
  }
}

/** Equal but for the places. */
function sameFacts(a: FileFacts, b: FileFacts): boolean {
  const exports = ({ exports }: FileFacts) =>
    exports.map(e => `${nameText(e.name)}\t${e.value}\t${e.description}`).join('\n');
  const imports = ({ imports }: FileFacts) => imports.map(i => nameText(i.name)).join('\n');
  return exports(a) === exports(b) && imports(a) === imports(b);
}

const FACTS_OF_BLOCK = /\b(?:Export|ImportValue)\b/;

/** What the index keeps of a template. */
export function factsOf(uri: string, template: Template): FileFacts {
  const exports: KnownExport[] = [];
  const imports: KnownImport[] = [];
  for (const { block, offset } of template.blocks) {
    if (!FACTS_OF_BLOCK.test(block.text)) continue;
    const found = exportOf(block);
    if (found?.name) exports.push(knownExport(uri, offset, found, found.name));
    for (const { node, name } of importsOf(block))
      if (name) imports.push({ uri, name, start: offset + node.start, end: offset + node.end });
  }
  return { exports, imports };
}

function knownExport(uri: string, offset: number, found: Export, name: Name): KnownExport {
  const { start, end } = found.nameNode;
  return {
    name,
    description: found.description,
    value: found.value?.kind === 'scalar' ? found.value.text : '',
    from: {
      kind: 'template',
      uri,
      output: found.output,
      span: { start: offset + start, end: offset + end },
    },
  };
}
