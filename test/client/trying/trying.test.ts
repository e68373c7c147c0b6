import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { answering } from '../support/ask.js';
import { closeAll, open, putCursorAfter } from '../support/documents.js';
import { keyboard, type Step } from '../support/keyboard.js';

const OFFERED = (text: string): Step => ({
  see: `.quick-input-list .monaco-list-row.focused:has-text("${text}")`,
});

async function openSchedules(): Promise<vscode.TextEditor> {
  const editor = await open('schedules.yml');
  await answering(editor.document, 'cron(');
  return editor;
}

const copied = () => vscode.env.clipboard.readText();

describe('“Copy Test-Run Command”', () => {
  afterEach(closeAll);

  it('copies the call of the rule under the cursor, for the test cluster', async () => {
    putCursorAfter(await openSchedules(), 'Id: reports_daily');
    const done = vscode.commands.executeCommand('cronwright.copyTestRun');
    keyboard([
      { ...OFFERED('On AWS: the test cluster shop-test'), picture: 'test-run' },
      { press: 'Enter' },
    ]);
    await done;
    const text = await copied();
    assert.match(text, /^APP_LIVE_JOBS_TASK=\$\(aws cloudformation list-exports /);
    assert.ok(text.includes('aws ecs run-task \\\n  --cluster shop-test \\\n'), text);
  });

  it('copies the line for this machine, if that is chosen', async () => {
    putCursorAfter(await openSchedules(), 'ReportsDailyRule');
    const done = vscode.commands.executeCommand('cronwright.copyTestRun');
    keyboard([
      OFFERED('On AWS'),
      { press: 'ArrowDown' },
      OFFERED('On this machine'),
      { press: 'Enter' },
    ]);
    await done;
    assert.equal(await copied(), 'bundle exec rake reports:daily');
  });

  it('asks for the rule where the cursor is on none', async () => {
    putCursorAfter(await openSchedules(), 'AWSTemplateFormatVersion');
    const done = vscode.commands.executeCommand('cronwright.copyTestRun');
    keyboard([
      OFFERED('ReportsDailyRule'),
      { type: 'sweep' },
      OFFERED('CartsSweepRule'),
      { press: 'Enter' },
    ]);
    await done;
    assert.match(await copied(), /aws ecs run-task \\\n {2}--cluster shop-test \\\n {2}--task-def/);
  });
});
