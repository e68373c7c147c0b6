import { readFile, stat } from 'node:fs/promises';
import type { Config } from '../rules/config.js';
import { type SettingsFile, settingsFile, settingsKind } from '../workspace/settings.js';
import { isOther } from '../workspace/sidekiq.js';
import { findFiles } from './find.js';
import { GitIgnore } from './git-ignore.js';

const RUBY = ['**/*.{rb,rake}'];
const BESIDE = [
  '**/sidekiq*.{yml,yaml,yml.erb,yaml.erb}',
  '**/Procfile{,.*}',
  '**/.env{,.*}',
  '**/{docker-,}compose*.{yml,yaml}',
  '**/config/{application,cable,database,deploy,redis,secrets,settings}*.{yml,yaml}',
  '**/Gemfile.lock',
  '**/config/schedule.{yml,yaml}',
];

/** What is vendored belongs to others. */
const NOT_OURS = ['**/vendor/**'];

/** Files of a folder by what they tell of Sidekiq; absolute, sorted. */
export interface SidekiqPaths {
  readonly ruby: readonly string[];
  readonly settings: readonly string[];
  /** What is only read for what it tells of the others: `Gemfile.lock`, the schedule of sidekiq-cron. */
  readonly others: readonly string[];
}

/**
 * The files of a folder that may tell of Sidekiq, without what `exclude`, `.gitignore` files and
 * `node_modules` leave out. Where the team says which files are looked at, it is those among them;
 * what is only read for what it tells of the others is found in any case.
 */
export async function findSidekiqFiles(
  folder: string,
  { include, exclude }: Config['files'],
): Promise<SidekiqPaths> {
  const git = new GitIgnore(folder);
  const left = [...NOT_OURS, ...exclude];
  const found = await findFiles(folder, [...RUBY, ...BESIDE], left, git);
  const chosen = include.length > 0 ? new Set(await findFiles(folder, include, left, git)) : null;
  return {
    ruby: found.filter(path => isRuby(path) && (chosen?.has(path) ?? true)),
    settings: found.filter(path => settingsKind(slashed(path)) !== null),
    others: found.filter(path => isOther(slashed(path))),
  };
}

/** Whether a file is Ruby, by its name. */
export function isRuby(path: string): boolean {
  return /\.(?:rb|rake)$/.test(path);
}

/** Such files are short. */
const MAX_BYTES = 1024 * 1024;

/** A file that says how Sidekiq is run; null where it can't be read, or is none. */
export async function readSettingsFile(path: string): Promise<SettingsFile | null> {
  const kind = settingsKind(slashed(path));
  const text = kind && (await readText(path));
  return kind && text !== null ? settingsFile(kind, text) : null;
}

/** Null where it can't be read. */
export async function readText(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > MAX_BYTES) return null;
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
