import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type {
  CodeLens,
  DocumentLink,
  DocumentSymbol,
  InlayHint,
  Location,
  SelectionRange,
  SymbolInformation,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const NETWORK = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Cluster: {Type: AWS::ECS::Cluster}
Outputs:
  ClusterArn:
    Value: !GetAtt Cluster.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-cluster'
`;
const RULE = `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      Name: refund_orders
      ScheduleExpression: cron(0 9 ? * MON-FRI *)
      Targets:
        - Id: nightly
          Arn: !ImportValue net-live-cluster
`;
const FILES = { 'network.yml': NETWORK, 'a.yml': RULE, 'b.yml': RULE };
const NAME = { line: 7, character: 36 };
const IMPORT = { line: 8, character: 36 };

const RUBY: Record<string, string> = {
  'lib/tasks/orders.rake': 'namespace :orders do\n  task :ship\n  task :refund\nend\n',
  'shop.yml': `Resources:
  Ship:
    Type: AWS::Events::Rule
    Properties:
      Name: ship
      ScheduleExpression: rate(1 hour)
      Targets:
        - Id: ship
          Arn: x
          Input: '{"containerOverrides":[{"name":"app","command":["rake","orders:ship"]}]}'
`,
};

let bundle: string;
let server: TestServer;
beforeAll(async () => {
  bundle = await bundleServer();
});
afterEach(() => server.stop());

/** Places as `file:line`, with what the line has at their start. */
const shown = (places: readonly Location[]) =>
  places.map(({ uri, range: { start } }) => {
    const [name = ''] = Object.keys(RUBY).filter(file => server.uri(file) === uri);
    const line = RUBY[name]?.split('\n')[start.line] ?? '';
    return `${name}:${start.line} ${/^[\w:]*/.exec(line.slice(start.character))?.[0]}`;
  });

async function start(capabilities = {}, initializationOptions = {}): Promise<void> {
  server = await startServer(bundle, FILES, {
    capabilities,
    initializationOptions,
    locale: 'en-GB',
  });
  server.open(server.uri('network.yml'), NETWORK);
  server.open(server.uri('a.yml'), RULE);
  await server.settled(3);
}

function ask<T>(method: string, file: string, params: object = {}): Promise<T> {
  const textDocument = { uri: server.uri(file) };
  return server.connection.sendRequest<T>(`textDocument/${method}`, { textDocument, ...params });
}

it('a rename reaches the files that are open and those that are not', async () => {
  await start();
  const prepared = await ask('prepareRename', 'network.yml', { position: NAME });
  expect(prepared).toMatchObject({ placeholder: '${AWS::StackName}-cluster' });
  const { changes } = await ask<WorkspaceEdit>('rename', 'network.yml', {
    position: NAME,
    newName: '${AWS::StackName}-ecs',
  });
  const edit = (line: number, from: number, to: number) => [
    {
      newText: 'ecs',
      range: { start: { line, character: from }, end: { line, character: to } },
    },
  ];
  expect(changes).toEqual({
    [server.uri('network.yml')]: edit(7, 36, 43),
    [server.uri('a.yml')]: edit(8, 37, 44),
    [server.uri('b.yml')]: edit(8, 37, 44),
  });
});

it('an edit carries the versions of open documents where the client heeds them', async () => {
  await start({ workspace: { workspaceEdit: { documentChanges: true } } });
  const { documentChanges } = await ask<WorkspaceEdit>('rename', 'network.yml', {
    position: NAME,
    newName: '${AWS::StackName}-ecs',
  });
  const versions = (documentChanges ?? []).map(change =>
    'textDocument' in change ? [change.textDocument.uri, change.textDocument.version] : [],
  );
  expect(Object.fromEntries(versions)).toEqual({
    [server.uri('network.yml')]: 1,
    [server.uri('a.yml')]: 1,
    [server.uri('b.yml')]: null,
  });
});

it('says which imports a rename can’t know', async () => {
  await start();
  const said: string[] = [];
  server.connection.onNotification('window/showMessage', ({ message }) => {
    said.push(message);
  });
  const name = "{'Fn::ImportValue': !Select [0, !Ref Names]}";
  server.open(server.uri('c.yml'), RULE.replace('!ImportValue net-live-cluster', name));
  await server.settled(4);
  await ask<WorkspaceEdit>('rename', 'network.yml', {
    position: NAME,
    newName: '${AWS::StackName}-ecs',
  });
  expect(said).toEqual([expect.stringContaining('`c.yml` imports a name that only')]);
});

it('what can’t be renamed is refused with the reason', async () => {
  await start();
  const rename = ask('rename', 'network.yml', { position: NAME, newName: '${AWS::StackName}_x' });
  await expect(rename).rejects.toThrow('`_` can’t be in the name of an export');
});

it('names lead to each other across files, also to what changed on the disk', async () => {
  await start();
  const [target] = await ask<Location[]>('definition', 'a.yml', { position: IMPORT });
  expect(target).toEqual({
    uri: server.uri('network.yml'),
    range: { start: { line: 4, character: 2 }, end: { line: 4, character: 12 } },
  });
  writeFileSync(join(server.folder, 'b.yml'), `# moved\n${RULE}`);
  server.tell('b.yml', 2);
  await server.settled();
  const context = { includeDeclaration: false };
  const lines = async () => {
    const found = await ask<Location[]>('references', 'network.yml', { position: NAME, context });
    return found.map(({ uri, range }) => [uri, range.start.line]).sort();
  };
  await expect.poll(lines).toEqual([
    [server.uri('a.yml'), 8],
    [server.uri('b.yml'), 9],
  ]);
  const marks = await ask('documentHighlight', 'network.yml', {
    position: { line: 2, character: 4 },
  });
  expect(marks).toMatchObject([{ kind: 3 }, { kind: 2 }]);
});

it('what stands beside the text', async () => {
  await start();
  const [lens] = await ask<CodeLens[]>('codeLens', 'network.yml');
  expect(lens?.command).toBeUndefined();
  expect(await server.connection.sendRequest('codeLens/resolve', lens)).toMatchObject({
    command: {
      title: 'imported 2 times in 2 templates',
      command: 'cronwright.showReferences',
      arguments: [server.uri('network.yml'), { line: 4, character: 2 }],
    },
  });
  const [link] = await ask<DocumentLink[]>('documentLink', 'a.yml');
  expect(await server.connection.sendRequest('documentLink/resolve', link)).toMatchObject({
    target: `${server.uri('network.yml')}#L5`,
  });
  const [resources] = await ask<DocumentSymbol[]>('documentSymbol', 'a.yml');
  expect(resources?.children).toMatchObject([
    { name: 'Nightly', detail: 'At 09:00, Monday through Friday' },
  ]);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await ask<InlayHint[]>('inlayHint', 'a.yml', { range });
  expect(hints).toMatchObject([
    { position: { line: 5, character: 49 }, label: 'At 09:00, Monday through Friday (UTC)' },
  ]);
  const [selection] = await ask<SelectionRange[]>('selectionRange', 'a.yml', {
    positions: [IMPORT],
  });
  expect(selection?.parent?.range.start).toEqual({ line: 8, character: 15 });
});

it.each([
  ['off', []],
  ['wordsAndNextRun', [expect.stringMatching(/ · next \w+ \d+ \w+( \d+)? 10:00 Lagos$/)]],
  ['loud', ['At 09:00, Monday through Friday (UTC)']],
])('inlay hints are as the settings say: %s', async (style, expected) => {
  // whose clocks are an hour ahead of UTC all year
  await start({}, { inlayHints: style, timeZone: 'Africa/Lagos' });
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await ask<InlayHint[]>('inlayHint', 'a.yml', { range });
  expect(hints.map(({ label }) => label)).toEqual(expected);
});

it('a rule is found by its name, in a file that nobody has open', async () => {
  await start();
  const query = 'refund';
  const found = await server.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
    query,
  });
  expect(
    found.map(({ name, location }) => [name, location.uri, location.range.start.line]).sort(),
  ).toEqual([
    ['Nightly', server.uri('a.yml'), 1],
    ['Nightly', server.uri('b.yml'), 1],
  ]);
});

it('a command leads to its rake task, and the task to the commands that run it', async () => {
  server = await startServer(bundle, RUBY);
  const [rake, template] = Object.keys(RUBY) as [string, string];
  server.open(server.uri(template), RUBY[template] ?? '');
  server.open(server.uri(rake), RUBY[rake] ?? '', 'ruby');
  await server.settled(1);
  const definitions = async (file: string, line: number, character: number) =>
    shown(
      (await ask<Location[] | null>('definition', file, { position: { line, character } })) ?? [],
    );
  expect(await definitions(template, 9, 75)).toEqual([`${rake}:1 ship`]);
  expect(await definitions(rake, 1, 9)).toEqual([`${template}:9 orders:ship`]);
  expect(await definitions(rake, 2, 9)).toEqual([]);
  const position = { line: 1, character: 9 };
  const references = (includeDeclaration: boolean) =>
    ask<Location[]>('references', rake, { position, context: { includeDeclaration } });
  expect(shown(await references(true))).toEqual([`${rake}:1 ship`, `${template}:9 orders:ship`]);
  expect(shown(await references(false))).toEqual([`${template}:9 orders:ship`]);
});

it('a Ruby file is no template, whatever is in it', async () => {
  const name = 'lib/tasks/stack.rake';
  const text = `Resources:\n  R:\n    Type: AWS::Events::Rule\n    Properties:\n      ScheduleExpression: rate(1 hours)\n`;
  server = await startServer(bundle, { [name]: text });
  server.open(server.uri(name), text, 'ruby');
  expect(await ask('hover', name, { position: { line: 4, character: 30 } })).toBeNull();
  expect(await ask('documentSymbol', name)).toBeNull();
  server.close(server.uri(name));
  await server.settled(0);
  expect(server.published.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
});
