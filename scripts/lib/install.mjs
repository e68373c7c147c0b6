// Installs what a fresh clone lacks: through npm and, for root on Debian, apt-get; nothing else.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findBrowser } from '../../test/vscode-host/browser.mjs';
import { root, run, runNode } from './project.mjs';

const host = 'test/vscode-host';

/** The project's own packages. Gives why they could not be installed, or undefined. */
export function installProject() {
  return installPackages('.');
}

/** VS Code's server, ready to start. Gives why it could not be set up, or undefined. */
export async function installServer() {
  if (process.platform === 'win32') return 'VS Code’s server is not run on Windows';
  const problem = await installPackages(host);
  if (problem) return problem;
  const code = await runNode(`${host}/prepare.mjs`);
  return code === 0 ? undefined : `${host}/prepare.mjs ended with ${code}`;
}

/** Chromium, in which tests open VS Code's server. Gives why it could not be installed, or undefined. */
export async function installBrowser() {
  if (findBrowser()) return undefined;
  if (process.getuid?.() !== 0) return 'Chromium is not on the PATH, and only root can install it';
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env });
  const packages = ['chromium', 'fonts-dejavu-core'];
  await run('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env });
  return findBrowser() ? undefined : 'Chromium could not be installed by apt-get';
}

async function installPackages(folder) {
  if (isInstalled(folder)) return undefined;
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  const code = await run('npm', args);
  return code === 0 ? undefined : `npm ci in ${folder} ended with ${code}`;
}

/** Whether node_modules has what the lock file asks for, by what npm noted there. */
function isInstalled(folder) {
  const noted = path.join(root, folder, 'node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const wanted = packagesOf(path.join(root, folder, 'package-lock.json'));
  const present = packagesOf(noted);
  return Object.entries(wanted).every(
    ([at, { version, optional, devOptional }]) =>
      at === '' || optional || devOptional || present[at]?.version === version,
  );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages;
}
