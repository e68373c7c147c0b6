import { canEqual, fillHoles, isLiteral, type Name, nameText } from '../template/names.js';
import { moved, type Span } from '../template/node.js';
import type { FileFacts, RuleFact } from './facts.js';
import { Tasks } from './tasks.js';

/** An export that somebody has: an output of a template, or an entry of a recorded list. */
export interface KnownExport {
  readonly name: Name;
  readonly description: string;
  /** The value as it is written or recorded; empty where it is put together. */
  readonly value: string;
  readonly from: Origin;
}

export type Origin =
  | { readonly kind: 'template'; readonly uri: string; readonly output: string }
  | { readonly kind: 'recorded'; readonly uri: string; readonly stack: string };

/** A place that imports. */
export interface KnownImport extends Span {
  readonly uri: string;
  readonly name: Name;
  /** The name with the defaults of the template's parameters in place of its holes. */
  readonly filled: Name;
}

/** A rule or schedule and its template; offsets count in the file. */
export interface KnownRule extends RuleFact {
  readonly uri: string;
}

/** A place where a command runs a rake task; offsets count in the file. */
export interface KnownCall extends Span {
  readonly uri: string;
}

/** A list of exports that was recorded from AWS. */
export interface RecordedExports {
  readonly uri: string;
  /** Nothing else is exported in that account and Region. */
  readonly complete: boolean;
  readonly exports: readonly KnownExport[];
}

/**
 * Many files as one index. `revision` counts the changes of what is exported and of the rake tasks,
 * on which hangs what an import or a command finds: until the next one, answers can be kept.
 */
export class Workspace {
  revision = 0;
  readonly tasks = new Tasks(() => {
    this.revision++;
  });
  private complete = true;
  private readonly files = new Map<string, FileFacts>();
  private lists: readonly RecordedExports[] = [];
  private all: readonly KnownExport[] | undefined;
  private readonly matches = new Map<string, readonly KnownExport[]>();

  /** `null` takes the file out. */
  setFile(uri: string, facts: FileFacts | null): void {
    const before = this.files.get(uri);
    if (facts) this.files.set(uri, facts);
    else this.files.delete(uri);
    if (before && facts && sameFacts(before, facts)) return;
    if (!sameFacts(exporting(before), exporting(facts))) this.exportsChanged();
  }

  setRecorded(lists: readonly RecordedExports[]): void {
    this.lists = lists;
    this.exportsChanged();
  }

  /** False while files are still being read: what is not found may be in one of them. */
  get settled(): boolean {
    return this.complete;
  }

  set settled(settled: boolean) {
    if (settled === this.complete) return;
    this.complete = settled;
    this.exportsChanged();
  }

  get uris(): Iterable<string> {
    return this.files.keys();
  }

  /** How many templates it holds. */
  get size(): number {
    return this.files.size;
  }

  get recorded(): readonly RecordedExports[] {
    return this.lists;
  }

  /** Every export known, those of templates first. */
  get exports(): readonly KnownExport[] {
    this.all ??= [
      ...[...this.files].flatMap(([uri, file]) => exportsOfFile(uri, file)),
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
    return [...this.files].flatMap(([uri, file]) =>
      file.flatMap(({ facts, offset }) =>
        facts.imports
          .filter(used => canEqual(used.name, name))
          .map(({ name, start, end }) => ({
            uri,
            name,
            filled: isLiteral(name) ? name : fillHoles(name, hole => defaultIn(file, hole)),
            start: start + offset,
            end: end + offset,
          })),
      ),
    );
  }

  /** What runs by a schedule, in the order of the files. */
  *rules(): Generator<KnownRule> {
    for (const [uri, file] of this.files)
      for (const { facts, offset } of file)
        if (facts.rule) yield { ...facts.rule, ...moved(facts.rule, offset), uri };
  }

  /** The commands that run one of some rake tasks, in the order of the files. */
  callsOf(tasks: ReadonlySet<string>): KnownCall[] {
    return [...this.files].flatMap(([uri, file]) =>
      file.flatMap(({ facts, offset }) =>
        facts.calls
          .filter(({ task }) => tasks.has(task))
          .map(call => ({ uri, ...moved(call, offset) })),
      ),
    );
  }

  /** Where in its file a template's export has its key. */
  placeOf({ from }: KnownExport): Span | undefined {
    if (from.kind !== 'template') return undefined;
    for (const { facts, offset } of this.files.get(from.uri) ?? [])
      for (const fact of facts.exports) if (fact.output === from.output) return moved(fact, offset);
    return undefined;
  }

  private exportsChanged(): void {
    this.revision++;
    this.all = undefined;
    this.matches.clear();
  }
}

function exportsOfFile(uri: string, file: FileFacts): KnownExport[] {
  return file.flatMap(({ facts }) =>
    facts.exports.map(({ name, description, value, output }) => ({
      name,
      description,
      value,
      from: { kind: 'template', uri, output },
    })),
  );
}

function defaultIn(file: FileFacts, parameter: string): string | undefined {
  return file.find(({ facts }) => facts.parameter?.name === parameter)?.facts.parameter?.text;
}

function exporting(file: FileFacts | null | undefined): FileFacts {
  return (file ?? []).filter(({ facts }) => facts.exports.length > 0);
}

/** Equal but for the places. */
function sameFacts(a: FileFacts, b: FileFacts): boolean {
  return a.length === b.length && a.every(({ facts }, i) => facts.key === b[i]?.facts.key);
}
