import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { URI } from 'vscode-uri';
import {
  baseCommit,
  changedTemplates,
  NoBaseError,
  pathspecs,
  slashed,
} from '../disk/changed-templates.js';
import { findTemplates } from '../disk/find.js';
import type { ComparedTemplate } from '../review/compared.js';
import { parseTemplate } from '../template/template.js';
import type { Agreement } from './agreement.js';
import { UsageError } from './command.js';
import { shownPath } from './locate.js';

/** The templates that differ from a commit. */
export interface GitComparison {
  readonly commit: string;
  readonly templates: readonly ComparedTemplate[];
  /** Paths that stand for nothing, neither on the disk nor in the commit, each in one line. */
  readonly failures: readonly string[];
}

/** @throws UsageError where there is nothing to compare with */
export async function compareWithGit(
  cwd: string,
  paths: readonly string[],
  base: string,
  { folder, config: { files } }: Agreement,
): Promise<GitComparison> {
  const commit = await baseCommit(cwd, base).catch(asUsage);
  const { exclude } = pathspecs(files, relative(cwd, folder));
  const specs = [...paths.map(path => pathspec(cwd, path)), ...exclude];
  const found = await changedTemplates({ folder: cwd, commit, specs, open: new Map() });
  const around = new Set(await findTemplates(folder, files));
  const named = new Set(paths.map(path => resolve(cwd, path)));
  const templates = found
    .filter(({ path, after }) => after === null || around.has(path) || named.has(path))
    .map(({ path, before, after }) => ({
      uri: URI.file(path).toString(),
      file: shownPath(path, cwd),
      before: before === null ? null : parseTemplate(before),
      after: after === null ? null : parseTemplate(after),
    }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const failures = paths
    .filter(path => !existsSync(resolve(cwd, path)) && templates.length === 0)
    .map(path => `${path} matches no file, and nothing that changed.`);
  return { commit, templates, failures };
}

function asUsage(error: unknown): never {
  if (error instanceof NoBaseError) throw new UsageError(error.message);
  throw error;
}

/** What is there is meant by its name; else it is a pattern, or a file that is gone. */
function pathspec(cwd: string, path: string): string {
  return `:(${existsSync(resolve(cwd, path)) ? 'literal' : 'glob'})${slashed(path)}`;
}
