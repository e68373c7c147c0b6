import { commands, type Disposable, env, type TextEditor, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

const TITLE = 'Copy Test-Run Command';

/** What a template has that can be tried; the shapes are those of `server/src/lsp/test-run.ts`. */
interface Rules {
  /** The rule under the cursor. */
  readonly here: string | null;
  readonly rules: readonly { readonly id: string; readonly detail: string }[];
}

interface TestRun {
  readonly title: string;
  readonly text: string;
  readonly notes: readonly string[];
}

type Made = { readonly runs: readonly TestRun[] } | { readonly refused: string };

/** "Cronwright: Copy Test-Run Command": what runs a rule's job once, into the clipboard. */
export function registerCopyTestRun(client: LanguageClient): Disposable {
  return commands.registerCommand('cronwright.copyTestRun', async () => {
    const editor = window.activeTextEditor;
    if (editor) await copyTestRun(client, editor);
    else void window.showWarningMessage('Open the template whose rule is to be tried.');
  });
}

async function copyTestRun(client: LanguageClient, editor: TextEditor): Promise<void> {
  const uri = client.code2ProtocolConverter.asUri(editor.document.uri);
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const found = await client.sendRequest<Rules | null>('cronwright/testRun/rules', {
    uri,
    position,
  });
  if (!found || found.rules.length === 0) {
    const name = workspace.asRelativePath(editor.document.uri);
    void window.showWarningMessage(`${name} has no rule or schedule that starts anything.`);
    return;
  }
  const id = found.here ?? (await chosenRule(found));
  if (id === undefined) return;
  const made = await client.sendRequest<Made | null>('cronwright/testRun/make', { uri, id });
  if (!made) return;
  if ('refused' in made) void window.showWarningMessage(made.refused);
  else await copy(id, await chosenRun(id, made.runs));
}

async function chosenRule({ rules }: Rules): Promise<string | undefined> {
  const items = rules.map(({ id, detail }) => ({ label: id, description: detail }));
  const chosen = await window.showQuickPick(items, {
    ignoreFocusOut: true,
    title: TITLE,
    placeHolder: 'The rule to try',
    matchOnDescription: true,
  });
  return chosen?.label;
}

async function chosenRun(id: string, runs: readonly TestRun[]): Promise<TestRun | undefined> {
  const [only, ...more] = runs;
  if (more.length === 0) return only;
  const items = runs.map(run => ({ label: run.title, detail: run.notes.join(' '), run }));
  const chosen = await window.showQuickPick(items, {
    ignoreFocusOut: true,
    title: `${TITLE} of ${id}`,
    placeHolder: 'Where it is to run',
  });
  return chosen?.run;
}

async function copy(id: string, run: TestRun | undefined): Promise<void> {
  if (!run) return;
  await env.clipboard.writeText(run.text);
  const notes = run.notes.length > 0 ? ` ${run.notes.join(' ')}` : '';
  window.setStatusBarMessage(`$(clippy) Copied the test run of ${id}.${notes}`, 10_000);
}
