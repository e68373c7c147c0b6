import { afterEach, describe, expect, it } from 'vitest';
import type { Hover, InitializeParams, ProtocolConnection } from 'vscode-languageserver/node';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const EVENING = `Resources:
  Evening:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 21 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`;

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

async function start(
  params: Partial<InitializeParams>,
  prepare?: (connection: ProtocolConnection) => void,
): Promise<void> {
  server = await startServer(bundle, {}, params, prepare);
  server.open(server.uri('rules.yml'), EVENING);
}

async function hovered(): Promise<string> {
  const { contents } = await server.connection.sendRequest<Hover>('textDocument/hover', {
    textDocument: { uri: server.uri('rules.yml') },
    position: { line: 4, character: 32 },
  });
  return (contents as { value: string }).value;
}

describe('a person’s settings', () => {
  it.each([
    ['12h', /9:00\sPM/],
    ['24h', /21:00/],
  ])('come with the start: %s', async (timeFormat, time) => {
    await start({ initializationOptions: { timeFormat, timeZone: 'Asia/Tokyo' } });
    const text = await hovered();
    expect(text).toMatch(time);
    expect(text).toContain('Tokyo');
  });

  it.each(['text', 7, [], { timeFormat: 5, timeZone: 'Mars/Base' }])(
    'fall back where they are wrong: %j',
    async initializationOptions => {
      await start({ initializationOptions, locale: 'en-GB' });
      expect(await hovered()).toContain('21:00');
    },
  );

  it.each([
    ['en-US', /9:00\sPM/],
    ['de', /21:00/],
    // what a shell calls a locale
    ['en_US.UTF-8', /9:00\sPM/],
    ['C', /9:00\sPM/],
  ])('follow the locale: %s', async (locale, time) => {
    await start({ locale });
    expect(await hovered()).toMatch(time);
  });

  it('are asked for again when they change', async () => {
    let timeFormat = '24h';
    await start({ capabilities: { workspace: { configuration: true } } }, connection =>
      connection.onRequest('workspace/configuration', () => [{ timeFormat }]),
    );
    await expect.poll(hovered).toContain('21:00');
    timeFormat = '12h';
    await server.connection.sendNotification('workspace/didChangeConfiguration', { settings: {} });
    await expect.poll(hovered).toMatch(/9:00\sPM/);
  });

  it('may be refused, as may all else that the server asks for', async () => {
    const dynamic = { dynamicRegistration: true };
    const refused: string[] = [];
    await start(
      {
        capabilities: {
          workspace: {
            configuration: true,
            didChangeConfiguration: dynamic,
            didChangeWatchedFiles: dynamic,
          },
        },
      },
      connection => {
        for (const method of ['workspace/configuration', 'client/registerCapability'])
          connection.onRequest(method, () => {
            refused.push(method);
            throw new Error('Not in this editor');
          });
      },
    );
    await expect.poll(() => refused).toHaveLength(2);
    for (let i = 0; i < 3; i++) expect(await hovered()).toContain('UTC');
  });
});
