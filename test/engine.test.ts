import { cpSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { DiagnosticSeverity, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { findTemplates } from '../server/src/disk/find.js';
import { findSidekiqFiles } from '../server/src/disk/sidekiq-files.js';
import { cronwright } from './cli/support.js';
import { folderOf } from './support/folders.js';
import { bundleServer, startServer } from './support/server.js';

const bundle = await bundleServer();
const here = (path: string) => resolve(import.meta.dirname, path);
const { CRONWRIGHT_CORPUS: corpus } = process.env;
const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true });
});

/** In a place of its own, no repository above has a say in what belongs to the workspace. */
function copyOf(folder: string): string {
  const copy = folderOf({});
  cpSync(folder, copy, { recursive: true });
  made.push(copy);
  return copy;
}

type Said = readonly [at: string, rule: unknown, severity: string, message: string];

async function saidByCommand(folder: string): Promise<Map<string, Said[]>> {
  const { stdout } = await cronwright(['lint', '--format', 'json', '--hints'], { cwd: folder });
  const said = new Map<string, Said[]>();
  for (const p of JSON.parse(stdout).problems) {
    const at = `${p.line}:${p.column}-${p.endLine}:${p.endColumn}`;
    said.set(p.file, [...(said.get(p.file) ?? []), [at, p.rule, p.severity, p.message]]);
  }
  return said;
}

const SEVERITIES = new Map([
  [DiagnosticSeverity.Error, 'error'],
  [DiagnosticSeverity.Warning, 'warning'],
  [DiagnosticSeverity.Information, 'info'],
  [DiagnosticSeverity.Hint, 'hint'],
]);

function saidIn({ diagnostics }: PublishDiagnosticsParams): Said[] {
  return diagnostics.map(({ range: { start, end }, code, severity, message }) => [
    `${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`,
    code,
    (severity && SEVERITIES.get(severity)) ?? 'none',
    message as string,
  ]);
}

async function saidByServer(folder: string): Promise<Map<string, Said[]>> {
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'project' }];
  const server = await startServer(bundle, {}, { workspaceFolders });
  const everything = { include: [], exclude: [] };
  const { ruby, settings } = await findSidekiqFiles(folder, everything);
  const files = [...(await findTemplates(folder, everything)), ...ruby, ...settings];
  const said = new Map<string, Said[]>();
  for (const file of files) {
    const uri = pathToFileURL(file).href;
    server.open(uri, readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
  }
  await server.settled();
  for (const file of files) {
    const last = await server.diagnostics(pathToFileURL(file).href, () => true);
    const problems = saidIn(last).filter(([, rule]) => rule !== undefined);
    if (problems.length > 0) said.set(file.slice(folder.length + 1), problems);
  }
  await server.stop();
  return said;
}

describe('the editor and the command line say the same of', () => {
  const folders = [
    ['the example', here('../examples'), 10],
    ['the shapes of templates', here('fixtures/shapes'), 20],
    ['Ruby and what goes with it', here('fixtures/sidekiq'), 6],
    ...(corpus ? [['the corpus', resolve(corpus), 1] as const] : []),
  ] as const;

  it.each(folders)('%s', async (_, folder, least) => {
    const copy = copyOf(folder);
    const [command, server] = await Promise.all([saidByCommand(copy), saidByServer(copy)]);
    expect([...command.values()].flat().length).toBeGreaterThanOrEqual(least);
    expect(server).toEqual(command);
  });
});
