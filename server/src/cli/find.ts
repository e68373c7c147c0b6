import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import type { Config } from '../rules/config.js';
import { GitIgnore } from './git-ignore.js';

const EVERY_TEMPLATE = ['**/*.{yml,yaml,json,template}'];
const NEVER = new Set(['node_modules', '.git']);

/**
 * The files in a folder that may be templates, sorted: those with the usual extensions, or what
 * `include` says, without what `exclude`, `.gitignore` files, hidden folders and `node_modules`
 * leave out. Symbolic links are not followed, so that nothing is found twice.
 */
export async function findTemplates(folder: string, files: Config['files']): Promise<string[]> {
  const patterns = files.include.length > 0 ? files.include : EVERY_TEMPLATE;
  return findFiles(folder, patterns, files.exclude, new GitIgnore(folder));
}

/** The files in a folder that match one of the patterns: absolute, sorted. */
export function findFiles(
  folder: string,
  patterns: readonly string[],
  exclude: readonly string[],
  git: GitIgnore | null,
): string[] {
  const readdir = (path: string) =>
    readdirSync(path, { withFileTypes: true }).filter(
      entry => !NEVER.has(entry.name) && !git?.ignores(join(path, entry.name), entry.isDirectory()),
    );
  const found = globSync([...patterns], {
    cwd: folder,
    absolute: true,
    ignore: [...exclude],
    followSymbolicLinks: false,
    // what is left out is never opened, which is what takes the time
    fs: { readdirSync: readdir as unknown as typeof readdirSync },
  });
  return found.sort();
}
