import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CodeAction, CompletionItem, Hover } from 'vscode-languageserver/node';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const RULE = `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * * MON-FRI)
      State: ENABLED
      Targets:
        - Id: nightly
          Arn: !ImportValue network-Cluster
`;
const NETWORK = `Resources:
  Cluster: { Type: AWS::ECS::Cluster }
Outputs:
  Cluster:
    Value: !GetAtt Cluster.Arn
    Export: { Name: network-Cluster }
`;

let bundle: string;
let server: TestServer;
beforeAll(async () => {
  bundle = await bundleServer();
});
afterEach(() => server.stop());

const codes = ({ diagnostics }: { diagnostics: { code?: unknown }[] }) =>
  diagnostics.map(({ code }) => code);

/** Types at a place, as an editor sends it. */
function change(uri: string, version: number, line: number, character: number, text: string) {
  const at = { line, character };
  const textDocument = { uri, version };
  const contentChanges = [{ range: { start: at, end: at }, text }];
  return { method: 'textDocument/didChange', params: { textDocument, contentChanges } };
}

function tell(name: string, type: 1 | 2 | 3) {
  return server.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: server.uri(name), type }],
  });
}

describe('the language server', () => {
  it('publishes what is wrong, with the rule and the version', async () => {
    server = await startServer(bundle);
    const uri = server.uri('rules.yml');
    server.open(uri, RULE);
    const { version, diagnostics } = await server.diagnostics(uri, () => true);
    expect(version).toBe(1);
    expect(diagnostics).toMatchObject([
      {
        range: { start: { line: 4, character: 31 }, end: { line: 4, character: 46 } },
        severity: 1,
        source: 'cronwright',
        code: 'schedule/syntax',
        message:
          'AWS cron has six fields and this has five, like a crontab line. Write `cron(0 9 ? * MON-FRI *)`.',
      },
    ]);
  });

  it('leaves other YAML alone, and takes back what it said of a file that is closed', async () => {
    server = await startServer(bundle);
    const [other, uri] = [server.uri('pod.yml'), server.uri('rules.yml')];
    server.open(other, 'kind: Pod\nspec: {schedule: "cron(0 9 * * MON-FRI)"}\n');
    server.open(uri, RULE);
    expect((await server.diagnostics(other, () => true)).diagnostics).toEqual([]);
    await server.diagnostics(uri, ({ diagnostics }) => diagnostics.length > 0);
    await server.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await server.diagnostics(uri, ({ diagnostics }) => diagnostics.length === 0);
  });

  it('publishes few versions of many changes, and the last one last', async () => {
    server = await startServer(bundle);
    const uri = server.uri('rules.yml');
    server.open(uri, RULE.replace('* * MON-FRI', '? * MON-FRI *'));
    await server.diagnostics(uri, ({ version }) => version === 1);
    // thirty blanks into the Id, then a fault: all in one write
    const changes = Array.from({ length: 30 }, (_, i) => change(uri, i + 2, 7, 14, 'x'));
    changes.push(change(uri, 32, 4, 31, '99'));
    server.sendTogether(changes);
    const last = await server.diagnostics(uri, ({ version }) => version === 32);
    expect(codes(last)).toEqual(['schedule/syntax']);
    const versions = server.published.map(({ version }) => version ?? 0);
    expect(versions.filter(version => version > 1).length).toBeLessThanOrEqual(3);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
  });

  it('answers hover, completion and code actions', async () => {
    server = await startServer(bundle, { 'network.yml': NETWORK });
    const uri = server.uri('rules.yml');
    server.open(
      uri,
      RULE.replace('(0 9 * * MON-FRI)', '(0 9 ? * MON-FRI)').replace('network-Cluster', 'net'),
    );
    const { diagnostics } = await server.diagnostics(uri, d =>
      codes(d).includes('schedule/syntax'),
    );
    await server.settled();
    const at = (line: number, character: number) => ({
      textDocument: { uri },
      position: { line, character },
    });
    const hover = await server.connection.sendRequest<Hover>('textDocument/hover', at(8, 20));
    expect(hover.contents).toMatchObject({ kind: 'markdown' });
    const items = await server.connection.sendRequest<CompletionItem[]>(
      'textDocument/completion',
      at(8, 30),
    );
    expect(items.map(({ label }) => label)).toContain('network-Cluster');
    const actions = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]?.range,
      context: { diagnostics },
    });
    expect(actions.map(({ title }) => title)).toEqual([
      'Write `cron(0 9 ? * MON-FRI *)`',
      'Silence `schedule/syntax` on this line',
    ]);
    expect(actions[0]).toMatchObject({ kind: 'quickfix', isPreferred: true });
    const [all] = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range: diagnostics[0]?.range,
      context: { diagnostics, only: ['source.fixAll'] },
    });
    expect(all?.kind).toBe('source.fixAll.cronwright');
  });

  it('answers nothing for a file that is no template or is not open', async () => {
    server = await startServer(bundle);
    const position = { line: 0, character: 0 };
    for (const request of ['textDocument/hover', 'textDocument/completion'])
      expect(
        await server.connection.sendRequest(request, {
          textDocument: { uri: server.uri('none.yml') },
          position,
        }),
      ).toBeNull();
  });
});

describe('the index', () => {
  const near = RULE.replace('(0 9 * * MON-FRI)', '(0 9 ? * MON-FRI *)').replace(
    '-Cluster',
    '-Clustre',
  );

  it('knows exports of files that are not open, and follows them as they change', async () => {
    server = await startServer(bundle, { 'stacks/network.yml': NETWORK });
    const uri = server.uri('rules.yml');
    server.open(uri, near);
    const { diagnostics } = await server.diagnostics(uri, d => d.diagnostics.length > 0);
    expect(diagnostics).toMatchObject([{ code: 'import/unknown-export', severity: 2 }]);
    expect(diagnostics[0]?.message).toContain('Did you mean `network-Cluster`?');

    writeFileSync(
      fileURLToPath(server.uri('stacks/network.yml')),
      NETWORK.replace('-Cluster', '-Clustre'),
    );
    await tell('stacks/network.yml', 2);
    const count = server.published.length;
    await server.diagnostics(
      uri,
      d => d.diagnostics.length === 0 && server.published.length > count,
    );
  });

  it('forgets the files of a folder that is deleted', async () => {
    server = await startServer(bundle, { 'stacks/network.yml': NETWORK });
    const uri = server.uri('rules.yml');
    server.open(uri, near);
    await server.diagnostics(uri, d => d.diagnostics.length > 0);
    rmSync(fileURLToPath(server.uri('stacks')), { recursive: true });
    const silent = server.diagnostics(
      uri,
      d => d.diagnostics.length === 0 && server.published.at(-1) === d,
    );
    await tell('stacks', 3);
    await silent;
  });

  it('finds files that are added', async () => {
    server = await startServer(bundle, {});
    const uri = server.uri('rules.yml');
    server.open(uri, near);
    await server.diagnostics(uri, () => true);
    writeFileSync(fileURLToPath(server.uri('network.yml')), NETWORK);
    await tell('network.yml', 1);
    await server.diagnostics(uri, d => codes(d).includes('import/unknown-export'));
  });

  it('reads cronwright.yml, says what is wrong in it, and follows it while it is typed', async () => {
    server = await startServer(bundle, {});
    const [config, uri] = [server.uri('cronwright.yml'), server.uri('rules.yml')];
    server.open(uri, RULE);
    await server.diagnostics(uri, d => codes(d).includes('schedule/syntax'));
    server.open(config, 'rules: {schedule/syntax: off, schedule/sintax: off}\n');
    await server.diagnostics(uri, d => d.diagnostics.length === 0);
    const { diagnostics } = await server.diagnostics(config, d => d.diagnostics.length > 0);
    expect(diagnostics[0]?.message).toContain('Did you mean `schedule/syntax`?');
  });

  it('reports how it stands', async () => {
    const status = new Promise(resolve => {
      void startServer(bundle, { 'network.yml': NETWORK, 'a/pod.yml': 'kind: Pod\n' }).then(
        started => {
          server = started;
          started.connection.onNotification('cronwright/status', params => {
            if (!params.indexing && params.files === 2) resolve(params);
          });
          started.open(started.uri('rules.yml'), RULE.replace('network-Cluster', 'elsewhere'));
        },
      );
    });
    expect(await status).toEqual({ indexing: false, files: 2, unresolvedImports: 1 });
  });
});
