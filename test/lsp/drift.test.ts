import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PublishDiagnosticsParams, WorkspaceEdit } from 'vscode-languageserver/node';
import { parseConfig } from '../../server/src/rules/config.js';
import { ROOT } from '../support/folders.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const FOLDER = join(ROOT, 'test/client/drifting/workspace');
const FILES = Object.fromEntries(
  ['schedules.yml', 'cronwright.yml', 'live.json'].map(name => [
    name,
    readFileSync(join(FOLDER, name), 'utf8'),
  ]),
);

const bundle = await bundleServer();
let server: TestServer;

beforeEach(async () => {
  server = await startServer(bundle, FILES, {
    initializationOptions: { trusted: true, commandLinks: true },
  });
  await server.settled();
});
afterEach(() => server.stop());

const ask = <T>(what: string, more: object = {}) =>
  server.connection.sendRequest<T>(`cronwright/drift/${what}`, {
    uri: server.uri('schedules.yml'),
    id: 'ReportsRule',
    ...more,
  });

function applied(name: string, edit: WorkspaceEdit): string {
  const text = FILES[name] ?? '';
  const lines = text.split('\n');
  const offset = ({ line, character }: { line: number; character: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, 0) + character;
  const edits = Object.values(edit.changes ?? {}).flat();
  return edits
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) =>
        now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    );
}

describe('drift in the editor', () => {
  it('lists stacks with what wants attention first, also of files that are not open', async () => {
    const [stack] = await ask<{ resources: { id: string; status: string }[] }[]>('stacks');
    expect(stack).toMatchObject({
      name: 'shop-live',
      place: '123456789012 · eu-central-1',
      source: 'recorded',
      capturedAt: '2026-11-24T04:00:00.000Z',
      trouble: null,
      notCompared: 0,
    });
    expect(stack?.resources.map(({ id, status }) => [id, status])).toEqual([
      ['ReportsRule', 'drift'],
      ['PruneRule', 'deleted'],
      ['MailRule', 'not-deployed'],
      ['SweepRule', 'in-sync'],
    ]);
  });

  it('adopts what is live: all of it, and nothing else', async () => {
    const { adopt } = await ask<{ adopt: WorkspaceEdit }>('remedies');
    const changed = applied('schedules.yml', adopt)
      .split('\n')
      .filter((line, i) => line !== FILES['schedules.yml']?.split('\n')[i]);
    expect(changed.map(line => line.trim())).toEqual([
      'ScheduleExpression: cron(0 6 * * ? *)',
      'State: DISABLED',
      `Input: '{"days":2}'`,
    ]);
  });

  it('gives the commands that put the template’s values back', async () => {
    const { restore } = await ask<{ restore: string }>('remedies');
    expect(restore).toContain('aws events put-rule');
    expect(restore).toContain("'cron(0 5 * * ? *)'");
    expect(restore).toContain('aws events put-targets');
  });

  it('writes down what may differ, and why', async () => {
    const about = { property: 'State', reason: 'paused for the sale' };
    const edit = await ask<WorkspaceEdit>('ignore', about);
    const { config, problems } = parseConfig(applied('cronwright.yml', edit));
    expect(problems).toEqual([]);
    expect(config.ignored).toMatchObject([{ resource: 'ReportsRule', ...about }]);
  });

  it('follows a snapshot that is recorded anew', async () => {
    const uri = server.uri('schedules.yml');
    server.open(uri, FILES['schedules.yml'] ?? '');
    const rulesIn = (params: PublishDiagnosticsParams) =>
      params.diagnostics.map(({ code }) => code);
    await server.diagnostics(uri, params => rulesIn(params).includes('drift/deleted'));
    const snapshot = JSON.parse(FILES['live.json'] ?? '');
    const [, sweep] = snapshot.rules;
    snapshot.rules.push({ ...sweep, Name: 'images_prune', ScheduleExpression: 'rate(2 hours)' });
    writeFileSync(join(server.folder, 'live.json'), JSON.stringify(snapshot));
    const told = server.next(uri, params => !rulesIn(params).includes('drift/deleted'));
    server.tell('live.json', 2);
    expect(rulesIn(await told)).toContain('drift/changed');
  });

  it('asks AWS nothing until that is turned on', async () => {
    server.open(server.uri('schedules.yml'), FILES['schedules.yml'] ?? '');
    const hover = await server.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: server.uri('schedules.yml') },
      position: { line: 5, character: 4 },
    });
    expect(JSON.stringify(hover)).toContain('Changed outside CloudFormation');
    expect(JSON.stringify(hover)).not.toContain('command:');
    await expect(ask('who')).rejects.toThrow('AWS is not asked until you turn it on');
    await expect(ask('firing')).rejects.toThrow('AWS is not asked until you turn it on');
  });
});
