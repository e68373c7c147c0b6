import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { type Found, foundIn } from '../authoring/sidekiq/found.js';
import { MARK } from '../authoring/sidekiq/marks.js';
import { INITIALIZER, PATHS } from '../authoring/sidekiq/migration.js';
import { lockedGems } from '../ruby/gemfile-lock.js';
import { CONFIG_FILE } from '../rules/config.js';
import { findFiles } from './find.js';
import { GitIgnore, repositoryOf } from './git-ignore.js';
import { reasonOf } from './source.js';

/** An application in Ruby whose Sidekiq is moved. */
export interface ApplicationFolder {
  /** Absolute. */
  readonly folder: string;
  /** Where Sidekiq is configured, relative to the folder, with `/`; it may not be there yet. */
  readonly initializer: string;
  /** Where the team's `cronwright.yml` is or is to be, likewise. */
  readonly team: string;
  readonly found: Found;
}

/** What is vendored belongs to others, and what a test configures runs nowhere. */
const NOT_MEANT = ['**/vendor/**', '**/{spec,test}/**'];

/**
 * Finds the application that a path is: its folder, or the file that configures Sidekiq. A message where there is none,
 * or where more than one file may be meant.
 */
export async function findApplication(path: string): Promise<ApplicationFolder | string> {
  const start = resolve(path);
  const isFolder = isFolderAt(start);
  if (typeof isFolder === 'string') return `${path} ${isFolder}.`;
  const folder = isFolder ? start : folderOf(dirname(start));
  const ruby = await readRuby(folder);
  const name = (file: string) => relative(folder, file).split(sep).join('/');
  const configuring = isFolder ? configuringIn(folder, ruby) : [start];
  const [initializer = join(folder, INITIALIZER), ...others] = configuring;
  if (others.length > 0)
    return `${configuring.map(name).join(' and ')} configure Sidekiq. Say which sets its Redis.`;
  return {
    folder,
    initializer: name(initializer),
    team: name(teamOf(folder)),
    found: foundIn(gemsOf(folder), ruby.get(initializer) ?? '', [...ruby.values()]),
  };
}

/** What runs the verifier of its migration: its gems are those of the bundle, where it has one. */
export function verifierOf({ folder }: ApplicationFolder): readonly string[] {
  const ruby = existsSync(join(folder, 'Gemfile.lock')) ? ['bundle', 'exec', 'ruby'] : ['ruby'];
  return [...ruby, PATHS.verify];
}

function isFolderAt(path: string): boolean | string {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    return reasonOf(error);
  }
}

/** The folder of the application that a folder belongs to. */
function folderOf(folder: string): string {
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(join(path, 'Gemfile')) || existsSync(join(path, 'config.ru'))) return path;
    if (path === dirname(path)) return repositoryOf(folder) ?? folder;
  }
}

async function readRuby(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await findFiles(folder, ['**/*.rb'], NOT_MEANT, new GitIgnore(folder));
  return new Map(files.map(file => [file, readFileSync(file, 'utf8')]));
}

/** The files that may be meant: one whose migration is under way, or that is where Rails has it, is the one. */
function configuringIn(folder: string, ruby: ReadonlyMap<string, string>): readonly string[] {
  const configuring = [...ruby].filter(([, text]) =>
    /\bSidekiq.configure_(?:server|client)\b/.test(text),
  );
  const migrating = configuring.find(([, text]) => text.includes(MARK));
  const usual = configuring.find(([file]) => file === join(folder, INITIALIZER));
  const setting = configuring.filter(([, text]) => /\.redis\s*=/.test(text));
  const sure = migrating ?? usual;
  return (sure ? [sure] : setting.length > 0 ? setting : configuring).map(([file]) => file);
}

/** The nearest one, as `cronwright lint` finds it; else beside the Gemfile. */
function teamOf(folder: string): string {
  const top = repositoryOf(folder) ?? folder;
  for (let path = folder; ; path = dirname(path)) {
    if (existsSync(join(path, CONFIG_FILE))) return join(path, CONFIG_FILE);
    if (path === top || path === dirname(path)) return join(folder, CONFIG_FILE);
  }
}

function gemsOf(folder: string): ReadonlyMap<string, string> {
  const lock = join(folder, 'Gemfile.lock');
  return lockedGems(existsSync(lock) ? readFileSync(lock, 'utf8') : '');
}
