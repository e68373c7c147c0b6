import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** AWS on this machine: answers as the services do, and keeps what is created in memory. */
export interface Moto {
  /** An endpoint for all services; any credentials are good. */
  readonly url: string;
}

/** The Python that has moto: where it was installed for the tests alone, or the machine's own. */
export function findMoto(root: string): string | null {
  const installed = join(root, 'out/moto/bin/python3');
  const python = existsSync(installed) ? installed : 'python3';
  const find = 'import importlib.util as u; exit(u.find_spec("moto") is None)';
  return spawnSync(python, ['-c', find], { stdio: 'ignore' }).status === 0 ? python : null;
}

export async function runMoto(python: string): Promise<Moto & { stop(): Promise<void> }> {
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return {
    url: await addressOf(child),
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
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
