import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { reasonOf } from '../disk/source.js';
import { UsageError } from './command.js';

/** A file as it was read; its bytes tell later whether somebody has changed it. */
export interface FileRead {
  /** Without symbolic links. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** @throws UsageError where the file can't be read */
export function readForWriting(path: string): FileRead {
  try {
    const real = realpathSync(path);
    return { path: real, bytes: readFileSync(real) };
  } catch (error) {
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}

/**
 * Writes all of a file or nothing of it, under its own mode; not where it is no more as it was read.
 * @throws UsageError
 */
export function replaceFile({ path, bytes }: FileRead, text: string): void {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const { mode } = statSync(path);
    writeFileSync(temporary, text, { mode });
    // the umask may have taken from it
    chmodSync(temporary, mode);
    if (!readFileSync(path).equals(bytes))
      throw new UsageError(
        `${path} was changed by somebody else meanwhile, so it is not written. Start again.`,
      );
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}

/**
 * Writes all of a file or nothing of it: a new one, or in the place of what was there, under its mode.
 * @throws UsageError
 */
export function writeFileWhole(path: string, text: string): void {
  try {
    const there = existsSync(path);
    const real = there ? realpathSync(path) : path;
    const temporary = `${real}.${randomBytes(4).toString('hex')}.tmp`;
    try {
      writeFileSync(temporary, text);
      if (there) chmodSync(temporary, statSync(real).mode);
      renameSync(temporary, real);
    } finally {
      rmSync(temporary, { force: true });
    }
  } catch (error) {
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}
