import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { completions, diagnostics, takeFirstSuggestion } from '../support/ask.js';
import { closeAll, open, putCursorAfter, select, type } from '../support/documents.js';
import { screenshot } from '../support/screenshot.js';

/** Opens the template once the server knows it. */
async function template(): Promise<vscode.TextEditor> {
  const editor = await open('schedules.yml');
  select(editor, 'rate(30 minutes)');
  await type('rate(1 minutes)');
  await diagnostics(editor.document.uri, 'the problem', found => found.length === 1);
  return editor;
}

const labels = (items: readonly vscode.CompletionItem[]) =>
  items.map(({ label }) => (typeof label === 'string' ? label : label.label));

describe('A completion', () => {
  afterEach(closeAll);

  it('writes an import as the file writes its others', async () => {
    const editor = await template();
    select(editor, '${NetworkStack}-subnet-one');
    await type('${NetworkStack}-sub');
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await screenshot('completion', '.suggest-widget.visible .monaco-list-row');
    await takeFirstSuggestion(editor);
    assert.match(
      editor.document.getText(),
      /Fn::ImportValue: !Sub "?\$\{NetworkStack\}-subnet-one"?\n/,
    );
  });

  it('offers the values of a field, each with its meaning', async () => {
    const editor = await template();
    const position = putCursorAfter(editor, 'cron(0 9 ? * ');
    const items = await completions(editor.document.uri, position);
    assert.ok(labels(items).includes('MON-FRI'), labels(items).join(' '));
  });

  it('offers the properties of a rule that it does not have yet', async () => {
    const editor = await template();
    putCursorAfter(editor, 'Name: daily_report\n      ');
    await type('E');
    const position = editor.selection.active;
    const items = labels(await completions(editor.document.uri, position));
    assert.ok(items.includes('EventBusName'), items.join(' '));
    assert.ok(!items.includes('State'));
  });
});
