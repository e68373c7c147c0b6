import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { ProgressType, type PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const importing = (name: string) => `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(2 minutes)
      State: ENABLED
      Targets: [{ Id: nightly, Arn: !ImportValue ${name} }]
`;
const exporting = (name: string) => `Resources:
  Cluster: { Type: AWS::ECS::Cluster }
Outputs:
  Cluster: { Value: !GetAtt Cluster.Arn, Export: { Name: ${name} } }
`;
const FAULTY = importing('x').replace('rate(2 minutes)', 'rate(1 minutes)');
const recorded = (...names: string[]) =>
  JSON.stringify({ Exports: names.map(Name => ({ ExportingStackId: 's', Name, Value: 'v' })) });

const PROGRESS = new ProgressType<{ kind: string }>();

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

type Published = PublishDiagnosticsParams;
const says =
  (...codes: string[]) =>
  ({ diagnostics }: Published) =>
    codes.join() === diagnostics.map(({ code }) => code).join();
const silent = says();
const write = (name: string, text: string) => {
  mkdirSync(join(server.folder, name, '..'), { recursive: true });
  writeFileSync(join(server.folder, name), text);
};
const folder = (name: string) => ({ uri: server.uri(name), name });
const changeFolders = (added: string[], removed: string[]) =>
  server.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
    event: { added: added.map(folder), removed: removed.map(folder) },
  });
const inFolders = { capabilities: { workspace: { workspaceFolders: true } }, workspaceFolders: [] };

describe('several folders', () => {
  const files = {
    'a/cronwright.yml': 'rules: { schedule/syntax: off }\n',
    'b/cronwright.yml': 'rules: { schedule/syntax: info }\n',
    'b/network.yml': exporting('network-Cluster'),
  };

  it('have each their own configuration, and may come and go', async () => {
    server = await startServer(bundle, files, inFolders);
    const [a, b] = [server.uri('a/rules.yml'), server.uri('b/rules.yml')];
    server.open(a, FAULTY);
    server.open(b, FAULTY);
    await Promise.all([a, b].map(uri => server.diagnostics(uri, says('schedule/syntax'))));
    const both = [
      server.next(a, silent),
      server.next(b, ({ diagnostics: [first] }) => first?.severity === 3),
    ];
    await changeFolders(['a', 'b/'], []);
    await Promise.all(both);
    const back = server.next(a, says('schedule/syntax'));
    await changeFolders([], ['a']);
    await back;
  });

  it('take their exports with them, also those that are removed before they are read', async () => {
    server = await startServer(bundle, files, inFolders);
    const uri = server.uri('c/rules.yml');
    server.open(uri, importing('network-Clustre'));
    await changeFolders(['b'], []);
    await server.diagnostics(uri, says('import/unknown-export'));
    const gone = server.next(uri, silent);
    await changeFolders([], ['b/']);
    await gone;
    await changeFolders(['a'], []);
    await changeFolders(['b'], ['a']);
    await server.next(uri, says('import/unknown-export'));
  });

  it('may lie in each other', async () => {
    server = await startServer(bundle, files, inFolders);
    const uri = server.uri('rules.yml');
    server.open(uri, importing('network-Clustre'));
    await changeFolders(['', 'b'], []);
    await server.settled(2);
    await changeFolders([], ['b']);
    await server.settled(2);
    await server.diagnostics(uri, says('import/unknown-export'));
  });
});

describe('a list of exports', () => {
  const config = 'exports: [{ file: exports.json, complete: true }]\n';

  it('is followed as it comes, changes and goes', async () => {
    server = await startServer(bundle, { 'cronwright.yml': config });
    const [team, uri] = [server.uri('cronwright.yml'), server.uri('rules.yml')];
    server.open(team, config);
    server.open(uri, importing('cluster'));
    const { diagnostics } = await server.diagnostics(team, d => d.diagnostics.length > 0);
    expect(diagnostics[0]?.message).toMatch(/exports\.json does not exist\.$/);

    for (const [name, type, ends] of [
      ['other', 1, says('import/unknown-export')],
      ['cluster', 2, silent],
    ] as const) {
      write('exports.json', recorded(name));
      const said = server.next(uri, ends);
      server.tell('exports.json', type);
      await said;
    }
    await server.diagnostics(team, d => d.diagnostics.length === 0);
    rmSync(join(server.folder, 'exports.json'));
    const missing = server.next(team, d => d.diagnostics.length > 0);
    server.tell('exports.json', 3);
    await missing;
    write('exports.json', recorded('cluster'));
    const there = server.next(team, silent);
    server.tell('exports.json', 1);
    await there;
  });

  it.each([
    ['a folder', 'is a folder'],
    ['/dev/zero', 'is not a file'],
    ['huge.json', 'has 3000.0 MB, and 16 MB are read at most'],
    ['words.json', 'holds no list of exports'],
  ])('can be no list: %s', async (name, why) => {
    const text = `exports: [{ file: '${name}' }]\nrules: { schedule/syntax: off }\n`;
    server = await startServer(bundle, { 'a folder/x.yml': '', 'words.json': '"exports"' });
    write('huge.json', '');
    truncateSync(join(server.folder, 'huge.json'), 3000 * 1024 * 1024);
    const [team, uri] = [server.uri('cronwright.yml'), server.uri('rules.yml')];
    server.open(uri, FAULTY);
    server.open(team, text);
    const { diagnostics } = await server.diagnostics(team, d => d.diagnostics.length > 0);
    expect(diagnostics[0]?.message).toContain(why);
    await server.diagnostics(uri, silent);
  });
});

describe('the disk', () => {
  it('counts less than an open document, and again once that is closed', async () => {
    server = await startServer(bundle, { 'network.yml': exporting('network-Cluster') });
    const [network, uri] = [server.uri('network.yml'), server.uri('rules.yml')];
    server.open(uri, importing('network-Cluster'));
    await server.settled(2);
    const unknown = server.next(uri, says('import/unknown-export'));
    server.open(network, exporting('network-Clusters'));
    await unknown;
    // the file changes, but it is not what is looked at
    write('network.yml', exporting('network-Cluster'));
    server.tell('network.yml', 2);
    const known = server.next(uri, silent);
    server.close(network);
    await known;
  });

  it('is what a closed cronwright.yml goes back to', async () => {
    server = await startServer(bundle, {});
    const [team, uri] = [server.uri('cronwright.yml'), server.uri('rules.yml')];
    server.open(uri, FAULTY);
    server.open(team, 'rules: { schedule/syntax: off }\n');
    await server.diagnostics(uri, silent);
    const back = server.next(uri, says('schedule/syntax'));
    server.close(team);
    await back;
  });

  it('does not make what is closed unknown until its file has been read', async () => {
    server = await startServer(bundle, {
      'network.yml': exporting('network-Cluster'),
      'other.yml': exporting('network-Clusters'),
    });
    const [network, uri] = [server.uri('network.yml'), server.uri('rules.yml')];
    server.open(uri, importing('network-Cluster'));
    server.open(network, exporting('network-Cluster'));
    await server.settled(3);
    await server.diagnostics(uri, silent);
    server.close(network);
    write('last.yml', exporting('last'));
    server.tell('last.yml', 1);
    await server.settled(4);
    const said = server.published.filter(published => published.uri === uri);
    expect(said.filter(published => !silent(published))).toEqual([]);
  });

  it('is followed where files are renamed, replaced, or left out by .gitignore', async () => {
    server = await startServer(bundle, {
      'x.yml': exporting('network-Cluster'),
      '.gitignore': '',
    });
    const uri = server.uri('rules.yml');
    server.open(uri, importing('network-Clustre'));
    await server.diagnostics(uri, says('import/unknown-export'));
    renameSync(join(server.folder, 'x.yml'), join(server.folder, 'y.yml'));
    server.tell('x.yml', 3);
    server.tell('y.yml', 1);
    await server.settled(2);
    // gone and there again between two looks
    write('y.yml', exporting('network-Clustre'));
    const found = server.next(uri, silent);
    server.tell('y.yml', 3);
    server.tell('y.yml', 1);
    await found;
    write('y.yml', exporting('network-Cluster'));
    const unknown = server.next(uri, says('import/unknown-export'));
    server.tell('y.yml', 2);
    await unknown;
    write('.gitignore', 'y.yml\n');
    const ignored = server.next(uri, silent);
    server.tell('.gitignore', 2);
    await ignored;
  });

  it('says nothing of an import until all of it has been read', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [`${i}.yml`, exporting(`other-${i}`)]),
    );
    // near at first, and what is meant at last
    files['0.yml'] = exporting('network-Clustre');
    files['z.yml'] = exporting('network-Cluster');
    const tokens: unknown[] = [];
    const ends: unknown[] = [];
    const window = { workDoneProgress: true };
    server = await startServer(bundle, files, { capabilities: { window } }, connection => {
      connection.onRequest('window/workDoneProgress/create', ({ token }) => {
        tokens.push(token);
        connection.onProgress(PROGRESS, token, ({ kind }) => {
          if (kind === 'end') ends.push(token);
        });
        return null;
      });
    });
    const uri = server.uri('rules.yml');
    server.open(uri, importing('network-Cluster'));
    let isRead = false;
    const read = server.settled(302).then(() => {
      isRead = true;
    });
    // typing makes it look again and again
    for (let version = 2; !isRead; version++) {
      const looked = server.next(uri, published => published.version === version);
      server.replace(uri, version, importing('network-Cluster'));
      await looked;
    }
    await read;
    expect(server.published.filter(published => !silent(published))).toEqual([]);
    expect(tokens).toHaveLength(1);
    await expect.poll(() => ends).toEqual(tokens);
  });

  it('may hold loops of links, vanish, or bring a thousand files at once', async () => {
    server = await startServer(bundle, { 'a/b/network.yml': exporting('network-Cluster') });
    symlinkSync(join(server.folder, 'a'), join(server.folder, 'a/b/loop'));
    symlinkSync(join(server.folder, 'self.yml'), join(server.folder, 'self.yml'));
    server.tell('self.yml', 1);
    const uri = server.uri('rules.yml');
    server.open(uri, importing('network-Clustre'));
    await server.settled(2);
    const names = Array.from({ length: 1000 }, (_, i) => `many/${i}.yml`);
    for (const name of names) write(name, exporting(name.replace(/\W/g, '-')));
    const count = server.published.length;
    for (const name of names) server.tell(name, 1);
    await server.settled(1002);
    expect(server.published.length - count).toBeLessThan(20);
    server.tell('many', 3);
    rmSync(join(server.folder, 'many'), { recursive: true });
    rmSync(join(server.folder, 'a'), { recursive: true });
    server.tell('a', 3);
    await server.settled(1);
    rmSync(server.folder, { recursive: true });
    server.tell('', 3);
    const faulty = server.next(uri, says('schedule/syntax'));
    server.replace(uri, 2, FAULTY);
    await faulty;
  });
});
