import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { hoverText } from '../support/ask.js';
import { closeAll, open, positionOf, putCursorAfter } from '../support/documents.js';
import { screenshot } from '../support/screenshot.js';
import { untilAsync } from '../support/wait.js';

async function setting(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('cronwright')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** What the hover on a text of the template says, once it is meant. */
async function hoverOn(text: string, isMeant: (hover: string) => boolean): Promise<string> {
  const { document } = await open('schedules.yml');
  const position = positionOf(document, text, 1);
  return untilAsync(`a hover on ${text}`, async () => {
    const hover = await hoverText(document.uri, position);
    return isMeant(hover) ? hover : undefined;
  });
}

describe('A hover', () => {
  afterEach(closeAll);

  it('reads a schedule in plain English, with its next runs', async () => {
    await setting('timeZone', 'America/Los_Angeles');
    await setting('timeFormat', '24h');
    const hover = await hoverOn('MON-FRI', found => found.includes('Los Angeles'));
    assert.match(hover, /\*\*At 09:00, Monday through Friday\*\*/);
    assert.match(hover, /UTC/);
    assert.match(hover, /5 runs a week/);
    const editor = await open('schedules.yml');
    putCursorAfter(editor, 'cron(0 9 ? * MON');
    await vscode.commands.executeCommand('editor.action.showHover');
    await screenshot('hover', '.monaco-hover-content');
  });

  it('writes the time of day as the settings say', async () => {
    await setting('timeFormat', '12h');
    await hoverOn('MON-FRI', found => found.includes('09:00 AM') || found.includes('9:00 AM'));
    await setting('timeFormat', '24h');
    await hoverOn('MON-FRI', found => found.includes('At 09:00,'));
  });

  it('tells where an import comes from, and who else imports it', async () => {
    const hover = await hoverOn('-subnet-one', found => found.includes('network.yml'));
    assert.match(hover, /The first private subnet/);
    const editor = await open('schedules.yml');
    putCursorAfter(editor, '${NetworkStack}-clus');
    await vscode.commands.executeCommand('editor.action.showHover');
    await screenshot('import-hover', '.monaco-hover-content');
  });
});
