import { canEqual, fillHoles, isLiteral, type Name, nameText } from '../template/names.js';
import { moved, type Span } from '../template/node.js';
import type { SidekiqPart } from '../template/sidekiq-service.js';
import type { FileFacts, RuleFact } from './facts.js';
import { SidekiqFiles } from './sidekiq.js';
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
 * Many files as one index. `revision` counts the changes of what is exported, with the task
 * definitions behind it, and of the rake tasks: on these hangs what an import or a command finds,
 * so until the next one answers can be kept.
 */
export class Workspace {
  revision = 0;
  readonly tasks: Tasks;
  readonly sidekiq = new SidekiqFiles();
  private complete = true;
  private readonly files = new Map<string, FileFacts>();
  private lists: readonly RecordedExports[] = [];
  private all: readonly KnownExport[] | undefined;
  private readonly matches = new Map<string, readonly KnownExport[]>();
  private readonly made = new Map<KnownExport, readonly KnownExport[]>();

  /** `tasks` are those of another workspace, whose rake tasks are the same. */
  constructor(tasks?: Tasks) {
    this.tasks =
      tasks ??
      new Tasks(() => {
        this.revision++;
      });
  }

  /** `null` takes the file out. */
  setFile(uri: string, facts: FileFacts | null): void {
    const before = this.files.get(uri);
    if (facts) this.files.set(uri, facts);
    else this.files.delete(uri);
    if (!sameParts(before, facts)) this.sidekiq.revision++;
    if (before && facts && sameFacts(before, facts)) return;
    if (!sameFacts(offered(before), offered(facts))) this.exportsChanged();
  }

  /** The same workspace, had some templates these facts; those with `null` are not in it. */
  withFiles(files: ReadonlyMap<string, FileFacts | null>): Workspace {
    const other = new Workspace(this.tasks);
    for (const [uri, facts] of [...this.files, ...files]) other.setFile(uri, facts);
    other.setRecorded(this.lists);
    other.settled = this.complete;
    return other;
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

  /** What is known of a template; empty where it is not known. */
  factsOf(uri: string): FileFacts {
    return this.files.get(uri) ?? [];
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

  /** The exports of templates that an entry of a recorded list may be, by its name and its stack's. */
  templatesOf(recorded: KnownExport): readonly KnownExport[] {
    let found = this.made.get(recorded);
    if (!found) {
      const stack = (recorded.from.kind === 'recorded' && recorded.from.stack) || undefined;
      found = this.exports.filter(({ name, from }) => {
        const filled = fillHoles(name, hole => (hole === 'AWS::StackName' ? stack : undefined));
        return from.kind === 'template' && canEqual(filled, recorded.name);
      });
      this.made.set(recorded, found);
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

  /** The files with an import that can't be followed and can be this name, and what it can be. */
  unreadImportsOf(name: Name): { readonly uri: string; readonly name: Name }[] {
    return [...this.files].flatMap(([uri, file]) =>
      file
        .flatMap(({ facts }) => facts.unread)
        .filter(used => canEqual(used.name, name))
        .map(used => ({ uri, name: used.name })),
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
    for (const { facts, offset } of this.factsOf(from.uri))
      for (const fact of facts.exports) if (fact.output === from.output) return moved(fact, offset);
    return undefined;
  }

  private exportsChanged(): void {
    this.revision++;
    this.all = undefined;
    this.matches.clear();
    this.made.clear();
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

/** What others can hang on: exports, and the parameters and task definitions that these speak of. */
function offered(file: FileFacts | null | undefined): FileFacts {
  if (!file?.some(({ facts }) => facts.exports.length > 0)) return [];
  return file.filter(({ facts }) => facts.exports.length > 0 || facts.task || facts.parameter);
}

/** Whether two say the same of how Sidekiq is run. */
function sameParts(a: FileFacts | null | undefined, b: FileFacts | null): boolean {
  const [before, after] = [partsOf(a), partsOf(b)];
  if (before.length + after.length === 0) return true;
  return JSON.stringify(before) === JSON.stringify(after);
}

function partsOf(file: FileFacts | null | undefined): SidekiqPart[] {
  const parts: SidekiqPart[] = [];
  for (const { facts } of file ?? []) if (facts.sidekiq) parts.push(facts.sidekiq);
  return parts;
}

/** Whether they offer the same, wherever it stands. */
function sameFacts(a: FileFacts, b: FileFacts): boolean {
  return (
    a.length === b.length && a.every((one, i) => one === b[i] || one.facts.key === b[i]?.facts.key)
  );
}
