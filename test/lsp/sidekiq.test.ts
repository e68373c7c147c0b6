import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CodeAction, PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { folderOf } from '../support/folders.js';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const UNDEFINED = `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end
Sidekiq.configure_client do |config|
  config.redis = { url: new_redis_url }
end
`;
const SERVER_ONLY = 'Sidekiq.configure_server { |config| config.redis = { url: ENV["A_URL"] } }\n';
const INITIALIZER = 'config/initializers/sidekiq.rb';

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

const codes = ({ diagnostics }: PublishDiagnosticsParams) => diagnostics.map(({ code }) => code);
const has = (code: string) => (params: PublishDiagnosticsParams) => codes(params).includes(code);
const isSilent = (params: PublishDiagnosticsParams) => codes(params).length === 0;

async function open(name: string, text: string, languageId = 'ruby'): Promise<string> {
  const uri = server.uri(name);
  server.open(uri, text, languageId);
  return uri;
}

function change(name: string, type: 1 | 2 | 3, text: string | null): void {
  const path = join(server.folder, name);
  mkdirSync(dirname(path), { recursive: true });
  if (text === null) rmSync(path);
  else writeFileSync(path, text);
  server.tell(name, type);
}

describe('a Ruby document', () => {
  it('gets diagnostics with places in UTF-16 units, version and page', async () => {
    server = await startServer(bundle);
    const uri = await open(
      INITIALIZER,
      `# 漢字 🚀\n${UNDEFINED.replace('new_', '"🚀" + x || new_')}`,
    );
    const { version, diagnostics } = await server.diagnostics(uri, has('sidekiq/undefined-url'));
    expect(version).toBe(1);
    expect(diagnostics).toMatchObject([
      {
        range: { start: { line: 5, character: 36 }, end: { line: 5, character: 49 } },
        severity: 1,
        code: 'sidekiq/undefined-url',
      },
    ]);
  });

  it('gets anew what templates say of how Sidekiq is run', async () => {
    const task = (attribute: string) => `Resources:
  JobsTask:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: jobs
          Command: [bundle, exec, sidekiq]
          Environment:
            - { Name: JOBS_URL, Value: !GetAtt Jobs.${attribute}.Address }
`;
    server = await startServer(bundle, { 'jobs.yml': task('ConfigurationEndPoint') });
    const redis = 'config.redis = { url: ENV["JOBS_URL"] }';
    const blocks = ['server', 'client'].map(
      side => `Sidekiq.configure_${side} { |config| ${redis} }\n`,
    );
    const uri = await open(INITIALIZER, blocks.join(''));
    await server.diagnostics(uri, has('sidekiq/cluster-endpoint'));
    server.open(server.uri('jobs.yml'), task('PrimaryEndPoint'), 'yaml');
    await server.diagnostics(uri, isSilent);
  });

  it('keeps what was last known while it is typed, in its place, and is read again when it is whole', async () => {
    server = await startServer(bundle);
    const uri = await open(INITIALIZER, UNDEFINED);
    await server.diagnostics(uri, has('sidekiq/undefined-url'));
    const broken = server.next(uri, params => params.version === 2);
    server.replace(uri, 2, `x = "unfinished\n${UNDEFINED}`);
    const line = (await broken).diagnostics.map(({ range }) => range.start.line);
    expect(line).toEqual([5]);
    const gone = server.next(uri, params => params.version === 3);
    server.replace(uri, 3, UNDEFINED.replace('new_redis_url }', 'ENV["REDIS_URL'));
    expect(codes(await gone)).toEqual([]);
    const right = server.next(uri, params => params.version === 4);
    server.replace(uri, 4, `y = 1\n${UNDEFINED}`);
    expect((await right).diagnostics.map(({ range }) => range.start.line)).toEqual([5]);
  });

  it('is silent where it has nothing about Sidekiq, also once it has no more', async () => {
    server = await startServer(bundle);
    const uri = await open('app/a.rb', 'class A; end\n');
    expect(codes(await server.diagnostics(uri, () => true))).toEqual([]);
    const said = server.next(uri, has('sidekiq/client-default'));
    server.replace(uri, 2, SERVER_ONLY);
    await said;
    const silent = server.next(uri, isSilent);
    server.replace(uri, 3, 'class A; end\n');
    await silent;
  });

  it('is forgotten when it is closed: then its file counts', async () => {
    server = await startServer(bundle, { 'b.rb': 'Sidekiq.logger\n' });
    const uri = await open('a.rb', SERVER_ONLY);
    await server.diagnostics(uri, has('sidekiq/client-default'));
    const client = 'Sidekiq.configure_client { |c| c.redis = { url: ENV["A_URL"] } }\n';
    const answered = server.next(uri, isSilent);
    const other = await open('b.rb', client);
    await answered;
    const again = server.next(uri, has('sidekiq/client-default'));
    server.close(other);
    await again;
    const taken = server.next(uri, isSilent);
    server.close(uri);
    await taken;
  });

  it('has fixes, and a comment that silences', async () => {
    server = await startServer(bundle);
    const text = UNDEFINED.replace('ENV["REDIS_URL"]', 'NEW_REDIS_URL');
    const uri = await open(INITIALIZER, text);
    const { diagnostics } = await server.diagnostics(uri, has('sidekiq/undefined-url'));
    const range = diagnostics[0]?.range ?? {
      start: { line: 4, character: 0 },
      end: { line: 4, character: 0 },
    };
    const actions = await server.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
    expect(actions.map(({ title }) => title)).toEqual([
      'Write `NEW_REDIS_URL`',
      'Silence `sidekiq/undefined-url` on this line',
    ]);
    expect(actions[1]?.edit?.changes?.[uri]).toMatchObject([
      {
        newText: '  # cronwright-disable-next-line sidekiq/undefined-url -- \n',
        range: { start: { line: 4, character: 0 } },
      },
    ]);
  });
});

describe('the Ruby files around', () => {
  it('say what is defined, as they come, change and go', async () => {
    server = await startServer(bundle, { 'lib/a.rb': 'x = 1\n' });
    const uri = await open(INITIALIZER, UNDEFINED);
    await server.diagnostics(uri, has('sidekiq/undefined-url'));
    const defined = server.next(uri, isSilent);
    change('lib/a.rb', 2, 'def new_redis_url = 1 # Sidekiq\n');
    await defined;
  });

  it('say which Redis clients have', async () => {
    server = await startServer(bundle, {
      'lib/client.rb': 'Sidekiq.configure_client { |c| c.redis = { url: ENV["A_URL"] } }\n',
    });
    const uri = await open(INITIALIZER, SERVER_ONLY);
    await server.settled();
    expect(codes(await server.diagnostics(uri, () => true))).toEqual([]);
    const said = server.next(uri, has('sidekiq/client-default'));
    change('lib/client.rb', 3, null);
    await said;
    const silent = server.next(uri, isSilent);
    change(
      'lib/client.rb',
      1,
      'Sidekiq.configure_client { |c| c.redis = { url: ENV["A_URL"] } }\n',
    );
    await silent;
  });

  it('come with the version of Gemfile.lock and with cronwright.yml', async () => {
    const lock = (version: string) => `GEM\n  specs:\n    sidekiq (${version})\n`;
    server = await startServer(bundle, { 'Gemfile.lock': lock('6.5.0') });
    const text = UNDEFINED.replace('new_redis_url', 'ENV["REDIS_URL"], namespace: "a"');
    const uri = await open(INITIALIZER, text);
    await server.settled();
    expect(codes(await server.diagnostics(uri, () => true))).toEqual([]);
    const refused = server.next(uri, has('sidekiq/namespace'));
    change('Gemfile.lock', 2, lock('7.3.9'));
    await refused;
    const off = server.next(uri, isSilent);
    change('cronwright.yml', 1, 'rules: { sidekiq/namespace: off }\n');
    await off;
  });

  it('are not read, and no parser is loaded, where no Ruby is open', async () => {
    const alone = join(folderOf({}), 'server.js');
    cpSync(bundle, alone);
    server = await startServer(alone, { [INITIALIZER]: UNDEFINED });
    const logged: string[] = [];
    server.connection.onNotification('window/logMessage', ({ message }) => {
      logged.push(message);
    });
    const uri = await open('a.yml', 'Resources: {}\n', 'yaml');
    await server.diagnostics(uri, () => true);
    const other = await open('app/a.rb', 'class A; end\n');
    await server.diagnostics(other, () => true);
    await server.settled();
    expect(logged).toEqual([]);
    // and that is what is told where one is opened
    const said = await open(INITIALIZER, UNDEFINED);
    await server.diagnostics(said, () => true);
    await server.settled();
    expect(logged.join()).toMatch(/prism\.wasm/);
  });
});

describe('sidekiq.yml, a Procfile and .env', () => {
  it('get diagnostics, and comments silence them', async () => {
    server = await startServer(bundle, {
      'cronwright.yml': 'sidekiq: { migration: { state: done, old: [OLD_URL] } }\n',
    });
    const yml = await open('config/sidekiq.yml', ':redis: a\n', 'yaml');
    await server.diagnostics(yml, has('sidekiq/yml-redis'));
    for (const name of ['Procfile', '.env']) {
      const uri = await open(name, 'a: OLD_URL=1\n', 'plaintext');
      await server.diagnostics(uri, has('sidekiq/leftover'));
      const silent = server.next(uri, isSilent);
      server.replace(uri, 2, '# cronwright-disable-next-line sidekiq/leftover -- \na: OLD_URL=1\n');
      await silent;
    }
  });

  it('follow what Ruby reads', async () => {
    server = await startServer(bundle);
    const yml = await open('config/sidekiq.yml', ':redis: a\n', 'yaml');
    await server.diagnostics(yml, has('sidekiq/yml-redis'));
    const silent = server.next(yml, isSilent);
    await open(INITIALIZER, 'Sidekiq.options[:redis]\n');
    await silent;
  });
});
