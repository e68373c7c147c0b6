import { lockedGems } from '../ruby/gemfile-lock.js';
import type { SidekiqFacts } from '../ruby/sidekiq/facts.js';
import { type SettingsFile, sidekiqLines } from './settings.js';

/** What is known of Sidekiq in all files of a workspace. */
export class SidekiqFiles {
  private readonly files = new Map<string, SidekiqFacts>();
  private readonly locks = new Map<string, number | null>();
  private readonly settings = new Map<string, Known>();
  private readonly methods = new Set<string>();
  private complete = true;
  /** Counts the changes: until the next one, what was found of a file is so still. */
  revision = 0;

  /** Takes Ruby files in, or out where there is null, as one change. */
  setFiles(files: readonly (readonly [uri: string, facts: SidekiqFacts | null])[]): void {
    for (const [uri, facts] of files) {
      const before = this.files.get(uri);
      if (facts) this.files.set(uri, facts);
      else this.files.delete(uri);
      if (!before !== !facts || (before && facts && !areAlike(before, facts))) this.revision++;
    }
  }

  /** The text of a `Gemfile.lock`; null takes it out. */
  setLock(uri: string, text: string | null): void {
    const major = text === null ? undefined : majorIn(text);
    if (this.locks.get(uri) !== major) this.revision++;
    if (major === undefined) this.locks.delete(uri);
    else this.locks.set(uri, major);
  }

  setSettings(uri: string, file: SettingsFile | null): void {
    const before = this.settings.get(uri);
    const known = file && {
      processes: sidekiqLines(file),
      hasProvider: /\bREDIS_PROVIDER\b/.test(file.text),
    };
    if (JSON.stringify(before ?? null) !== JSON.stringify(known)) this.revision++;
    if (known) this.settings.set(uri, known);
    else this.settings.delete(uri);
  }

  /** Names of methods that some Ruby file defines. They stay: one too many silences, and no more. */
  addMethods(names: Iterable<string>): void {
    for (const name of names) this.methods.add(name);
  }

  /** False while files are still being read: what is not found may be in one of them. */
  get settled(): boolean {
    return this.complete;
  }

  set settled(settled: boolean) {
    if (settled === this.complete) return;
    this.complete = settled;
    this.revision++;
  }

  /** The Ruby files about Sidekiq that were understood. */
  get all(): ReadonlyMap<string, SidekiqFacts> {
    return this.files;
  }

  definesMethod(name: string): boolean {
    return this.methods.has(name);
  }

  /** Sidekiq's major version, by the nearest `Gemfile.lock` above a file; null where it is not known. */
  majorOf(uri: string): number | null {
    let [best, major]: [string, number | null] = ['', null];
    for (const [lock, version] of this.locks) {
      const folder = lock.slice(0, lock.lastIndexOf('/') + 1);
      if (uri.startsWith(folder) && folder.length > best.length) [best, major] = [folder, version];
    }
    return major;
  }

  /** So many of the process types in Procfiles run Sidekiq. */
  get processTypes(): number {
    return Math.max(0, ...[...this.settings.values()].map(({ processes }) => processes));
  }

  /** The environment names the variable that Sidekiq's own default is read from. */
  get hasProvider(): boolean {
    return [...this.settings.values()].some(({ hasProvider }) => hasProvider);
  }
}

/** Equal but for the places. */
function areAlike(a: SidekiqFacts, b: SidekiqFacts): boolean {
  return JSON.stringify(a, withoutPlaces) === JSON.stringify(b, withoutPlaces);
}

function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'start' || key === 'end' ? undefined : value;
}

interface Known {
  readonly processes: number;
  readonly hasProvider: boolean;
}

function majorIn(lock: string): number | null {
  const major = /^\d+/.exec(lockedGems(lock).get('sidekiq') ?? '')?.[0];
  return major === undefined ? null : Number(major);
}
