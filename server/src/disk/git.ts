import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMITS = { timeout: 30_000, maxBuffer: 64 * 1024 * 1024, windowsHide: true } as const;

/**
 * What git prints in a folder; rejects where there is no git, no repository, or no such thing. Git
 * runs programs that a repository names, so in an editor nothing is asked of it until the folders
 * are trusted.
 */
export async function git(folder: string, words: readonly string[]): Promise<string> {
  const quiet = ['--no-optional-locks', '-c', 'core.quotepath=off'];
  const { stdout } = await run('git', [...quiet, ...words], {
    ...LIMITS,
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout;
}
