import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { completions, diagnostics } from '../support/ask.js';
import { closeAll, open, positionOf } from '../support/documents.js';
import { keyboard, type Step } from '../support/keyboard.js';
import { until, untilAsync } from '../support/wait.js';

const QUESTION = (step: number): Step => ({
  see: `.quick-input-widget:visible .quick-input-title:has-text("(${step}/5)")`,
});
const OFFERED = (text: string): Step => ({
  see: `.quick-input-list .monaco-list-row.focused:has-text("${text}")`,
});

/** The document's text once it has changed. */
function changed(document: vscode.TextDocument): Promise<string> {
  const before = document.getText();
  return until('the new rule', vscode.workspace.onDidChangeTextDocument, () => {
    const text = document.getText();
    return text === before ? undefined : text;
  });
}

async function openSchedules(): Promise<vscode.TextEditor> {
  const editor = await open('schedules.yml');
  await diagnostics(editor.document.uri, 'no problem', found => found.length === 0);
  const inCommand = positionOf(editor.document, 'reports:daily"');
  await untilAsync('the rake tasks', async () => {
    const items = await completions(editor.document.uri, inCommand);
    return items.some(({ label }) => label === 'orders:refund') || undefined;
  });
  return editor;
}

describe('“Add Scheduled Rule”', () => {
  before('the host has a keyboard: desktop VS Code has none', function () {
    if (!process.env.CRONWRIGHT_KEYBOARD) this.skip();
  });
  afterEach(closeAll);

  it('asks five questions, and inserts a rule as the others are, in one step', async () => {
    const editor = await openSchedules();
    const { document } = editor;
    const before = document.getText();
    const inserted = changed(document);
    void vscode.commands.executeCommand('cronwright.addRule');
    keyboard([
      QUESTION(1),
      { type: 'orders' },
      { ...OFFERED('orders:ship'), picture: 'add-rule-task' },
      { type: ':refund' },
      OFFERED('orders:refund'),
      { press: 'Enter' },
      QUESTION(2),
      { type: 'every weekday at 9:00' },
      { ...OFFERED('cron(0 9 ? * MON-FRI *)'), picture: 'add-rule-schedule' },
      { press: 'Enter' },
      QUESTION(3),
      { press: 'Enter' },
      QUESTION(4),
      { press: 'Enter' },
      QUESTION(5),
      { press: 'Enter' },
    ]);
    const text = await inserted;
    for (const line of [
      'Name: orders_refund',
      'ScheduleExpression: cron(0 9 ? * MON-FRI *)',
      'Id: orders_refund',
      '"orders:refund"',
    ])
      assert.ok(text.includes(line), `${line} in ${text}`);
    await diagnostics(document.uri, 'no problem', found => found.length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('goes back with what was answered, and gives up without a change', async () => {
    const { document } = await openSchedules();
    const before = document.getText();
    const asked = vscode.commands.executeCommand('cronwright.addRule');
    keyboard([
      QUESTION(1),
      { type: 'orders:refund' },
      OFFERED('orders:refund'),
      { press: 'Enter' },
      QUESTION(2),
      { click: '.quick-input-titlebar .codicon-quick-input-back' },
      QUESTION(1),
      OFFERED('orders:refund'),
      { press: 'Escape' },
    ]);
    await asked;
    assert.equal(document.getText(), before);
  });

  it('lets one choose the rule that it is made like, and goes on', async () => {
    const { document } = await openSchedules();
    const inserted = changed(document);
    void vscode.commands.executeCommand('cronwright.addRule');
    keyboard([
      QUESTION(1),
      { click: '.quick-input-titlebar .codicon-copy' },
      { see: '.quick-input-list .monaco-list-row:has-text("CartsSweepRule")' },
      { type: 'CartsSweep' },
      OFFERED('CartsSweepRule'),
      { press: 'Enter' },
      { see: '.quick-input-title:has-text("Like CartsSweepRule (1/5)")' },
      { type: 'orders:refund' },
      OFFERED('orders:refund'),
      { press: 'Enter' },
      QUESTION(2),
      { type: 'every hour' },
      OFFERED('rate(1 hour)'),
      ...[3, 4, 5].flatMap(step => [{ press: 'Enter' }, QUESTION(step)]),
      { press: 'Enter' },
    ]);
    assert.ok((await inserted).includes('ScheduleExpression: rate(1 hour)'));
  });
});
