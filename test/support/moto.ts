import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, type TestContext } from 'vitest';
import { ROOT } from './folders.js';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test is skipped, for the list at the end of npm test. */
    reason?: string;
  }
}

/** Where moto was installed for the tests alone, or the machine's own Python. */
const INSTALLED = join(ROOT, 'out/moto/bin/python3');
const PYTHON = existsSync(INSTALLED) ? INSTALLED : 'python3';

const FIND = 'import importlib.util as u; exit(u.find_spec("moto") is None)';
const isInstalled = spawnSync(PYTHON, ['-c', FIND], { stdio: 'ignore' }).status === 0;

/** AWS on this machine: answers as the services do, and keeps what is created in memory. */
export interface Moto {
  /** An endpoint for all services; any credentials are good. */
  readonly url: string;
}

/** Skips where moto is not there. */
export function needMoto({ task, skip }: TestContext): void {
  if (isInstalled) return;
  task.meta.reason = 'moto is not installed';
  skip('moto is not installed');
}

/** Starts moto; it ends with the tests of the file. Where it is not there, null. */
export async function startMoto(): Promise<Moto | null> {
  if (!isInstalled) return null;
  const child = spawn(PYTHON, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  afterAll(async () => {
    if (child.exitCode !== null) return;
    child.kill();
    await once(child, 'exit');
  });
  return { url: await addressOf(child) };
}

/** What it says of itself when it listens; it chose a free port. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('moto has no stderr');
  const said: string[] = [];
  for await (const line of createInterface({ input: stderr })) {
    said.push(line);
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
    if (!url) continue;
    // a pipe that nobody reads fills up
    stderr.resume();
    return url;
  }
  throw new Error(`moto did not start:\n${said.join('\n')}`);
}
