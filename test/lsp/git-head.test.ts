import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeLens } from 'vscode-languageserver';
import { folderOf } from '../support/folders.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const NETWORK = (name: string, value = 'Cluster') => `Resources:
  Cluster: { Type: AWS::ECS::Cluster }
  Other: { Type: AWS::ECS::Cluster }
Outputs:
  ClusterArn:
    Value: !GetAtt ${value}.Arn
    Export: { Name: ${name} }
`;
const RULE = `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(2 minutes)
      Targets: [{ Id: nightly, Arn: !ImportValue net-cluster }]
`;
const FILES = { 'network.yml': NETWORK('net-cluster'), 'rules.yml': RULE };

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

function git(...words: string[]): void {
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  execFileSync('git', [...who, ...words], { cwd: server.folder, stdio: 'ignore' });
}

/** The server in a repository with one commit, which the editor trusts or does not. */
async function inRepository(
  trusted: boolean,
  ...options: string[]
): Promise<{ told(): Promise<void> }> {
  const waiting: (() => void)[] = [];
  const capabilities = { workspace: { codeLens: { refreshSupport: true } } };
  server = await startServer(
    bundle,
    FILES,
    { capabilities, initializationOptions: { trusted } },
    connection =>
      connection.onRequest('workspace/codeLens/refresh', () => {
        for (const tell of waiting.splice(0)) tell();
        return null;
      }),
  );
  git('init', '-q', ...options);
  git('add', '.');
  git('commit', '-q', '-m', 'all');
  server.open(server.uri('rules.yml'), RULE);
  await server.settled(2);
  return { told: () => new Promise(resolve => waiting.push(resolve)) };
}

async function lenses(): Promise<(string | undefined)[]> {
  const textDocument = { uri: server.uri('rules.yml') };
  const found = await server.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
    textDocument,
  });
  return found.map(({ command }) => command?.title);
}

/** The lenses, once there are so many. */
async function lensesOnce(told: () => Promise<void>, count = 1): Promise<(string | undefined)[]> {
  for (;;) {
    const next = told();
    const found = await lenses();
    if (found.length === count) return found;
    await next;
  }
}

describe('a lens above an import', () => {
  it.each([
    ['renamed', NETWORK('net-cluster-2'), 'goes away'],
    ['given another value', NETWORK('net-cluster', 'Other'), 'changes'],
  ])('warns where the export is %s since the last commit', async (_, text, what) => {
    const { told } = await inRepository(true);
    expect(await lenses()).toEqual([]);
    writeFileSync(join(server.folder, 'network.yml'), text);
    server.tell('network.yml', 2);
    expect(await lensesOnce(told)).toEqual([
      `⚠ net-cluster ${what} in network.yml: refused while it is imported`,
    ]);
  });

  it('warns of what is typed and not saved', async () => {
    const { told } = await inRepository(true);
    const uri = server.uri('network.yml');
    const opened = told();
    server.open(uri, NETWORK('net-cluster'));
    await opened;
    expect(await lenses()).toEqual([]);
    server.replace(uri, 2, NETWORK('net-clusters'));
    expect(await lensesOnce(told)).toHaveLength(1);
  });

  it('is not there where the folder is not trusted, until it is', async () => {
    const { told } = await inRepository(false);
    writeFileSync(join(server.folder, 'network.yml'), NETWORK('net-cluster-2'));
    const changed = told();
    server.tell('network.yml', 2);
    await changed;
    expect(await lenses()).toEqual([]);
    await server.connection.sendNotification('cronwright/trusted');
    expect(await lensesOnce(told)).toHaveLength(1);
  });

  it.each([
    ['of which the editor tells nothing', []],
    ['in a repository that git keeps elsewhere', ['--separate-git-dir', join(folderOf({}), 'git')]],
  ])('goes with a commit %s, once one looks again', async (_, options) => {
    const { told } = await inRepository(true, ...options);
    writeFileSync(join(server.folder, 'network.yml'), NETWORK('net-cluster-2'));
    server.tell('network.yml', 2);
    await lensesOnce(told);
    git('commit', '-q', '-a', '-m', 'rename');
    expect(await lensesOnce(told, 0)).toEqual([]);
  });
});
