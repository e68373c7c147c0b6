import { lockedGems } from '../ruby/gemfile-lock.js';
import type { SidekiqFacts } from '../ruby/sidekiq/facts.js';
import { type SettingsFile, sidekiqLines } from './settings.js';

/** What is known of Sidekiq in all files of a workspace. */
export class SidekiqFiles {
  private readonly files = new Map<string, SidekiqFacts>();
  private readonly locks = new Map<string, Locked>();
  /** The schedules of sidekiq-cron. */
  private readonly schedules = new Set<string>();
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

  /** The text of a file that tells of the others; null takes it out. */
  setOther(uri: string, text: string | null): void {
    if (uri.endsWith(LOCK)) this.setLock(uri, text);
    else this.setSchedule(uri, text !== null && /^\s+["']?:?cron["']?\s*:/m.test(text));
  }

  private setLock(uri: string, text: string | null): void {
    const before = this.locks.get(uri);
    const locked = text === null ? undefined : lockedIn(text);
    if (before?.sidekiq !== locked?.sidekiq || before?.cron !== locked?.cron) this.revision++;
    if (locked) this.locks.set(uri, locked);
    else this.locks.delete(uri);
  }

  private setSchedule(uri: string, isThere: boolean): void {
    if (this.schedules.has(uri) !== isThere) this.revision++;
    if (isThere) this.schedules.add(uri);
    else this.schedules.delete(uri);
  }

  setSettings(uri: string, file: SettingsFile | null): void {
    const before = this.settings.get(uri);
    const known = file && {
      processes: sidekiqLines(file),
      hasProvider: /\bREDIS_PROVIDER\b/.test(file.text),
      quietsCron: /\bcron_poll_interval\W+0\b/.test(file.text),
      setsCronFile: /\bcron_schedule_file\b/.test(file.text),
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
    const lock = this.lockOf(uri);
    return lock === null ? null : (this.locks.get(lock)?.sidekiq ?? null);
  }

  /**
   * The version of the sidekiq-cron that loads `config/schedule.yml` by itself in the application of a file; null where
   * none does, or a file says that it is another.
   */
  loadingCronOf(uri: string): string | null {
    const lock = this.lockOf(uri);
    const cron = lock === null ? null : (this.locks.get(lock)?.cron ?? null);
    if (lock === null || cron === null || !loadsSchedule(cron)) return null;
    const schedule = `${lock.slice(0, -LOCK.length)}/config/schedule`;
    if (!['.yml', '.yaml'].some(end => this.schedules.has(schedule + end))) return null;
    return this.everyFile.some(({ setsCronFile }) => setsCronFile) ? null : cron;
  }

  /** A file may keep sidekiq-cron from running its jobs in some process. */
  get quietsCron(): boolean {
    return this.everyFile.some(({ quietsCron }) => quietsCron);
  }

  private get everyFile() {
    return [...this.files.values(), ...this.settings.values()];
  }

  /** The nearest `Gemfile.lock` above a file. */
  private lockOf(uri: string): string | null {
    let nearest: string | null = null;
    for (const lock of this.locks.keys()) {
      const folder = lock.slice(0, 1 - LOCK.length);
      if (uri.startsWith(folder) && lock.length > (nearest?.length ?? 0)) nearest = lock;
    }
    return nearest;
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
  readonly quietsCron: boolean;
  readonly setsCronFile: boolean;
}

interface Locked {
  /** Its major version; null where it is not known. */
  readonly sidekiq: number | null;
  /** The version of sidekiq-cron; null where it is not among the gems. */
  readonly cron: string | null;
}

const LOCK = '/Gemfile.lock';

/** Whether a file is one that is only read for what it tells of the others, by its URI or its path with `/`. */
export function isOther(uri: string): boolean {
  return uri.endsWith(LOCK) || /\/config\/schedule\.ya?ml$/.test(uri);
}

function lockedIn(text: string): Locked {
  const gems = lockedGems(text);
  const major = /^\d+/.exec(gems.get('sidekiq') ?? '')?.[0];
  return {
    sidekiq: major === undefined ? null : Number(major),
    cron: gems.get('sidekiq-cron') ?? null,
  };
}

/** Since 1.6. */
function loadsSchedule(cron: string): boolean {
  const [major = 0, minor = 0] = cron.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 6);
}
