import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)));

const GRACE_MS = 8000;
const onWindows = process.platform === 'win32';
const running = new Set();
let interrupted = false;

/**
 * Runs a command in the project's folder, with its output on ours and no standard input, and gives its exit code.
 * A command that is missing gives 127. After `minutes` it is ended, with all that it started, and gives 124.
 */
export function run(command, args, { env = {}, minutes = 10 } = {}) {
  return new Promise(resolve => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      // a process group, so that all that it starts can be ended with it
      detached: !onWindows,
      shell: onWindows,
    });
    let limit;
    let late = false;
    const finish = code => {
      clearTimeout(limit);
      running.delete(child);
      if (!interrupted) resolve(late ? 124 : code);
      else if (running.size === 0) process.exit(130);
    };
    child.once('error', () => finish(127));
    child.once('exit', code => finish(code ?? 1));
    running.add(child);
    if (Number.isFinite(minutes)) {
      limit = setTimeout(() => {
        console.error(`${command} ${args.join(' ')}: no end after ${minutes} minutes`);
        late = true;
        end(child, 'SIGTERM');
      }, minutes * 60_000);
    }
  });
}

/** Runs a JavaScript file, of the project or of an installed package, as `run` does. */
export function runNode(script, args = [], options = {}) {
  return run(process.execPath, [script, ...args], options);
}

function end(child, name) {
  signal(child, name);
  setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS).unref();
}

function signal(child, name) {
  try {
    if (onWindows) child.kill(name);
    else process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(name, () => {
    interrupted = true;
    for (const child of running) end(child, name);
    if (running.size === 0) process.exit(130);
  });
}
