import { type Dirent, readdir } from 'node:fs';
import { join } from 'node:path';
import { glob } from 'tinyglobby';
import type { Config } from '../rules/config.js';
import { GitIgnore } from './git-ignore.js';

const EVERY_TEMPLATE = ['**/*.{yml,yaml,json,template}'];
type Entries = (error: Error | null, entries: Dirent[] | undefined) => void;

const NEVER = new Set(['node_modules', '.git']);

/**
 * The files in a folder that may be templates, sorted: those with the usual extensions, or what
 * `include` says, without what `exclude`, `.gitignore` files, hidden folders and `node_modules`
 * leave out. Symbolic links are not followed, so that nothing is found twice.
 */
export function findTemplates(folder: string, files: Config['files']): Promise<string[]> {
  const patterns = files.include.length > 0 ? files.include : EVERY_TEMPLATE;
  return findFiles(folder, patterns, files.exclude, new GitIgnore(folder));
}

/** The files in a folder that match one of the patterns: absolute, sorted. */
export async function findFiles(
  folder: string,
  patterns: readonly string[],
  exclude: readonly string[],
  git: GitIgnore | null,
): Promise<string[]> {
  const isKept = (path: string) => (entry: Dirent) =>
    !NEVER.has(entry.name) && !git?.ignores(join(path, entry.name), entry.isDirectory());
  const keptEntries = (path: string, _options: unknown, done: Entries) =>
    readdir(path, { withFileTypes: true }, (error, entries) =>
      done(error, entries?.filter(isKept(path))),
    );
  const found = await glob([...patterns], {
    cwd: folder,
    absolute: true,
    ignore: [...exclude],
    followSymbolicLinks: false,
    // what is left out is never opened, which is what takes the time
    fs: { readdir: keptEntries as unknown as typeof readdir },
  });
  return found.sort();
}
