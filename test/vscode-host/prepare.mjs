// Makes VS Code's server runnable after `npm ci --ignore-scripts`. Does nothing where that was done already.
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtinExtensions, serverFolder } from './vscode-server.mjs';

const self = fileURLToPath(import.meta.url);
const here = path.dirname(self);
const installed = path.join(here, 'node_modules');
const stamp = path.join(installed, '.prepared');
const modules = path.join(serverFolder, 'node_modules');
const allExtensions = path.join(serverFolder, 'extensions');

// what VS Code's server doesn't load
const ours = new Set(['code-server', 'playwright-core']);
const standIns = { '@vscode/spdlog': 'spdlog', '@vscode/native-watchdog': 'native-watchdog' };
// few, because each makes the start slower
const extensions = [
  'yaml',
  'json',
  'ruby',
  'markdown-basics',
  'markdown-language-features',
  'references-view',
  'configuration-editing',
  'theme-defaults',
  'theme-seti',
];

function isPrepared() {
  const made = statSync(stamp, { throwIfNoEntry: false });
  return made !== undefined && made.mtimeMs > statSync(self).mtimeMs;
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function link(name, target) {
  const at = path.join(modules, name);
  mkdirSync(path.dirname(at), { recursive: true });
  symlinkSync(path.relative(path.dirname(at), target), at, 'junction');
}

function linkModules() {
  rmSync(modules, { recursive: true, force: true });
  const { dependencies } = readJson(path.join(here, 'package.json'));
  for (const name of Object.keys(dependencies)) {
    if (!ours.has(name) && !(name in standIns)) link(name, path.join(installed, name));
  }
  for (const [name, folder] of Object.entries(standIns)) {
    link(name, path.join(here, 'stand-ins', folder));
  }
}

function copyExtensions() {
  rmSync(builtinExtensions, { recursive: true, force: true });
  for (const name of extensions) {
    const to = path.join(builtinExtensions, name);
    cpSync(path.join(allExtensions, name), to, { recursive: true });
  }
}

/** The workbench starts the browser half of each extension that is not copied, and the npm package has none of them. */
function fillBrowserHalves() {
  for (const name of readdirSync(allExtensions)) {
    const manifest = path.join(allExtensions, name, 'package.json');
    const { browser } = existsSync(manifest) ? readJson(manifest) : {};
    if (!browser) continue;
    const file = path.join(allExtensions, name, browser.replace(/(\.js)?$/, '.js'));
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file)) writeFileSync(file, 'exports.activate = () => {};\n');
  }
}

if (!isPrepared()) {
  linkModules();
  copyExtensions();
  fillBrowserHalves();
  writeFileSync(stamp, '');
}
