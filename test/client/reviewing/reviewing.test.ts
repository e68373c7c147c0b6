import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { answering } from '../support/ask.js';
import { closeAll, open, select, type } from '../support/documents.js';
import { keyboard } from '../support/keyboard.js';
import { screenshot } from '../support/screenshot.js';
import { until } from '../support/wait.js';

const REVIEW = vscode.Uri.from({ scheme: 'cronwright-review', path: '/Review of schedules.md' });

function git(...words: string[]): void {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const who = ['-c', 'user.name=nobody', '-c', 'user.email=nobody@localhost'];
  execFileSync('git', [...who, ...words], { cwd: folder?.uri.fsPath, stdio: 'ignore' });
}

describe('“Review Schedule Changes”', () => {
  before(() => {
    git('init', '-q', '-b', 'main');
    git('add', '.');
    git('commit', '-q', '-m', 'all');
  });
  afterEach(closeAll);

  it('shows what is typed against the last commit, and copies it for a pull request', async () => {
    const editor = await open('schedules.yml');
    await answering(editor.document, 'cron(');
    select(editor, 'cron(0 3 * * ? *)');
    await type('cron(0 4,16 * * ? *)');
    const done = vscode.commands.executeCommand('cronwright.reviewChanges');
    keyboard([
      { see: '.notifications-toasts .monaco-button:has-text("Copy as Pull Request")' },
      { click: '.notifications-toasts .monaco-button:has-text("Copy as Pull Request")' },
    ]);
    await done;
    await screenshot('review', 'iframe.webview.ready');
    const shown = await vscode.workspace.openTextDocument(REVIEW);
    const text = shown.getText();
    assert.match(text, /^## Review of schedules: look\n/);
    assert.match(
      text,
      /At 03:00 \(UTC\)<br>`cron\(0 3 \* \* \? \*\)` \| At 04:00 and 16:00 \(UTC\)/,
    );
    assert.equal(await vscode.env.clipboard.readText(), text);
  });

  it('copies the last review again', async () => {
    await vscode.env.clipboard.writeText('something else');
    await vscode.commands.executeCommand('cronwright.copyReview');
    assert.match(await vscode.env.clipboard.readText(), /^## Review of schedules: look\n/);
  });
});

describe('“Generate Console Guard”', () => {
  afterEach(closeAll);

  it('opens the policies and the template, unsaved', async () => {
    const done = vscode.commands.executeCommand('cronwright.generateGuard');
    const asked = (prompt: string) => ({
      see: `.quick-input-message:has-text("${prompt}")`,
    });
    keyboard([
      asked('in an emergency'),
      { type: 'BreakGlass', press: 'Enter' },
      asked('that deploys schedules'),
      { press: 'Enter' },
      asked('Cronwright itself is to read'),
      { type: '123456789012', press: 'Enter' },
    ]);
    await done;
    const untitled = () =>
      vscode.workspace.textDocuments
        .filter(({ isUntitled }) => isUntitled)
        .map(document => document.getText());
    const texts = await until('three documents', vscode.workspace.onDidOpenTextDocument, () =>
      untitled().length === 3 ? untitled() : undefined,
    );
    assert.ok(texts.some(text => text.includes('role/BreakGlass') && text.includes('"Deny"')));
    assert.ok(texts.some(text => text.includes('ConsoleGuardRule:')));
    assert.ok(texts.some(text => text.includes(':123456789012:stack/')));
    keyboard([{ click: '.notifications-toasts .monaco-button:has-text("What to Know")' }]);
    await until('the notes', vscode.workspace.onDidOpenTextDocument, () =>
      untitled().find(text => text.startsWith('## deny-console-changes.json')),
    );
  });
});
