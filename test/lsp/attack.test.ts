import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  When: { Type: String, Default: rate(1 hours) }
Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      # at night
      ScheduleExpression: cron(0 9 * * MON-FRI)
      State: ENABLED
      Targets:
        - Id: nightly
          Arn: !ImportValue
            Fn::Sub: "\${AWS::StackName}-Cluster"
  Hourly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: !Ref When
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
      FlexibleTimeWindow: { Mode: OFF }
Outputs:
  Cluster:
    Value: !GetAtt Cluster.Arn
    Export: { Name: !Sub "\${AWS::StackName}-Cluster" }
`;

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

/** What is said of a text; whether it is a template or none. */
async function said(text: string, name = 'attack.yml'): Promise<Diagnostic[]> {
  const uri = server.uri(name);
  const published = server.next(uri);
  server.open(uri, text);
  const { diagnostics } = await published;
  const closed = server.next(uri, d => d.diagnostics.length === 0);
  for (const method of ['textDocument/hover', 'textDocument/completion'])
    await server.connection.sendRequest(method, {
      textDocument: { uri },
      position: { line: 3, character: 9 },
    });
  server.close(uri);
  await closed;
  return diagnostics;
}

/** The server is there, and sees. */
async function expectAlive(): Promise<void> {
  const codes = (await said(TEMPLATE, 'alive.yml')).map(({ code }) => code);
  expect(codes).toContain('schedule/syntax');
}

describe('a document', () => {
  it('of 50 MB gets one clear problem, and can still be typed in', async () => {
    server = await startServer(bundle);
    const uri = server.uri('big.yml');
    const text = TEMPLATE + '  # padding\n'.repeat(4_400_000);
    server.open(uri, text);
    const { diagnostics } = await server.next(uri);
    expect(diagnostics).toMatchObject([
      {
        code: 'yaml/syntax',
        severity: 1,
        message: expect.stringMatching(/^This has 50\.\d MB, and CloudFormation takes .* 1 MB/),
      },
    ]);
    const typed = server.next(uri, ({ version }) => version === 2);
    const start = { line: 400_000, character: 3 };
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range: { start, end: start }, text: 'x' }],
    });
    expect((await typed).diagnostics).toHaveLength(1);
    server.replace(uri, 3, TEMPLATE);
    const { diagnostics: small } = await server.next(uri, ({ version }) => version === 3);
    expect(small.map(({ code }) => code)).toContain('schedule/syntax');
    const json = `{"Resources":{"A":{"Type":"AWS::X"}},"B":"${'x'.repeat(9e6)}"}`;
    expect(await said(json)).toHaveLength(1);
  });

  it('can be nested however deep', async () => {
    server = await startServer(bundle);
    const deep = [50, 450, 499, 505, 3_000, 50_000];
    for (const n of deep)
      for (const text of [
        `${TEMPLATE}  X: ${'['.repeat(n)}`,
        `${TEMPLATE}  X: ${'{a: '.repeat(n)}1${'}'.repeat(n)}`,
        `${TEMPLATE}  X: ${'!Sub '.repeat(n)}x`,
        `${TEMPLATE}  X:\n    ${'- '.repeat(n)}x`,
        `{"Resources": {"A": {"Type": "AWS::Events::Rule", "Properties": ${'{"Fn::If":['.repeat(n)}`,
        `Resources:\n  A: {Type: AWS::Events::Rule, Properties: {ScheduleExpression: ${'{Fn::Sub: '.repeat(n)}x`,
      ])
        await said(text);
    const bomb = Array.from({ length: 40 }, (_, i) => `  b${i}: &b${i} [*b${i - 1}, *b${i - 1}]`);
    await said(`${TEMPLATE}Metadata:\n  b-1: &b-1 x\n${bomb.join('\n')}\n`);
    await expectAlive();
  });

  it('can hold anything', async () => {
    server = await startServer(bundle);
    const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 300 }), {
      numRuns: 60,
      seed: 7,
    });
    const halves = ['\ud800', '\udc00', 'a\udfff\ud83d', '\0', '\uFEFF', '\u2028', '\r'];
    for (const text of [...texts, ...halves]) {
      await said(TEMPLATE.replace('cron(0 9', `cron(${text} 9`));
      await said(`Resources: ${text}\n  A: {Type: AWS::Events::Rule}\n`);
    }
    await expectAlive();
  });

  it('can be changed and asked about in ways that no editor does', async () => {
    server = await startServer(bundle);
    const { connection } = server;
    const uri = server.uri('odd.yml');
    server.open(uri, TEMPLATE);
    const textDocument = { uri, version: 2 };
    const far = { line: -5, character: 1e9 };
    for (const contentChanges of [
      [{ range: { start: { line: 1e9, character: -1 }, end: far }, text: 'x' }],
      [{ range: null, text: null }],
      [{ range: {}, text: 'y' }],
      null,
    ])
      await connection.sendNotification('textDocument/didChange', { textDocument, contentChanges });
    for (const method of [
      'textDocument/hover',
      'textDocument/completion',
      'textDocument/codeAction',
    ])
      for (const params of [{}, null, { textDocument }, { textDocument, position: far }])
        await connection.sendRequest(method, params).catch(() => undefined);
    await connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{}] });
    await connection.sendNotification('workspace/didChangeWatchedFiles', {});
    await connection.sendNotification('no/suchThing', []);
    await expectAlive();
  });

  it('says after any edits what it would say had it been opened so', async () => {
    server = await startServer(bundle);
    const uri = server.uri('edited.yml');
    const place = fc.nat({ max: 10_000 });
    const pieces = fc.constantFrom(
      ...['', '\n', '  ', ' ', ':', '"', "'", '{', ']', '#', '- ', '&a ', '*a', '!Sub ', '\t', 'x'],
      ...['\r\n', 'Resources:\n', '    Type: AWS::Events::Rule\n', 'cron(', '---\n', '\ud83d'],
    );
    const edits = fc.sample(fc.tuple(place, fc.nat({ max: 12 }), pieces), {
      numRuns: 400,
      seed: 11,
    });
    let document = TextDocument.create(uri, 'yaml', 1, TEMPLATE);
    server.open(uri, TEMPLATE);
    for (const [i, [at, length, text]] of edits.entries()) {
      // again and again from a template that can be read
      if (i % 25 === 0) {
        document = TextDocument.create(uri, 'yaml', i + 2, TEMPLATE);
        server.replace(uri, i + 2, TEMPLATE);
        continue;
      }
      const start = at % (document.getText().length + 1);
      const range = {
        start: document.positionAt(start),
        end: document.positionAt(start + length),
      };
      document = TextDocument.update(document, [{ range, text }], i + 2);
      await server.connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: i + 2 },
        contentChanges: [{ range, text }],
      });
      if (i % 3 !== 0) continue;
      const { diagnostics } = await server.diagnostics(uri, ({ version }) => version === i + 2);
      expect(diagnostics.map(shown), document.getText()).toEqual(
        (await saidApart(document.getText())).map(shown),
      );
    }
  });
});

/** Of a document without a folder, which nothing is known about. */
async function saidApart(text: string): Promise<Diagnostic[]> {
  const uri = 'untitled:apart';
  const published = server.next(uri);
  server.open(uri, text);
  const { diagnostics } = await published;
  server.close(uri);
  return diagnostics;
}

function shown({ range: { start, end }, code, message }: Diagnostic): string {
  return `${start.line}:${start.character}-${end.line}:${end.character} ${code} ${message}`;
}
