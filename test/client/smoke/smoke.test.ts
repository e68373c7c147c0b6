import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { diagnostics, ruleOf } from '../support/ask.js';
import { closeAll, open, select, type } from '../support/documents.js';
import { screenshot } from '../support/screenshot.js';

const BAD_LINE = 'ScheduleExpression: cron(0 9 * * MON-FRI)';

describe('Cronwright in VS Code', () => {
  afterEach(closeAll);

  it('is activated by a template and says what is wrong in it', async () => {
    const { document } = await open('schedules.yml');
    const [problem] = await diagnostics(document.uri, 'a problem', found => found.length === 1);
    assert.ok(problem);
    assert.equal(ruleOf(problem), 'schedule/syntax');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(document.lineAt(problem.range.start).text.trim(), BAD_LINE);
    assert.ok(vscode.extensions.getExtension('cronwright.cronwright')?.isActive);
    await screenshot('problem', '.squiggly-error');
  });

  it('leaves a YAML file that is no template alone', async () => {
    const other = await open('workflow.yml');
    const template = await open('schedules.yml');
    select(template, '0 7 ? * MON *');
    await type('0 7 * * MON');
    // the server read the other file before this change
    await diagnostics(template.document.uri, 'two problems', found => found.length === 2);
    assert.deepEqual(vscode.languages.getDiagnostics(other.document.uri), []);
  });
});
