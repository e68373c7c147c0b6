import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The project's folder. */
export const root = path.join(import.meta.dirname, '../..');

const made = new Set(['.git', 'node_modules', 'dist', 'out', 'builtin-extensions', '.vscode-test']);

/** An empty folder for this run of the tests, to be removed by the test. */
export function scratchFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'cronwright-package-'));
}

/** Copies the sources to `folder`, so that a build there disturbs nothing; it borrows the installed packages. */
export function copyProject(folder: string): void {
  cpSync(root, folder, { recursive: true, filter: from => !made.has(path.basename(from)) });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
}

/** Runs a command to its end in `cwd`, with no network for npm. Its `output` is all that a terminal shows. */
export function run(
  cwd: string,
  [command, ...args]: readonly [string, ...string[]],
  env: Record<string, string> = {},
): { code: number | null; stdout: string; output: string } {
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    env: { ...process.env, npm_config_offline: 'true', ...env },
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { code: status, stdout, output: stdout + stderr };
}
