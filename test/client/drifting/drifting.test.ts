import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { apply, codeActions, diagnostics, hoverText, ruleOf } from '../support/ask.js';
import { closeAll, fileUri, open, positionOf } from '../support/documents.js';
import { keyboard, type Step } from '../support/keyboard.js';
import { screenshot } from '../support/screenshot.js';
import { lenses } from './lenses.js';

const OFFERED = (text: string): Step => ({
  see: `.quick-input-list .monaco-list-row:has-text("${text}")`,
});

const drifted = (document: vscode.TextDocument) =>
  diagnostics(document.uri, 'the drift', found => found.some(d => ruleOf(d) === 'drift/changed'));

describe('Drift against a recorded snapshot', () => {
  afterEach(closeAll);

  it('stands above the rules that differ, and above no other', async () => {
    const { document } = await open('schedules.yml');
    await drifted(document);
    const found = await lenses(document, titles => titles.length > 0);
    await screenshot('drift-lenses');
    assert.deepEqual(found, [
      'ReportsRule: ⚠ Console drift: ScheduleExpression, State, Targets[reports].Input.days',
      'PruneRule: ✗ Deleted in AWS',
      'MailRule: Not deployed yet',
    ]);
  });

  it('is among the problems', async () => {
    const { document } = await open('schedules.yml');
    const found = (await drifted(document)).map(ruleOf).filter(rule => rule.startsWith('drift/'));
    assert.deepEqual(found.sort(), [
      'drift/changed',
      'drift/changed',
      'drift/changed',
      'drift/deleted',
    ]);
  });

  it('is told in full by the hover on the logical id', async () => {
    const { document } = await open('schedules.yml');
    await drifted(document);
    const text = await hoverText(document.uri, positionOf(document, 'ReportsRule'));
    assert.match(text, /cron\(0 5 \* \* \? \*\)/);
    assert.match(text, /At 6:00 AM|At 06:00/);
    assert.match(text, /next deploy/i);
  });

  it('ends where the live value is adopted, as one edit', async () => {
    const { document } = await open('schedules.yml');
    await drifted(document);
    const position = positionOf(document, 'cron(0 5');
    const actions = await codeActions(document.uri, new vscode.Range(position, position));
    const adopt = actions.find(({ title }) => title.includes('cron(0 6 * * ? *)'));
    assert.ok(adopt, actions.map(({ title }) => title).join('\n'));
    await apply(adopt);
    assert.ok(document.getText().includes('ScheduleExpression: cron(0 6 * * ? *)'));
    await vscode.commands.executeCommand('undo');
    assert.ok(document.getText().includes('ScheduleExpression: cron(0 5 * * ? *)'));
  });

  it('offers what can be done from its lens', async () => {
    const { document } = await open('schedules.yml');
    await drifted(document);
    const uri = fileUri('schedules.yml').toString();
    const done = vscode.commands.executeCommand('cronwright.drift.actions', uri, 'ReportsRule');
    keyboard([
      OFFERED('Adopt the live values'),
      OFFERED('Show the difference'),
      { press: 'Enter' },
    ]);
    await done;
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff, 'a comparison is open');
    const [live, ours] = await Promise.all(
      [tab.input.original, tab.input.modified].map(side => vscode.workspace.openTextDocument(side)),
    );
    await screenshot('drift-difference');
    assert.ok(live?.getText().includes('State: "DISABLED"\n'), live?.getText());
    assert.ok(ours?.getText().includes('State: "ENABLED"\n'), ours?.getText());
    assert.equal(live?.uri.scheme, 'cronwright-live');
  });
});
