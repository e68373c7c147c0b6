import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { repositoryOf } from '../disk/git-ignore.js';
import { reasonOf } from '../disk/source.js';
import type { TeamStack } from '../disk/stacks.js';
import { readRecordedExports, readTeam } from '../disk/team.js';
import { CONFIG_FILE, type Config } from '../rules/config.js';
import type { RecordedExports } from '../workspace/workspace.js';
import { UsageError } from './command.js';
import { shownPath } from './locate.js';

/** What a run goes by, before it reads a template. */
export interface Agreement {
  /** The workspace: what globs in `config` are relative to, and where the other templates are. */
  readonly folder: string;
  readonly config: Config;
  readonly recorded: readonly RecordedExports[];
  readonly stacks: readonly TeamStack[];
  /** What is wrong with the configuration, each in one line. */
  readonly failures: readonly string[];
}

export interface Asked {
  readonly cwd: string;
  readonly paths: readonly string[];
  /** A configuration by its name. */
  readonly config: string | undefined;
  /** Recorded lists of exports, each complete. */
  readonly exports: readonly string[];
}

/**
 * Reads the configuration and what it names. The workspace is the folder of `cronwright.yml`, else
 * the repository, else the current folder.
 * @throws UsageError where a file that was named can't be read
 */
export async function readAgreement({ cwd, paths, config, exports }: Asked): Promise<Agreement> {
  const start = commonFolder(paths.map(path => nearestFolder(resolve(cwd, path))));
  const file = config === undefined ? findUp(start) : resolve(cwd, config);
  const folder = file ? dirname(file) : (repositoryOf(start) ?? (isIn(start, cwd) ? cwd : start));
  const team = await readTeam(folder, config === undefined ? undefined : readNamed(config, cwd));
  const lists = await Promise.all(
    exports.map(path => readRecordedExports(resolve(cwd, path), true)),
  );
  const failures = lists.filter(list => typeof list === 'string');
  const name = file ? basename(file) : CONFIG_FILE;
  const document = TextDocument.create('', '', 0, team.text);
  for (const { start, message } of team.problems) {
    const { line, character } = document.positionAt(start);
    failures.push(`${shownPath(join(folder, name), cwd)}:${line + 1}:${character + 1}: ${message}`);
  }
  const recorded = [...team.recorded, ...lists.filter(list => typeof list !== 'string')];
  return { folder, config: team.config, recorded, stacks: team.stacks, failures };
}

function readNamed(path: string, cwd: string): string {
  try {
    return readFileSync(resolve(cwd, path), 'utf8');
  } catch (error) {
    throw new UsageError(`${path} ${reasonOf(error)}.`);
  }
}

function findUp(folder: string): string | null {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(join(path, CONFIG_FILE))) return join(path, CONFIG_FILE);
    if (path === dirname(path)) return null;
  }
}

/** The folder that a path is or is in, and that exists; a pattern is in the folder before it. */
function nearestFolder(path: string): string {
  for (let folder = path; ; folder = dirname(folder))
    if (isFolder(folder) || folder === dirname(folder)) return folder;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function commonFolder([first = '', ...others]: readonly string[]): string {
  let folder = first;
  for (const other of others) while (!isIn(other, folder)) folder = dirname(folder);
  return folder;
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
