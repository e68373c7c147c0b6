import { randomBytes } from 'node:crypto';
import {
  chmodSync,
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
