import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { diagnostics, hoverText, ruleOf } from '../support/ask.js';
import { closeAll, open, positionOf, putCursorAfter, select, type } from '../support/documents.js';
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

describe('A Sidekiq initializer', () => {
  afterEach(closeAll);

  it('with a coin toss is told its odds, and of the name that only web processes would miss', async () => {
    const editor = await open('config/initializers/sidekiq.rb');
    const { document } = editor;
    const found = await diagnostics(document.uri, 'two faults', ({ length }) => length === 2);
    const said = found.map(one => [ruleOf(one), document.getText(one.range), one.severity]);
    assert.deepEqual(said.sort(), [
      ['sidekiq/random-server', 'rand < 0.5', vscode.DiagnosticSeverity.Warning],
      ['sidekiq/undefined-url', 'new_redis_url', vscode.DiagnosticSeverity.Error],
    ]);
    const [toss] = found.filter(one => ruleOf(one) === 'sidekiq/random-server');
    assert.match(toss?.message ?? '', /With 4 processes/);
    putCursorAfter(editor, 'redis_url = rand');
    await vscode.commands.executeCommand('editor.action.showHover');
    await screenshot('sidekiq-diagnostics', '.monaco-hover-content');
  });

  it('has what is typed checked at once', async () => {
    const editor = await open('config/initializers/sidekiq.rb');
    select(editor, 'url: new_redis_url');
    await type('url: redis_url');
    const found = await diagnostics(editor.document.uri, 'clients that push by chance', all =>
      all.some(one => ruleOf(one) === 'sidekiq/random-client'),
    );
    assert.ok(found.every(one => ruleOf(one) !== 'sidekiq/undefined-url'));
  });
});
