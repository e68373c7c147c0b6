import { distance } from 'fastest-levenshtein';
import type { RakeFacts, RakeTask } from '../ruby/rake.js';

/** A task and the file that defines it; offsets count in that file. */
export interface KnownTask extends RakeTask {
  readonly uri: string;
}

/** The rake tasks of a workspace: those that its files define, and those that a team lists. */
export class Tasks {
  private readonly files = new Map<string, RakeFacts>();
  private readonly gemsByLock = new Map<string, readonly string[]>();
  private listed: readonly string[] = [];
  private complete = true;
  private index: TaskIndex | undefined;

  constructor(private readonly changed: () => void) {}

  /** Takes files in, or out where there is null, as one change. */
  setFiles(files: readonly (readonly [uri: string, facts: RakeFacts | null])[]): void {
    if (files.length === 0) return;
    for (const [uri, facts] of files) {
      if (facts) this.files.set(uri, facts);
      else this.files.delete(uri);
    }
    this.forget();
  }

  /** The gems that a `Gemfile.lock` settles on. */
  setGems(lock: string, gems: readonly string[] | null): void {
    if (areSame(gems ?? [], this.gemsByLock.get(lock) ?? [])) return;
    if (gems) this.gemsByLock.set(lock, gems);
    else this.gemsByLock.delete(lock);
    this.forget();
  }

  /** `cronwright.yml: tasks`: names, or `ns:*` for all in a namespace. */
  setListed(names: readonly string[]): void {
    if (areSame(names, this.listed)) return;
    this.listed = names;
    this.forget();
  }

  /** False while files are still being read: what is not found may be in one of them. */
  get settled(): boolean {
    return this.complete;
  }

  set settled(settled: boolean) {
    if (settled === this.complete) return;
    this.complete = settled;
    // where there are no tasks, nothing hangs on it
    if (this.names.length > 0) this.forget();
  }

  /** The folders with a Rakefile, each without a slash at its end. */
  get applications(): readonly string[] {
    return this.current.applications;
  }

  /**
   * Whether a task that is not found is likely none: an application is here, and all of it was
   * understood. Which application a command runs in is not known, so its task may be of any.
   */
  get isComplete(): boolean {
    return this.complete && this.current.isComplete;
  }

  /** In how many files not all was understood: a task that is not found may be in one of them. */
  get unclear(): number {
    return this.current.unclear;
  }

  /** Every gem of the applications. */
  get gems(): readonly string[] {
    return [...new Set([...this.gemsByLock.values()].flat())].sort();
  }

  /** Every task that a file defines, and every name that the team lists. */
  get names(): readonly string[] {
    return this.current.names;
  }

  /** In how many files tasks were looked for. */
  get size(): number {
    return this.files.size;
  }

  /** Whether all definitions of a task are in applications of which everything was understood. */
  isClear(name: string): boolean {
    return this.current.clear.has(name);
  }

  /** The definitions of a task, in the order of the files. */
  definitionsOf(name: string): readonly KnownTask[] {
    return this.current.tasks.get(name) ?? [];
  }

  /** The tasks that a file defines, in its order. */
  definedIn(uri: string): readonly RakeTask[] {
    return this.files.get(uri)?.tasks ?? [];
  }

  /** Whether there is such a task, or may be as far as a name that is put together tells. */
  has(name: string): boolean {
    const { tasks, listed, patterns } = this.current;
    return tasks.has(name) || listed.has(name) || patterns.some(pattern => matches(pattern, name));
  }

  /** The name that another is likely a slip of: three letters away at most, and a third of them. */
  near(name: string): string | undefined {
    const { near } = this.current;
    if (!near.has(name)) near.set(name, nearest(name, this.names));
    return near.get(name);
  }

  /** Another object once anything has changed: until then what was found out may be kept. */
  get state(): object {
    return this.current;
  }

  private get current(): TaskIndex {
    this.index ??= indexOf(this.files, this.listed);
    return this.index;
  }

  private forget(): void {
    this.index = undefined;
    this.changed();
  }
}

const RAKEFILE = /^(.*)\/[Rr]akefile(?:\.rb)?$/;

interface TaskIndex {
  readonly applications: readonly string[];
  readonly isComplete: boolean;
  readonly unclear: number;
  readonly tasks: ReadonlyMap<string, readonly KnownTask[]>;
  readonly listed: ReadonlySet<string>;
  /** Sorted. */
  readonly names: readonly string[];
  /** Those of `names` that no file may say more of. */
  readonly clear: ReadonlySet<string>;
  /** Each in pieces, between which anything may stand. */
  readonly patterns: readonly (readonly string[])[];
  readonly near: Map<string, string | undefined>;
}

function indexOf(files: ReadonlyMap<string, RakeFacts>, listed: readonly string[]): TaskIndex {
  const tasks = new Map<string, KnownTask[]>();
  const patterns = new Set(listed.filter(isPattern));
  for (const [uri, facts] of files) {
    for (const pattern of facts.patterns) patterns.add(pattern);
    for (const task of facts.tasks)
      tasks.set(task.name, [...(tasks.get(task.name) ?? []), { ...task, uri }]);
  }
  const own = new Set(listed.filter(name => !isPattern(name)));
  const names = [...new Set([...tasks.keys(), ...own])].sort();
  const { applications, isComplete, unclear, isClear } = clarityOf(files);
  return {
    applications,
    isComplete: isComplete && (listed.length > 0 || applications.some(isClear)),
    unclear,
    tasks,
    listed: own,
    names,
    clear: new Set(names.filter(name => (tasks.get(name) ?? []).every(({ uri }) => isClear(uri)))),
    patterns: [...patterns].map(pattern => pattern.split('*')),
    near: new Map(),
  };
}

interface Clarity {
  readonly applications: readonly string[];
  /** False where a file that was not understood belongs to no application: each may load it. */
  readonly isComplete: boolean;
  readonly unclear: number;
  /** Whether all was understood of an application that a folder or file belongs to. */
  isClear(uri: string): boolean;
}

/** An application is the folder of a Rakefile with all that is below it. */
function clarityOf(files: ReadonlyMap<string, RakeFacts>): Clarity {
  const applications = [...files.keys()].flatMap(uri => RAKEFILE.exec(uri)?.[1] ?? []);
  const isIn = (folder: string, uri: string) => uri === folder || uri.startsWith(`${folder}/`);
  const unclear = [...files].flatMap(([uri, { hasErrors }]) => (hasErrors ? [uri] : []));
  const understood = applications.filter(folder => !unclear.some(uri => isIn(folder, uri)));
  const isLoose = (uri: string) => !applications.some(folder => isIn(folder, uri));
  return {
    applications,
    isComplete: !unclear.some(isLoose),
    unclear: unclear.length,
    isClear: uri => understood.some(folder => isIn(folder, uri)) || isLoose(uri),
  };
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

function isPattern(name: string): boolean {
  return name.includes('*');
}

function matches(pieces: readonly string[], name: string): boolean {
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (name.length < first.length + last.length) return false;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return at <= name.length - last.length;
}

/** No task has a longer name, and comparing takes the square of it. */
const MOST_LETTERS = 255;

function nearest(name: string, names: readonly string[]): string | undefined {
  if (name.length > MOST_LETTERS) return undefined;
  let most = Math.min(3, Math.floor(name.length / 3));
  let best: string | undefined;
  for (const other of names) {
    if (other === name || Math.abs(other.length - name.length) > most) continue;
    const far = distance(name, other);
    if (far < most || (far === most && best === undefined)) {
      best = other;
      most = far;
    }
  }
  return best;
}
