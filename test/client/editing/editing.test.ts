import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { apply, codeActions, diagnostics, ruleOf } from '../support/ask.js';
import { closeAll, fileUri, open, positionOf, select, type } from '../support/documents.js';
import { screenshot } from '../support/screenshot.js';

const GOOD = 'cron(0 9 ? * MON-FRI *)';
const CRONTAB = 'cron(0 9 * * MON-FRI)';

/** Opens the template and types a crontab line in place of its first schedule. */
async function typeCrontab(): Promise<vscode.TextEditor> {
  const editor = await open('schedules.yml');
  select(editor, GOOD);
  await type(CRONTAB);
  return editor;
}

function onlyProblem({ document }: vscode.TextEditor): Promise<vscode.Diagnostic> {
  return diagnostics(document.uri, 'one problem', found => found.length === 1).then(found => {
    assert.ok(found[0]);
    return found[0];
  });
}

const noProblem = ({ document }: vscode.TextEditor) =>
  diagnostics(document.uri, 'no problem', found => found.length === 0);

describe('While a template is typed', () => {
  afterEach(closeAll);

  it('what is wrong stands under the cursor, with what to write', async () => {
    const editor = await typeCrontab();
    const problem = await onlyProblem(editor);
    assert.equal(ruleOf(problem), 'schedule/syntax');
    assert.equal(
      problem.message,
      'AWS cron has six fields and this has five, like a crontab line. Write `cron(0 9 ? * MON-FRI *)`.',
    );
    await vscode.commands.executeCommand('editor.action.marker.next');
    await screenshot('diagnostics', '.peekview-widget, .zone-widget');
    await vscode.commands.executeCommand('closeMarkersNavigation');
  });

  it('a quick fix writes it, in one step that can be undone', async () => {
    const editor = await typeCrontab();
    const { range } = await onlyProblem(editor);
    const broken = editor.document.getText();
    const [fix] = await codeActions(editor.document.uri, range, vscode.CodeActionKind.QuickFix);
    assert.equal(fix?.title, `Write \`${GOOD}\``);
    assert.equal(fix.isPreferred, true);
    editor.selection = new vscode.Selection(range.start, range.start);
    await vscode.commands.executeCommand('editor.action.quickFix');
    await screenshot('quick-fix', '.action-widget');
    await vscode.commands.executeCommand('hideCodeActionWidget');
    await apply(fix);
    await noProblem(editor);
    assert.ok(editor.document.getText().includes(GOOD));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), broken);
  });

  it('a problem is silenced by a comment, and an unneeded comment is told', async () => {
    const editor = await typeCrontab();
    const { range } = await onlyProblem(editor);
    const actions = await codeActions(editor.document.uri, range);
    const silence = actions.find(({ title }) => title.startsWith('Silence'));
    assert.ok(silence);
    await apply(silence);
    await noProblem(editor);
    select(editor, CRONTAB);
    await type(GOOD);
    // a half-typed schedule may have a problem of its own
    const isUnused = (found: readonly vscode.Diagnostic[]) =>
      found.length === 1 && found.map(ruleOf).includes('suppression/unused');
    const found = await diagnostics(editor.document.uri, 'the unneeded comment', isUnused);
    const [unused] = found as [vscode.Diagnostic];
    assert.equal(unused.severity, vscode.DiagnosticSeverity.Hint);
    assert.deepEqual(unused.tags, [vscode.DiagnosticTag.Unnecessary]);
  });

  it('“Fix All” mends all that is beyond doubt, in one step', async () => {
    const editor = await open('schedules.yml');
    const good = editor.document.getText();
    select(editor, 'rate(30 minutes)');
    await type('rate(1 minutes)');
    select(editor, 'LaunchType');
    await type('LaunchTyp');
    await diagnostics(editor.document.uri, 'two problems', found => found.length === 2);
    const broken = editor.document.getText();
    const mended = new Promise<void>(resolve => {
      const listening = vscode.workspace.onDidChangeTextDocument(() => {
        listening.dispose();
        resolve();
      });
    });
    await vscode.commands.executeCommand('cronwright.fixAll');
    await mended;
    assert.equal(editor.document.getText(), good.replace('rate(30 minutes)', 'rate(1 minute)'));
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), broken);
  });

  it('cronwright.yml changes what is told, as soon as it is saved', async () => {
    const editor = await typeCrontab();
    await onlyProblem(editor);
    const config = fileUri('cronwright.yml');
    await vscode.workspace.fs.writeFile(config, Buffer.from('rules:\n  schedule/syntax: off\n'));
    await noProblem(editor);
    await vscode.workspace.fs.delete(config);
    await onlyProblem(editor);
  });

  it('an export that another file loses is told where it is imported', async () => {
    const editor = await open('schedules.yml');
    await noProblem(editor);
    const network = fileUri('network.yml');
    const text = Buffer.from(await vscode.workspace.fs.readFile(network));
    const renamed = text.toString().replace('-subnet-one', '-subnet-oen');
    await vscode.workspace.fs.writeFile(network, Buffer.from(renamed));
    const problem = await onlyProblem(editor);
    assert.equal(ruleOf(problem), 'import/unknown-export');
    assert.deepEqual(
      problem.range.start,
      positionOf(editor.document, '${NetworkStack}-subnet-one'),
    );
    await vscode.workspace.fs.writeFile(network, text);
    await noProblem(editor);
  });
});
