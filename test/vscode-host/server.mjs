// Opens a folder in VS Code's server for a person's browser, until Ctrl-C: node server.mjs FOLDER EXTENSION-FOLDER
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startServer, writeSettings } from './vscode-server.mjs';

const [target, extension] = process.argv.slice(2);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const asked = Promise.race(signals.map(name => new Promise(done => process.on(name, done))));

const scratch = mkdtempSync(path.join(tmpdir(), 'cronwright-browser-'));
const userData = path.join(scratch, 'user-data');
try {
  writeSettings(userData);
  const server = await startServer({
    userData,
    extensions: path.join(scratch, 'extensions'),
    data: path.join(scratch, 'server'),
  });
  console.log(
    `VS Code is at this address, until Ctrl-C:\n\n${server.address({ target, extension })}\n`,
  );
  await Promise.race([asked, server.exited]);
  await server.stop();
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
}
