import { strict as assert } from 'node:assert';
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
const CHANGE = (files: number): Step => ({
  click: `.notification-toast .monaco-button:has-text("Change ${files} Files")`,
});

/** Empty while VS Code writes it. */
async function textOf(name: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(fileUri(name)));
  } catch {
    return undefined;
  }
}

async function lenses(uri: vscode.Uri): Promise<string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
  );
  return found.map(({ command }) => command?.title ?? '');
}

describe('“Start Sidekiq Redis Migration”', () => {
  before('the host has a keyboard: desktop VS Code has none', function () {
    if (!process.env.CRONWRIGHT_KEYBOARD) this.skip();
  });
  after(closeAll);

  let original = '';

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
      CHANGE(5),
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
      const titles = await lenses(document.uri);
      return titles.length > 0 ? titles : undefined;
    });
    assert.deepEqual(found, ['Migration under way: 2 readers', 'verify', 'finish']);
    await screenshot('migration-lens', '.codelens-decoration:has-text("Migration under way")');
  });

  it('is taken out again, but for the new address', async () => {
    await open(INITIALIZER);
    void vscode.commands.executeCommand('cronwright.finishMigration');
    keyboard([
      { ...OFFERED('Run the verifier first'), picture: 'migration-finish' },
      { type: 'finish' },
      { see: '.quick-input-list .monaco-list-row.focused:has-text("It ended with 0: finish")' },
      { press: 'Enter' },
      SHOWN,
      CHANGE(5),
    ]);
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
