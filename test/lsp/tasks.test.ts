import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { folderOf, ROOT } from '../support/folders.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const example = (name: string) => readFileSync(join(ROOT, 'examples', name), 'utf8');
const SCHEDULES = example('schedules.yml').replace('"stock:reconcile"', '"stock:reconcil"');

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

const messages = ({ diagnostics }: PublishDiagnosticsParams) =>
  diagnostics
    .filter(({ code }) => code === 'target/rake-task')
    .map(({ message }) => String(message));
const isSilent = (params: PublishDiagnosticsParams) => messages(params).length === 0;
const isSaid = (params: PublishDiagnosticsParams) => messages(params).length === 1;

function change(name: string, type: 1 | 2 | 3, text: string | null): void {
  const path = join(server.folder, name);
  mkdirSync(dirname(path), { recursive: true });
  if (text === null) rmSync(path);
  else writeFileSync(path, text);
  server.tell(name, type);
}

describe('rake tasks in the editor', () => {
  const APP = {
    Rakefile: example('Rakefile'),
    'lib/tasks/catalogue.rake': example('lib/tasks/catalogue.rake'),
  };

  it('are those of the workspace: a misspelt one is said, with the one that was meant', async () => {
    server = await startServer(bundle, APP);
    const uri = server.uri('schedules.yml');
    server.open(uri, SCHEDULES);
    const said = await server.diagnostics(uri, isSaid);
    expect(messages(said)).toEqual([expect.stringContaining('Did you mean `stock:reconcile`?')]);
    const line = said.diagnostics.find(({ code }) => code === 'target/rake-task')?.range.start.line;
    expect(SCHEDULES.split('\n')[line ?? -1]).toContain('stock:reconcil');
  });

  it('follow the files as they come, change and go', async () => {
    server = await startServer(bundle, APP);
    const uri = server.uri('schedules.yml');
    server.open(uri, SCHEDULES);
    await server.diagnostics(uri, isSaid);
    const rake = 'lib/tasks/catalogue.rake';
    for (const [type, text, ends] of [
      [2, `${APP[rake]}\ntask "stock:reconcil"`, isSilent],
      [2, APP[rake], isSaid],
      [2, `${APP[rake]}\nnamespace :x do`, isSilent],
      [3, null, isSilent],
      [1, APP[rake], isSaid],
    ] as const) {
      const next = server.next(uri, ends);
      change(rake, type, text);
      // the file that went has no near name, which is as silent as the error before was
      if (text === null) await server.settled();
      else await next;
    }
    const gone = server.next(uri, isSilent);
    renameSync(join(server.folder, 'lib'), join(server.folder, '.lib'));
    server.tell('lib', 3);
    await gone;
  });

  it('are weighed against the gems of Gemfile.lock', async () => {
    server = await startServer(bundle, APP);
    const uri = server.uri('schedules.yml');
    server.open(uri, SCHEDULES);
    await server.diagnostics(uri, isSaid);
    const next = server.next(uri, params => messages(params)[0]?.includes('`stock`') === true);
    change('Gemfile.lock', 1, 'GEM\n  specs:\n    stock (1.0)\n');
    await next;
  });

  it('go with their folder', async () => {
    server = await startServer(bundle, APP, {
      capabilities: { workspace: { workspaceFolders: true } },
    });
    const uri = server.uri('schedules.yml');
    server.open(uri, SCHEDULES);
    await server.diagnostics(uri, isSaid);
    const gone = server.next(uri, isSilent);
    await server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [], removed: [{ uri: server.uri(''), name: 'project' }] },
    });
    await gone;
  });

  it('load nothing where there is no Ruby', async () => {
    const alone = join(folderOf({}), 'server.js');
    cpSync(bundle, alone);
    server = await startServer(alone, { 'cronwright.yml': 'tasks: [stock:reconcile]\n' });
    const logged: string[] = [];
    server.connection.onNotification('window/logMessage', ({ message }) => {
      logged.push(message);
    });
    const uri = server.uri('schedules.yml');
    server.open(uri, SCHEDULES);
    await server.diagnostics(uri, isSaid);
    await server.settled();
    expect(logged).toEqual([]);
  });
});
