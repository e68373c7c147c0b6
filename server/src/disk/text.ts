import { readFile, stat } from 'node:fs/promises';
import { reasonOf } from './source.js';

/** 50,000 exports; a text much longer would take seconds to read and all memory. */
const MAX_BYTES = 16 * 1024 * 1024;

export interface Read {
  readonly text?: string;
  /** Why there is no text, to end a sentence that starts with the file's name. */
  readonly why?: string;
  readonly isMissing?: boolean;
}

/** Reads what a team recorded; never rejects. */
export async function readText(path: string): Promise<Read> {
  try {
    const found = await stat(path);
    // reading a device may never end
    if (!found.isFile()) return { why: found.isDirectory() ? 'is a folder' : 'is not a file' };
    const megabytes = found.size / 1024 / 1024;
    if (found.size > MAX_BYTES)
      return { why: `has ${megabytes.toFixed(1)} MB, and 16 MB are read at most` };
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: reasonOf(error), isMissing: code === 'ENOENT' };
  }
}
