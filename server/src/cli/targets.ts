import { realpathSync, statSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { escapePath, globSync, isDynamicPattern } from 'tinyglobby';
import { findFiles } from '../disk/find.js';
import { GitIgnore } from '../disk/git-ignore.js';
import { reasonOf } from '../disk/source.js';
import type { Config } from '../rules/config.js';

/** A path, as it was given, and the files that it stands for. */
export interface Target {
  readonly asked: string;
  /** A file by its own name: it was meant, so that a rule must read it. */
  readonly named: boolean;
  /** Absolute and without symbolic links. */
  readonly files: readonly string[];
  /** Why there are no files, to end a sentence that starts with the path. */
  readonly failure?: string;
}

/** Where files are looked for: the folder of `cronwright.yml`, and those of a kind in it. */
export interface Surroundings {
  readonly cwd: string;
  readonly folder: string;
  readonly files: Config['files'];
  readonly found: readonly string[];
  /** Those of that kind in another folder, whatever `files` says. */
  find(folder: string): Promise<readonly string[]>;
}

/** Finds the files of a path: a file, a folder or a pattern that the shell left alone. */
export async function findTarget(asked: string, around: Surroundings): Promise<Target> {
  try {
    const path = realpathSync(resolve(around.cwd, asked));
    const stat = statSync(path);
    if (stat.isDirectory()) return { asked, named: false, files: await inFolder(path, around) };
    return { asked, named: true, files: withoutExcluded([path], around) };
  } catch (error) {
    if (isDynamicPattern(asked)) return await findByPattern(asked, around);
    return { asked, named: true, files: [], failure: reasonOf(error) };
  }
}

/** A folder that is left out as a part of the workspace was still asked for by its name. */
async function inFolder(folder: string, around: Surroundings): Promise<readonly string[]> {
  const inside = around.found.filter(path => path.startsWith(withSeparator(folder)));
  if (inside.length > 0 || folder === around.folder) return inside;
  return withoutExcluded(await around.find(folder), around);
}

async function findByPattern(asked: string, around: Surroundings): Promise<Target> {
  const { cwd } = around;
  const kept = await findFiles(cwd, [asked], [], new GitIgnore(cwd));
  const found = kept.length > 0 ? kept : await findFiles(cwd, [asked], [], null);
  const files = withoutExcluded(found, around);
  if (found.length > 0) return { asked, named: false, files };
  return { asked, named: false, files, failure: 'matches no file' };
}

/** What the team leaves out stays out, also where a hook names each changed file. */
function withoutExcluded(paths: readonly string[], { folder, files }: Surroundings): string[] {
  if (files.exclude.length === 0) return [...paths];
  const names = paths.map(path => relative(folder, path).split(sep).join('/'));
  return globSync(names.map(escapePath), {
    cwd: folder,
    absolute: true,
    dot: true,
    expandDirectories: false,
    ignore: [...files.exclude],
  }).sort();
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
