#!/usr/bin/env node
// Stands in for the desktop executable in runTests({ vscodeExecutablePath }) of @vscode/test-electron: VS Code's
// server with its workbench in headless Chromium. Prints what the tests log and exits with their code.
//   CRONWRIGHT_SCREENSHOTS        folder for the pictures that tests ask for (test/client/support/screenshot.ts)
//   CRONWRIGHT_FAILURE_PICTURE    file for a picture of the workbench where the tests fail or hang
//   CRONWRIGHT_SUITE_SECONDS      time limit of the whole run
//   VSCODE_HOST_VERBOSE=1         all that the browser's console says
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { format } from 'node:util';
import { chromium } from 'playwright-core';
import { findBrowser } from './browser.mjs';
import { startServer, writeSettings } from './vscode-server.mjs';

const { CRONWRIGHT_SCREENSHOTS, CRONWRIGHT_FAILURE_PICTURE, VSCODE_HOST_VERBOSE } = process.env;
const limitSeconds = Number(process.env.CRONWRIGHT_SUITE_SECONDS ?? 300);
const SIZE = { width: 1280, height: 800 };
const WIDGET_MS = 10_000;
const STILL_MS = 800;
const CLOSE_MS = 5000;

const scratch = mkdtempSync(path.join(tmpdir(), 'cronwright-vscode-'));
const options = readArguments(process.argv.slice(2));
let starting;
let browser;
let page;
let ending;

/** The options that this host knows, of those that the desktop executable takes; the last bare word is what to open. */
function readArguments(words) {
  const named = {};
  for (const word of words) {
    const [, name, value] = /^--([^=]+)=?(.*)$/s.exec(word) ?? [undefined, 'target', word];
    named[name] = value;
  }
  return named;
}

function folder(given, name) {
  const at = given ? path.resolve(given) : path.join(scratch, name);
  mkdirSync(at, { recursive: true });
  return at;
}

/** Ends the browser, the server and this process. The first call decides; no part of it can hang. */
function end(code, reason) {
  ending ??= (async () => {
    if (reason) console.error(`VS Code host: ${reason}`);
    if (code !== 0 && CRONWRIGHT_FAILURE_PICTURE && page) {
      await page
        .screenshot({ path: CRONWRIGHT_FAILURE_PICTURE, timeout: CLOSE_MS })
        .catch(() => {});
    }
    await Promise.race([browser?.close().catch(() => {}), delay(CLOSE_MS)]);
    // also a server that is still on its way up
    await (await starting?.catch(() => {}))?.stop();
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    process.exit(code);
  })();
  return ending;
}

/** Takes the picture `name`, once `selector` (where given) is on the screen and the screen stands still. */
async function takePicture(name, selector) {
  if (!CRONWRIGHT_SCREENSHOTS) return;
  if (selector) {
    await page.locator(selector).first().waitFor({ timeout: WIDGET_MS });
  }
  const file = path.join(folder(CRONWRIGHT_SCREENSHOTS), `${name}.png`);
  // a name that the waiting test sees only when the file is whole
  await writeFile(`${file}.part`, await stillPicture());
  await rename(`${file}.part`, file);
}

async function stillPicture() {
  let picture = await page.screenshot();
  for (let since = Date.now(); Date.now() - since < STILL_MS; ) {
    const next = await page.screenshot();
    if (next.equals(picture)) continue;
    picture = next;
    since = Date.now();
  }
  return picture;
}

// what a workbench says about itself; a test's own words pass
const chatter =
  /^(Resolv(ing|ed) connection token|Creating a socket |\[reconnection-grace-time\]|(Ignoring fetching|Updating) additional builtin|Creation of workbench contribution|\[(Service Worker|DefaultAccount|AgentHost|ChatModelSelection|AccountPolicyGate|perf)|ChatSessionStore:|Started local extension host)/;

/** Does what a user does with a keyboard: and a mouse. */
async function act({ see, click, type, press, picture }) {
  if (see) await page.locator(see).first().waitFor({ timeout: WIDGET_MS });
  if (click) await page.locator(click).first().click({ timeout: WIDGET_MS });
  if (type) await page.keyboard.type(type);
  if (press) await page.keyboard.press(press);
  if (picture) await takePicture(picture, '');
}

async function actAll(steps) {
  for (const step of steps)
    await act(step).catch(error => {
      throw new Error(`${JSON.stringify(step)}: ${error.message}`);
    });
}

async function onLog(type, words) {
  const text = format(...words);
  const [, name, selector] = /^##screenshot (\S+) ?(.*)$/.exec(text) ?? [];
  const [, steps] = /^##keyboard (.*)$/s.exec(text) ?? [];
  if (name) {
    await takePicture(name, selector).catch(error => console.error(`no picture ${name}: ${error}`));
  } else if (steps) {
    await actAll(JSON.parse(steps)).catch(error => console.error(`keyboard: ${error.message}`));
  } else if (VSCODE_HOST_VERBOSE || !chatter.test(text)) {
    console[type === 'error' || type === 'warn' ? 'error' : 'log'](text);
  }
}

async function openWorkbench() {
  const userData = folder(options['user-data-dir'], 'user-data');
  // a blinking cursor would never let the screen stand still
  // what a test types must not reach the disk
  writeSettings(userData, { 'editor.cursorBlinking': 'solid', 'files.autoSave': 'off' });
  starting = startServer({
    userData,
    extensions: folder(options['extensions-dir'], 'extensions'),
    data: folder(undefined, 'server'),
  });
  const server = await starting;
  server.exited.then(code => end(3, `the server ended (${code})`));
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  browser.on('disconnected', () => end(3, 'the browser ended'));
  const context = await browser.newContext({ viewport: SIZE });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  page = await context.newPage();
  page.on('crash', () => end(3, 'the page crashed'));
  if (VSCODE_HOST_VERBOSE) {
    page.on('console', message => console.error(message.text()));
    page.on('requestfinished', async request => {
      const status = (await request.response())?.status();
      if (status >= 400) console.error(status, request.url());
    });
  }
  // the two functions that a workbench under test looks for
  await page.exposeFunction('codeAutomationLog', onLog);
  await page.exposeFunction('codeAutomationExit', code => end(code));
  const address = server.address({
    target: options.target,
    extension: options.extensionDevelopmentPath,
    tests: options.extensionTestsPath,
  });
  await page.goto(address, { waitUntil: 'commit' });
}

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => end(130, name));
setTimeout(() => end(124, `no result in ${limitSeconds} s`), limitSeconds * 1000);
await openWorkbench().catch(error => end(3, error.stack));
