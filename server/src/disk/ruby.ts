import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { lockedGems } from '../ruby/gemfile-lock.js';
import { findFiles } from './find.js';
import { GitIgnore } from './git-ignore.js';
import type { RakeFile, RubyQuestion, SidekiqAnswer } from './ruby-worker.js';

const RAKE_FILES = ['**/{Rakefile,rakefile,Rakefile.rb,rakefile.rb}', '**/*.rake'];

/** Capistrano's tasks run where the deploy is started; what is vendored belongs to others. */
const NOT_OURS = ['**/lib/capistrano/**', '**/vendor/**'];

/** The files in a folder that define rake tasks, but those that `.gitignore` leaves out: sorted. */
export function findRakeFiles(folder: string): Promise<string[]> {
  return findFiles(folder, RAKE_FILES, NOT_OURS, new GitIgnore(folder));
}

/**
 * Reads files that define rake tasks, in a thread that ends when it is done. One that can't be read
 * has null; rejects where the thread itself fails.
 */
export async function readRakeFiles(paths: readonly string[]): Promise<readonly RakeFile[]> {
  if (paths.length === 0) return [];
  return ask<readonly RakeFile[]>({ about: 'rake', paths });
}

/**
 * Reads Ruby files for what they say of Sidekiq, in a thread that ends when it is done. Those that say
 * nothing, or can't be read, are left out; rejects where the thread itself fails.
 */
export async function readSidekiqFiles(
  paths: readonly string[],
  names: readonly string[],
): Promise<SidekiqAnswer> {
  if (paths.length === 0) return { files: [], methods: [] };
  return ask<SidekiqAnswer>({ about: 'sidekiq', paths, names });
}

async function ask<Answer>(question: RubyQuestion): Promise<Answer> {
  // beside the bundle
  const worker = new Worker(join(__dirname, 'ruby-worker.js'), { workerData: question });
  const [answer] = await once(worker, 'message');
  return answer;
}

/** The text that such a file's offsets count in; null where it can't be read. */
export function readRakeText(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch(() => null);
}

/** The gems of the `Gemfile.lock` beside each Rakefile, by the lock's path. */
export async function readGems(
  paths: readonly string[],
): Promise<readonly (readonly [lock: string, gems: readonly string[] | null])[]> {
  const rakefiles = paths.filter(path => /[\\/]rakefile(?:\.rb)?$/i.test(path));
  return Promise.all(
    rakefiles.map(async path => {
      const lock = join(dirname(path), 'Gemfile.lock');
      const text = await readFile(lock, 'utf8').catch(() => null);
      return [lock, text === null ? null : [...lockedGems(text).keys()]] as const;
    }),
  );
}
