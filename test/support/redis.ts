import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, type TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** Why a test is skipped, for the list at the end of npm test. */
    reason?: string;
  }
}

/** A Redis server on this machine, which keeps everything in memory. */
export interface Redis {
  readonly port: number;
  /** The address of one of its databases. */
  url(database?: number): string;
  /** What redis-cli prints for a command. */
  cli(...command: readonly string[]): string;
}

/** A Sidekiq that is installed: its version, and the environment in which Ruby finds it. */
export interface Sidekiq {
  readonly version: string;
  readonly env: Readonly<Record<string, string>>;
}

const endings: (() => unknown)[] = [];

// here and not where something is started: a test that runs can't add a hook to its file
afterAll(async () => {
  for (const end of endings.splice(0)) await end();
});

/** Has something done when the tests of the file are done. */
export function atEnd(end: () => unknown): void {
  endings.push(end);
}

const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/**
 * The machine's own Sidekiq, and the one in the gem folder that CRONWRIGHT_SIDEKIQ_GEMS names: so the tests run on
 * another version too.
 */
export const SIDEKIQS: readonly Sidekiq[] = [{}, gemFolder()].flatMap(env => {
  if (env === null) return [];
  const { status, stdout } = spawnSync(
    'ruby',
    ['-e', 'require "sidekiq"; print Sidekiq::VERSION'],
    {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    },
  );
  return status === 0 ? [{ version: stdout, env }] : [];
});

const MISSING = HAS_REDIS ? 'Ruby with Sidekiq is not installed' : 'redis-server is not installed';

/** Why tests on the real parts can't run; undefined where they can. */
export const missing = HAS_REDIS && SIDEKIQS.length > 0 ? undefined : MISSING;

function gemFolder(): Record<string, string> | null {
  const folder = process.env.CRONWRIGHT_SIDEKIQ_GEMS;
  return folder ? { GEM_PATH: folder } : null;
}

/** The Sidekiqs to test on; where there is none a stand-in, so that the tests are skipped by name. */
export const TESTED: readonly Sidekiq[] = missing ? [{ version: '', env: {} }] : SIDEKIQS;

/** Skips where Redis or Sidekiq are not there. */
export function needSidekiq({ task, skip }: TestContext): void {
  if (missing === undefined) return;
  task.meta.reason = missing;
  skip(missing);
}

/** Starts a server on a free port of the loopback; it ends with the tests of the file. */
export async function startRedis(...options: readonly string[]): Promise<Redis> {
  const dir = mkdtempSync(join(tmpdir(), 'cronwright-redis-'));
  const port = await freePort();
  const quiet = ['--save', '', '--appendonly', 'no', '--dir', dir, '--bind', '127.0.0.1'];
  const child = spawn('redis-server', ['--port', String(port), ...quiet, ...options]);
  atEnd(async () => {
    await ended(child, 'SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });
  await said(child, 'Ready to accept connections');
  return {
    port,
    url: (database = 0) => `redis://127.0.0.1:${port}/${database}`,
    cli: (...command) =>
      execFileSync('redis-cli', ['-p', String(port), ...command], { encoding: 'utf8' }).trim(),
  };
}

/** A process, what it wrote by now, and its end. */
export interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Its exit code; null where a signal ended it. */
  readonly code: Promise<number | null>;
}

export interface Ran {
  readonly code: number | null;
  /** Of standard output and standard error. */
  readonly output: string;
}

export function startRuby(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd = tmpdir(),
): Running {
  const child = spawn('ruby', args, { env: { ...process.env, ...env }, cwd });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', text => {
      output += text;
    });
  }
  child.stdin.end();
  const code = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, code };
}

export async function ruby(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Ran> {
  const { output, code } = startRuby(args, env, cwd);
  return { code: await code, output: output() };
}

/** Starts a Sidekiq process, and gives it once it works on a server; it ends with the tests of the file. */
export async function startSidekiq(
  { env: gems }: Sidekiq,
  redis: Redis,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd?: string,
): Promise<Running> {
  const start = 'load Gem.bin_path("sidekiq", "sidekiq")';
  const running = startRuby(['-e', start, '--', ...args], { ...gems, ...env }, cwd);
  atEnd(() => ended(running.child, 'SIGKILL'));
  await untilTrue('a Sidekiq process', () => {
    if (running.child.exitCode !== null) throw new Error(`Sidekiq ended:\n${running.output()}`);
    return redis.cli('SMEMBERS', 'processes').includes(`:${running.child.pid}:`);
  });
  return running;
}

/** Ends a process, and waits for it. */
export async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

/** Waits until a process has written a text; rejects where it ends before. */
export function said(child: ChildProcess, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer | string) => {
      output += chunk;
      if (output.includes(text)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('close', () => reject(new Error(`ended before it said "${text}":\n${output}`)));
    child.once('error', reject);
  });
}

/** Waits until something holds, asked again and again; rejects after 90 s. */
export async function untilTrue(what: string, holds: () => boolean | Promise<boolean>) {
  const limit = Date.now() + 90_000;
  while (!(await holds())) {
    if (Date.now() > limit) throw new Error(`waited 90 s for ${what}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
