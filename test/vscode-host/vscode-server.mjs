// VS Code's own server, from the npm package code-server: for the tests (host.mjs) and for a person (server.mjs).
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
/** The server inside the npm package. */
export const serverFolder = path.join(here, 'node_modules/code-server/lib/vscode');
/** The few built-in extensions that prepare.mjs copies. */
export const builtinExtensions = path.join(here, 'builtin-extensions');

const STOP_MS = 3000;

// nothing is looked up outside, and nothing but the editor is on the screen
const firstSettings = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.colorTheme': 'Dark Modern',
};

/** Writes the settings of a first start, with `more` of the caller's, unless the folder has settings. */
export function writeSettings(userData, more = {}) {
  const file = path.join(userData, 'User/settings.json');
  if (existsSync(file)) return;
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ ...firstSettings, ...more }, null, 2));
}

/** VS Code's server is made for Node 22, which has a WebSocket of its own; Node 20 has it behind a flag. */
function serverEnvironment() {
  const { NODE_OPTIONS, VSCODE_IPC_HOOK_CLI, ...env } = process.env;
  const isOld = Number(process.versions.node.split('.')[0]) < 22;
  const node = isOld ? { NODE_OPTIONS: '--experimental-websocket' } : {};
  return { ...env, ...node, EXTENSIONS_GALLERY: '{}' };
}

/**
 * Starts the server on a free port of this machine alone.
 * `userData`, `extensions` and `data` are folders of the caller's, which outlive the server.
 * Throws, with what it printed, where it ends before it listens.
 */
export async function startServer({ userData, extensions, data }) {
  const token = randomBytes(16).toString('hex');
  const server = spawn(
    process.execPath,
    [
      path.join(serverFolder, 'out/server-main.js'),
      ...['--host', '127.0.0.1', '--port', '0', '--connection-token', token],
      ...['--user-data-dir', userData, '--extensions-dir', extensions, '--server-data-dir', data],
      ...['--builtin-extensions-dir', builtinExtensions, '--telemetry-level', 'off'],
      ...['--accept-server-license-terms', '--force-disable-user-env', '--disable-workspace-trust'],
    ],
    // a process group of its own: extension hosts and language servers end with it
    { env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true },
  );
  const exited = new Promise(resolve => {
    server.once('exit', resolve);
  });
  try {
    const port = await listening(server, exited);
    return { ...addresses(port, token), exited, stop: () => stop(server, exited) };
  } catch (error) {
    await stop(server, exited);
    throw error;
  }
}

function listening(server, exited) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const read = chunk => {
      printed = (printed + chunk).slice(-20_000);
      const port = /agent listening on (\d+)/.exec(printed)?.[1];
      if (port !== undefined) resolve(Number(port));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('error', reject);
    exited.then(() => reject(new Error(`VS Code's server ended before it listened:\n${printed}`)));
  });
}

function addresses(port, token) {
  const authority = `127.0.0.1:${port}`;
  const remote = file =>
    `vscode-remote://${authority}${path.resolve(file).split('/').map(encodeURIComponent).join('/')}`;
  return {
    origin: `http://${authority}`,
    /** Opens `target`, a folder or a .code-workspace, with the extension in the folder `extension`. */
    address({ target, extension, tests }) {
      const payload = [];
      if (extension) payload.push(['extensionDevelopmentPath', remote(extension)]);
      if (tests) payload.push(['extensionTestsPath', remote(tests)]);
      const query = new URLSearchParams({
        tkn: token,
        [target.endsWith('.code-workspace') ? 'workspace' : 'folder']: path.resolve(target),
        payload: JSON.stringify(payload),
      });
      return `http://${authority}/?${query}`;
    },
  };
}

async function stop(server, exited) {
  signal(server, 'SIGTERM');
  await Promise.race([exited, delay(STOP_MS, undefined, { ref: false })]);
  signal(server, 'SIGKILL');
}

function signal(server, name) {
  try {
    process.kill(-server.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
