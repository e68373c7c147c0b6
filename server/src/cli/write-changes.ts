import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '../authoring/sidekiq/migration.js';
import { reasonOf } from '../disk/source.js';
import { UsageError } from './command.js';

/** The files of a folder as they were read: what is written later is held against them. */
export class FolderFiles {
  private readonly bytes = new Map<string, Buffer | null>();

  constructor(private readonly folder: string) {}

  /**
   * The text of a file without the mark of UTF-8; null where there is none.
   * @throws UsageError where it can't be read, or is not UTF-8
   */
  read(path: string): string | null {
    const bytes = this.bytesOf(path);
    if (!this.bytes.has(path)) this.bytes.set(path, bytes);
    if (bytes === null) return null;
    const text = bytes.toString('utf8');
    if (!Buffer.from(text).equals(bytes))
      throw new UsageError(`${path} is not UTF-8, so it can’t be edited without a loss.`);
    return text.replace(/^\uFEFF/, '');
  }

  /**
   * Makes all changes or none: each file at once and under its own mode, a script as one that can be run.
   * @throws UsageError where a file is no more as it was read, or can't be written
   */
  write(changes: readonly Change[]): void {
    for (const { path } of changes) this.needUnchanged(path);
    const done: Change[] = [];
    try {
      for (const change of changes) {
        this.put(change.path, this.bytesFor(change));
        done.push(change);
      }
    } catch (error) {
      for (const { path } of done) this.put(path, this.bytes.get(path) ?? null);
      throw error;
    }
  }

  private needUnchanged(path: string): void {
    const [before, now] = [this.bytes.get(path) ?? null, this.bytesOf(path)];
    if (before === null ? now !== null : now === null || !before.equals(now))
      throw new UsageError(
        `${path} was changed by somebody else meanwhile, so nothing is written. Start again.`,
      );
  }

  private bytesFor({ path, after }: Change): Buffer | null {
    const isMarked = this.bytes.get(path)?.subarray(0, 3).equals(MARK_OF_UTF8);
    return after === null ? null : Buffer.from(isMarked ? `\uFEFF${after}` : after);
  }

  private put(path: string, bytes: Buffer | null): void {
    const file = join(this.folder, path);
    const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      if (bytes === null) {
        rmSync(file, { force: true });
        removeIfEmpty(dirname(file));
        return;
      }
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(temporary, bytes);
      // the umask may have taken from it
      if (existsSync(file)) chmodSync(temporary, statSync(file).mode);
      else if (bytes.subarray(0, 2).toString() === '#!') chmodSync(temporary, 0o755);
      renameSync(temporary, file);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw new UsageError(`${path} ${reasonOf(error)}.`);
    }
  }

  private bytesOf(path: string): Buffer | null {
    try {
      return readFileSync(join(this.folder, path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw new UsageError(`${path} ${reasonOf(error)}.`);
    }
  }
}

const MARK_OF_UTF8 = Buffer.from([0xef, 0xbb, 0xbf]);

function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // something else is in it
  }
}
