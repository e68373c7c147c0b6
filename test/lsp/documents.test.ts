import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, InitializeParams, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const RULE = `Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 minutes)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
  Weekly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 9 * * MON-FRI)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`;
const RANGE = { start: { line: 4, character: 36 }, end: { line: 4, character: 36 } };

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

const start = async (files = {}, params: Partial<InitializeParams> = {}) => {
  server = await startServer(bundle, files, params);
};

function actions(uri: string, only?: readonly string[]): Promise<CodeAction[]> {
  return server.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: RANGE,
    context: { diagnostics: [], ...(only && { only }) },
  });
}

function applied(text: string, uri: string, action: CodeAction | undefined): string {
  const edits: TextEdit[] = action?.edit?.changes?.[uri] ?? [];
  return TextDocument.applyEdits(TextDocument.create(uri, 'yaml', 1, text), edits);
}

describe('documents', () => {
  it.each([
    'untitled:Untitled-1',
    'vscode-vfs://github/owner/repo/rules.yml',
    'file:///a%20folder/r%C3%BCles%3Anew.yml',
    // as other editors write them
    'file:///a%20folder/r%c3%bcles%3anew.yml',
    'file:///C%3A/Users/someone/rules.yml',
    'file:///a folder/rules.yml',
    'file:////server/share/rules.yml',
  ])('are checked and answered for by the name they came with: %s', async uri => {
    await start();
    server.open(uri, RULE);
    const { diagnostics } = await server.next(uri, d => d.diagnostics.length === 2);
    expect(diagnostics[0]?.code).toBe('schedule/syntax');
    expect(await actions(uri)).not.toEqual([]);
    server.close(uri);
    await server.next(uri, d => d.diagnostics.length === 0);
  });

  it.each(['git', 'vscode-bulkeditpreview-editor'])(
    'of %s show a file as it was or may become, and count for nothing',
    async scheme => {
      const text = `${RULE}Outputs:
  Own:
    Value: x
    Export: {Name: own}
`;
      await start({ 'rules.yml': text, 'other.yml': text.replaceAll('own', 'other') });
      const uri = server.uri('rules.yml');
      server.open(uri, text);
      await server.settled(2);
      const copy = `${uri.replace('file', scheme).replace('//', '')}?%7B%7D`;
      server.open(copy, text);
      server.open(server.uri('other.yml'), text.replaceAll('own', 'other'));
      await server.diagnostics(server.uri('other.yml'), d => d.diagnostics.length === 2);
      await server.settled(2);
      expect(server.published.filter(d => d.uri === copy)).toEqual([]);
    },
  );

  it('are looked at anew after they were closed, or opened twice', async () => {
    await start();
    const uri = server.uri('rules.yml');
    server.open(uri, RULE);
    await server.diagnostics(uri, d => d.diagnostics.length === 2);
    await server.settled();
    server.open(uri, RULE.replace('minutes', 'minute'));
    const { diagnostics } = await server.next(uri);
    expect(diagnostics[0]?.code).toBe('schedule/every-minute');
    server.close(uri);
    const at = { textDocument: { uri }, position: RANGE.start };
    expect(await server.connection.sendRequest('textDocument/hover', at)).toBeNull();
    for (let i = 0; i < 20; i++) {
      server.open(uri, RULE);
      server.close(uri);
    }
    server.open(uri, RULE);
    await server.next(uri, d => d.diagnostics.length === 2);
  });

  it('may turn from YAML to JSON, to neither, and back', async () => {
    await start();
    const uri = server.uri('rules.yml');
    const Targets = [{ Id: 'jobs', Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }];
    const properties = { ScheduleExpression: 'rate(1 minutes)', State: 'ENABLED', Targets };
    const json = { Resources: { Nightly: { Type: 'AWS::Events::Rule', Properties: properties } } };
    const texts = [RULE, JSON.stringify(json), 'kind: Pod\n', RULE, '{', JSON.stringify(json)];
    const counts = [2, 1, 0, 2, 0, 1];
    server.open(uri, '');
    for (const [i, text] of texts.entries()) {
      server.replace(uri, i + 2, text);
      const { diagnostics } = await server.next(uri, ({ version }) => version === i + 2);
      expect(diagnostics).toHaveLength(counts[i] ?? 0);
    }
  });

  it('get a request that is cancelled answered as well', async () => {
    await start();
    const uri = server.uri('rules.yml');
    server.open(uri, RULE);
    const at = { textDocument: { uri }, position: RANGE.start };
    const { process } = server;
    const body = (message: object) => {
      const text = JSON.stringify({ jsonrpc: '2.0', ...message });
      return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
    };
    const answer = new Promise<string>(resolve => {
      let said = '';
      process.stdout?.on('data', data => {
        said += data;
        const found = /\{[^{]*"id":"mine".*/.exec(said);
        if (found) resolve(found[0]);
      });
    });
    process.stdin?.write(
      body({ id: 'mine', method: 'textDocument/hover', params: at }) +
        body({ method: '$/cancelRequest', params: { id: 'mine' } }),
    );
    expect(await answer).toMatch(/"error"|"result"/);
  });
});

describe('code actions', () => {
  it('are of the kinds that are asked for', async () => {
    await start();
    const uri = server.uri('rules.yml');
    server.open(uri, RULE);
    const kinds = async (only?: string[]) => [
      ...new Set((await actions(uri, only)).map(({ kind }) => kind)),
    ];
    expect(await kinds()).toEqual(['quickfix']);
    expect(await kinds(['quickfix'])).toEqual(['quickfix']);
    expect(await kinds(['source.fixAll.cronwright'])).toEqual(['source.fixAll.cronwright']);
    expect(await kinds(['source'])).toEqual(['source.fixAll.cronwright']);
    expect(await kinds(['refactor', 'source.organizeImports'])).toEqual([]);
  });

  it('fix everything by one', async () => {
    await start();
    const uri = server.uri('rules.yml');
    server.open(uri, RULE);
    const all = await actions(uri, ['source.fixAll']);
    expect(all).toHaveLength(1);
    expect(applied(RULE, uri, all[0])).toBe(
      RULE.replace('minutes', 'minute').replace('* * MON-FRI', '? * MON-FRI *'),
    );
  });

  it.each(['\n', '\r\n'])(
    'silence with the file’s own indentation and line ends: %j',
    async eol => {
      await start();
      const uri = server.uri('rules.yml');
      const text = RULE.replaceAll('\n', eol);
      server.open(uri, text);
      const found = (await actions(uri)).find(({ title }) => title.startsWith('Silence'));
      const silenced = applied(text, uri, found);
      const lines = text.split(eol);
      lines.splice(4, 0, '      # cronwright-disable-next-line schedule/syntax -- ');
      expect(silenced).toBe(lines.join(eol));
      server.replace(uri, 2, silenced);
      const { diagnostics } = await server.next(uri, ({ version }) => version === 2);
      expect(diagnostics).toHaveLength(1);
    },
  );
});
