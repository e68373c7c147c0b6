import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type {
  CodeLens,
  CreateFile,
  DeleteFile,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { bundleServer, startServer, type TestServer } from '../support/server.js';

const INITIALIZER = 'config/initializers/sidekiq.rb';

const TEXT = `Sidekiq.configure_server do |config|
  config.redis = { url: ENV["REDIS_URL"] }
  config.average_scheduled_poll_interval = 2
end

Sidekiq.configure_client do |config|
  config.redis = { url: ENV["REDIS_URL"] }
end
`;

const ANSWERS = {
  old: 'REDIS_URL',
  new: 'NEW_REDIS_URL',
  processes: 4,
  edition: 'oss',
  uses: [],
  strategy: 'drainer',
};

const bundle = await bundleServer();
let server: TestServer;
afterEach(() => server.stop());

type Files = Record<string, string>;

const ask = <Answer>(what: string, params: object = {}): Promise<Answer> =>
  server.connection.sendRequest(`cronwright/migration/${what}`, {
    uri: server.uri('').replace(/\/$/, ''),
    ...params,
  });

interface Made {
  readonly edit: WorkspaceEdit;
  readonly files: readonly { uri: string; after: string | null }[];
  readonly leftovers?: string[];
  readonly refused?: string;
}

/** The files once an edit is made, by their paths: what was shown of it. */
function made(files: Files, { edit, files: shown }: Made): Files {
  const after = { ...files };
  const nameOf = (uri: string) => uri.slice(server.uri('').replace(/\/?$/, '/').length);
  for (const change of edit.documentChanges ?? []) {
    const one = change as CreateFile | DeleteFile | TextDocumentEdit;
    if ('kind' in one) {
      if (one.kind === 'create') after[nameOf(one.uri)] = '';
      else delete after[nameOf(one.uri)];
      continue;
    }
    const name = nameOf(one.textDocument.uri);
    const document = TextDocument.create('', '', 0, after[name] ?? '');
    after[name] = TextDocument.applyEdits(document, one.edits as TextEdit[]);
  }
  for (const { uri, after: text } of shown) expect(after[nameOf(uri)] ?? null).toBe(text);
  return after;
}

describe('a migration of Sidekiq in the editor', () => {
  it('knows by what the verifier printed whether it may be finished, and runs it with the bundle', async () => {
    server = await startServer(bundle, { Gemfile: '', 'Gemfile.lock': '', [INITIALIZER]: TEXT });
    const { verifier } = await ask<{ verifier: { command: string[] } }>('open');
    expect(verifier.command.join(' ')).toBe('bundle exec ruby script/sidekiq_verify.rb');
    const printed = 'Verified: the old Redis has no work left.\n';
    expect(await ask('isVerified', { printed })).toBe(true);
    expect(await ask('isVerified', { printed: 'Not yet: there is work left in retry.' })).toBe(
      false,
    );
  });

  it('is one edit to start it, with what it does to show first, and one to finish it', async () => {
    const files: Files = { Gemfile: '', [INITIALIZER]: TEXT, 'cronwright.yml': 'zones: [UTC]\n' };
    server = await startServer(bundle, files);
    const opened = await ask<object>('open');
    expect(opened).toMatchObject({
      ...{ initializer: INITIALIZER, isUnderway: false, old: 'REDIS_URL' },
      verifier: { folder: server.folder, command: ['ruby', 'script/sidekiq_verify.rb'] },
    });
    const underway = made(files, await ask<Made>('start', { answers: ANSWERS }));
    expect(Object.keys(underway).sort()).toEqual(
      [
        'Gemfile',
        INITIALIZER,
        'cronwright.yml',
        'docs/sidekiq-migration.md',
        'script/sidekiq_move.rb',
        'script/sidekiq_verify.rb',
      ].sort(),
    );
    server.open(server.uri(INITIALIZER), underway[INITIALIZER] ?? '');
    server.open(server.uri('cronwright.yml'), underway['cronwright.yml'] ?? '');
    await server.settled();
    expect(await ask('open')).toMatchObject({ isUnderway: true });
    const finished = await ask<Made>('finish', { decommissioned: '2026-11-24' });
    expect(finished.leftovers).toEqual([]);
    const after = made(underway, finished);
    expect(after[INITIALIZER]).toBe(
      `# The old Redis was decommissioned 2026-11-24.\n\n${TEXT.replaceAll('ENV["REDIS_URL"]', 'ENV.fetch("NEW_REDIS_URL")')}`,
    );
    expect(after['cronwright.yml']).toBe('zones: [UTC]\n');
  });

  it('touches only the lines that change, of the text as it is open', async () => {
    server = await startServer(bundle, { Gemfile: '', [INITIALIZER]: 'X = 1\n' });
    const uri = server.uri(INITIALIZER);
    server.open(uri, TEXT);
    const { edit } = await ask<Made>('start', { answers: ANSWERS });
    const change = edit.documentChanges?.find(
      one => 'textDocument' in one && one.textDocument.uri === uri,
    ) as TextDocumentEdit;
    const lines = change.edits.map(one => ('range' in one ? one.range.start.line : -1));
    expect(lines).toEqual([0, 1, 6, 8]);
  });

  it('has lenses above its mark', async () => {
    server = await startServer(bundle, { Gemfile: '', [INITIALIZER]: TEXT });
    const started = await ask<Made>('start', { answers: ANSWERS });
    const uri = server.uri(INITIALIZER);
    server.open(uri, made({ [INITIALIZER]: TEXT }, started)[INITIALIZER] ?? '');
    const lenses = await server.connection.sendRequest<CodeLens[]>('textDocument/codeLens', {
      textDocument: { uri },
    });
    expect(lenses.map(({ command }) => [command?.title, command?.command])).toEqual([
      ['Migration under way: 2 readers', ''],
      ['verify', 'cronwright.verifyMigration'],
      ['finish', 'cronwright.finishMigration'],
    ]);
    expect(lenses[0]?.range.start.line).toBe(0);
  });

  it('says why it can’t be started or finished', async () => {
    const other = 'Sidekiq.configure_server { |c| c.redis = { host: "a" } }\n';
    server = await startServer(bundle, { Gemfile: '', [INITIALIZER]: other });
    const refused = await ask<Made>('start', { answers: ANSWERS });
    expect(refused.refused).toContain('`host:`');
    expect((await ask<Made>('finish', { decommissioned: null })).refused).toContain('No migration');
    expect(await ask('address', { text: 'not a name' })).toContain('environment variable');
    expect(await ask('address', { text: 'A::B' })).toBe(null);
    expect(readFileSync(join(server.folder, INITIALIZER), 'utf8')).toBe(other);
  });
});
