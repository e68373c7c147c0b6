import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hover } from 'vscode-languageserver/node';
import { useShopEnv } from '../providers/support.js';
import { startProxy } from '../support/aws-proxy.js';
import { bundle, folderOf } from '../support/folders.js';
import { needMoto, startMoto } from '../support/moto.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';
import { ACCOUNT, PLANTED, REGION, type Shop, shop } from '../support/shop.js';
import { tellOfEdit } from '../support/trail.js';

useShopEnv();
const server = await bundleServer();
await bundle('server/src/providers/aws.ts', join(dirname(server), 'aws.js'));
const moto = await startMoto();
const proxy = await startProxy(moto?.url);

const CONFIG = `stacks:
  - files: [shop.json]
    stack: shop
    account: '${ACCOUNT}'
    region: ${REGION}
`;

interface Shown {
  readonly id: string;
  readonly title: string;
  readonly status: string;
}

let made: Shop;
let editor: TestServer;

beforeEach(needMoto);
beforeAll(async () => {
  if (!moto) return;
  made = await shop(moto);
  await made.console.edit('shop-job-1', { ScheduleExpression: 'cron(17 23 ? * SUN *)' });
  await made.console.disable('shop-job-2');
  await made.console.delete('shop-job-4');
}, 60_000);

beforeEach(() => {
  proxy.reset();
  tellOfEdit(proxy, 'DisableRule', 'shop-job-2');
});
afterEach(() => editor?.stop());

/** What the editor is told unasked, beside diagnostics. */
let told: string[];

async function open(options: object = {}): Promise<void> {
  const aws = { enabled: true, endpoint: proxy.url };
  const initializationOptions = { trusted: true, commandLinks: true, aws, ...options };
  const files = { 'shop.json': made.template, 'cronwright.yml': CONFIG };
  told = [];
  editor = await startServer(server, files, { initializationOptions }, connection => {
    connection.onUnhandledNotification(message => told.push(JSON.stringify(message)));
  });
  editor.open(editor.uri('shop.json'), made.template, 'json');
  await editor.settled();
}

const ask = <T>(what: string, id = '') =>
  editor.connection.sendRequest<T>(`cronwright/drift${what}`, { uri: editor.uri('shop.json'), id });
const refresh = () => editor.connection.sendRequest('cronwright/drift/refresh');

const differing = async () =>
  (await ask<readonly Shown[]>('')).filter(({ status }) => status !== 'in-sync');

async function hoverOn(id: string): Promise<string> {
  const before = made.template.slice(0, made.template.indexOf(`"${id}": {`) + 2).split('\n');
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const textDocument = { uri: editor.uri('shop.json') };
  const hover = await editor.connection.sendRequest<Hover | null>('textDocument/hover', {
    textDocument,
    position,
  });
  return JSON.stringify(hover?.contents ?? '');
}

describe('a stack that AWS is asked about in the editor', () => {
  it('is read when that is wanted and not before, 30 rules in at most 40 calls', async () => {
    await open();
    expect(await differing()).toEqual([]);
    expect(await hoverOn('Job2Rule')).toBe('""');
    expect(proxy.total).toBe(0);
    await refresh();
    expect(proxy.total).toBeLessThanOrEqual(40);
    expect((await differing()).map(({ id, title }) => `${id}: ${title}`)).toEqual([
      'Job1Rule: ⚠ Console drift: ScheduleExpression',
      'Job2Rule: ⚠ Console drift: State',
      'Job4Rule: ✗ Deleted in AWS',
    ]);
    const [stack] = await editor.connection.sendRequest<object[]>('cronwright/drift/stacks');
    expect(stack).toMatchObject({
      source: 'live',
      place: `AWS_ACCESS_KEY_ID · ${ACCOUNT} · ${REGION}`,
      trouble: null,
    });
  });

  it('is read anew by each refresh', async () => {
    await open();
    await refresh();
    const before = await differing();
    await made.console.disable('shop-job-5');
    try {
      expect(await differing()).toEqual(before);
      await refresh();
      expect((await differing()).map(({ id }) => id)).toContain('Job5Rule');
    } finally {
      await made.console.edit('shop-job-5', {});
    }
  });

  it('is read again, with what was read of it before, once somebody comes back', async () => {
    await open();
    const retry = () => editor.connection.sendRequest('cronwright/drift/retry');
    await retry();
    expect(proxy.total).toBe(0);
    proxy.on('DescribeStacks', ({ refuse }) => refuse('ExpiredToken'));
    await refresh();
    const stacks = () =>
      editor.connection.sendRequest<{ trouble: unknown }[]>('cronwright/drift/stacks');
    expect((await stacks())[0]?.trouble).not.toBeNull();
    proxy.reset();
    await Promise.all([retry(), retry()]);
    expect(proxy.calls.DescribeStacks).toBe(1);
    expect((await stacks())[0]?.trouble).toBeNull();
    expect((await differing()).map(({ id }) => id)).toEqual(['Job1Rule', 'Job2Rule', 'Job4Rule']);
    const { total } = proxy;
    await retry();
    expect(proxy.total).toBe(total);
  });

  it('tells who changed a rule: in the answer, above it and in its hover', async () => {
    await open();
    await refresh();
    expect(await hoverOn('Job2Rule')).toContain('[Who changed it?](command:cronwright.drift.who?');
    const by = 'by role Admin in the console, 3 h ago';
    expect(await ask('/who', 'Job2Rule')).toContain(`Job2Rule: DisableRule ${by} (`);
    const titles = (await differing()).map(({ title }) => title);
    expect(titles).toContain(`⚠ Console drift: State · ${by}`);
    const hover = await hoverOn('Job2Rule');
    expect(hover).toContain(`Last change: DisableRule ${by} (`);
    expect(hover).not.toContain('Who changed it?');
  });

  it('tells where CloudTrail has no change', async () => {
    await open();
    await refresh();
    const none = 'CloudTrail knows of no change outside CloudFormation in its 90 days.';
    expect(await ask('/who', 'Job1Rule')).toBe(`Job1Rule: ${none}`);
    expect(await hoverOn('Job1Rule')).toContain(none);
    expect((await differing())[0]?.title).toBe('⚠ Console drift: ScheduleExpression');
  });

  it('tells whether a rule runs, also in its hover', async () => {
    await open();
    await refresh();
    const said = await ask<string>('/firing', 'Job2Rule');
    expect(said).toMatch(/^Job2Rule: It is disabled, so no run is expected; CloudWatch recorded 0/);
    expect(await hoverOn('Job2Rule')).toContain(said.slice('Job2Rule: '.length));
    // what is gone runs no more
    await expect(ask('/firing', 'Job4Rule')).rejects.toThrow('AWS has nothing to tell of Job4Rule');
  });

  it('forgets the answers when it is read anew', async () => {
    await open();
    await refresh();
    await ask('/who', 'Job2Rule');
    await refresh();
    expect(await hoverOn('Job2Rule')).toContain('Who changed it?');
  });

  it('leaves nothing of an Input in a log or on the disk', async () => {
    const place = folderOf({ '.keep': '' });
    vi.stubEnv('TMPDIR', place);
    await open();
    vi.unstubAllEnvs();
    await refresh();
    await ask('/who', 'Job2Rule');
    await ask('/firing', 'Job2Rule');
    proxy.on('DescribeStacks', ({ refuse }) => refuse('InternalFailure', PLANTED, 500));
    await refresh();
    const [stack] = await editor.connection.sendRequest<object[]>('cronwright/drift/stacks');
    expect(stack).toMatchObject({ trouble: { message: expect.any(String) } });
    expect(told.length).toBeGreaterThan(0);
    expect([...told, JSON.stringify([editor.published, stack])].join()).not.toContain(PLANTED);
    const holding = readdirSync(place, { recursive: true, encoding: 'utf8' }).filter(
      name =>
        statSync(join(place, name)).isFile() &&
        readFileSync(join(place, name), 'utf8').includes(PLANTED),
    );
    expect(holding).toEqual([expect.stringMatching(/shop\.json$/)]);
  });

  it('has no link in the hover of an editor that has no such commands', async () => {
    await open({ commandLinks: false });
    await refresh();
    const hover = await hoverOn('Job2Rule');
    expect(hover).toContain('Changed outside CloudFormation');
    expect(hover).not.toContain('command:');
  });
});
