import { strict as assert } from 'node:assert';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { closeAll, fileUri, open } from '../support/documents.js';
import { keyboard, type Step } from '../support/keyboard.js';
import { screenshot } from '../support/screenshot.js';
import { until, untilAsync } from '../support/wait.js';

const INITIALIZER = 'config/initializers/sidekiq.rb';

const QUESTION = (step: number): Step => ({
  see: `.quick-input-widget:visible .quick-input-title:has-text("(${step}/6)")`,
});
const OFFERED = (text: string): Step => ({
  see: `.quick-input-list .monaco-list-row:has-text("${text}")`,
});
const SHOWN: Step = { see: '.multiDiffEntry:has-text("sidekiq.rb")' };
const CHANGE = (files: number): Step[] => [OFFERED(`Change ${files} Files`), { press: 'Enter' }];

/** Empty while VS Code writes it. */
async function textOf(name: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
  } catch {
    return undefined;
  }
}

/** What the lenses of a document say and do. */
async function lenses(uri: vscode.Uri): Promise<vscode.Command[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return found.flatMap(({ command }) => command ?? []);
}

interface Redis {
  cli(...command: readonly string[]): void;
  end(): void;
}

/** The old Redis, where what runs the verifier finds it; undefined where the machine has no Redis or no Sidekiq. */
async function startRedis(): Promise<Redis | undefined> {
  const sidekiq = spawnSync('ruby', ['-e', 'require "sidekiq"']);
  if (spawnSync('redis-server', ['--version']).status !== 0 || sidekiq.status !== 0)
    return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), 'cronwright-redis-'));
  const socket = path.join(folder, 'redis.sock');
  const child = spawn('redis-server', ['--port', '0', '--unixsocket', socket, '--save', '']);
  await untilAsync('a Redis', async () => (existsSync(socket) ? true : undefined));
  process.env.REDIS_URL = `unix://${socket}`;
  return {
    cli: (...command) => void execFileSync('redis-cli', ['-s', socket, ...command]),
    end() {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    },
  };
}

describe('“Start Sidekiq Redis Migration”', () => {
  before('the host has a keyboard: desktop VS Code has none', function () {
    if (!process.env.CRONWRIGHT_KEYBOARD) this.skip();
  });
  after(async () => {
    redis?.end();
    await closeAll();
  });

  let original = '';
  let redis: Redis | undefined;

  it('asks six questions, shows the whole edit, and makes it when that was looked at', async () => {
    const { document } = await open(INITIALIZER);
    original = document.getText();
    void vscode.commands.executeCommand('cronwright.startMigration');
    keyboard([
      QUESTION(1),
      { press: 'Enter' },
      QUESTION(2),
      { press: 'Enter' },
      QUESTION(3),
      { press: 'Enter' },
      QUESTION(4),
      OFFERED('7.3.9, as Gemfile.lock has it'),
      { press: 'Enter' },
      QUESTION(5),
      { press: 'Enter' },
      QUESTION(6),
      { ...OFFERED('Each process tosses a coin'), picture: 'migration-strategy' },
      { press: 'Enter' },
      { ...SHOWN, picture: 'migration-preview' },
      ...CHANGE(5),
    ]);
    const text = await untilAsync('the migration', async () => {
      const now = await textOf(INITIALIZER);
      return now === original ? undefined : now || undefined;
    });
    assert.ok(text.includes('DRAINS_OLD_REDIS ? ENV.fetch("REDIS_URL")'), text);
    await untilAsync('the scripts', () => textOf('script/sidekiq_verify.rb'));
    await until(
      'what to do now',
      vscode.window.onDidChangeActiveTextEditor,
      () =>
        vscode.window.activeTextEditor?.document.fileName.endsWith('sidekiq-migration.md') ||
        undefined,
    );
    assert.ok((await textOf('cronwright.yml'))?.includes('state: underway'));
  });

  it('has lenses above what it wrote', async () => {
    const { document } = await open(INITIALIZER);
    const found = await untilAsync('the lenses', async () => {
      const titles = (await lenses(document.uri)).map(({ title }) => title);
      return titles.length > 0 ? titles : undefined;
    });
    assert.deepEqual(found, ['Migration under way: 2 readers', 'verify', 'finish']);
    await screenshot('migration-lens', '.codelens-decoration:has-text("Migration under way")');
  });

  const CLIPBOARD: readonly Step[] = [
    { ...OFFERED('Run the verifier'), picture: 'migration-finish' },
    { type: 'clipboard' },
    { see: '.quick-input-list .monaco-list-row.focused:has-text("Take what it printed")' },
    { press: 'Enter' },
  ];
  const RUN: readonly Step[] = [OFFERED('Run the verifier'), { press: 'Enter' }];
  const DONE: readonly Step[] = [
    OFFERED('Leave no trace'),
    { press: 'Enter' },
    SHOWN,
    ...CHANGE(5),
  ];

  /** Ends when the command does. */
  async function finish(steps: readonly Step[]): Promise<void> {
    await open(INITIALIZER);
    const finished = vscode.commands.executeCommand('cronwright.finishMigration');
    keyboard(steps);
    await finished;
  }

  function shown(): string | undefined {
    const output = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'output');
    return output?.getText();
  }

  it('stays in where what was copied of the verifier has work left', async () => {
    const before = await textOf(INITIALIZER);
    await vscode.env.clipboard.writeText('Not yet: there is work left in schedule.\n');
    await finish(CLIPBOARD);
    assert.equal(await textOf(INITIALIZER), before);
    await untilAsync('what was copied', async () =>
      shown()?.includes('work left in schedule') ? true : undefined,
    );
  });

  it('stays in while the verifier finds work on the old Redis', async function () {
    redis = await startRedis();
    if (!redis) this.skip();
    // Bundler would ask for gems of that version
    await vscode.workspace.fs.delete(fileUri('Gemfile.lock'));
    const before = await textOf(INITIALIZER);
    const table = (count: number) =>
      untilAsync('the verifier’s table', async () =>
        new RegExp(`queue:default +${count} {2}left\\n(?:.*\\n)*Not yet:`).test(shown() ?? '')
          ? true
          : undefined,
      );
    redis.cli('LPUSH', 'queue:default', '{}');
    const { document } = await open(INITIALIZER);
    const lens = (await lenses(document.uri)).find(({ title }) => title === 'verify');
    await vscode.commands.executeCommand(lens?.command ?? '', ...(lens?.arguments ?? []));
    await table(1);
    redis.cli('LPUSH', 'queue:default', '{}');
    await finish(RUN);
    assert.equal(await textOf(INITIALIZER), before);
    await table(2);
    redis.cli('DEL', 'queue:default');
  });

  it('is taken out again, but for the new address', async () => {
    await vscode.env.clipboard.writeText('Verified: the old Redis has no work left.\n');
    await finish([...(redis ? RUN : CLIPBOARD), ...DONE]);
    const text = await untilAsync('the end of the migration', async () => {
      const now = await textOf(INITIALIZER);
      return now?.includes('cronwright') ? undefined : now || undefined;
    });
    assert.equal(text, original.replaceAll('REDIS_URL', 'SIDEKIQ_NEW_REDIS_URL'));
    await untilAsync('the scripts to be gone', async () =>
      (await textOf('script/sidekiq_move.rb')) === undefined ? true : undefined,
    );
    assert.equal(await textOf('cronwright.yml'), 'sidekiq:\n  processes: 4\n');
  });
});
