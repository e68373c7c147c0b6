import {
  commands,
  type Disposable,
  Range,
  Selection,
  type TextEditor,
  Uri,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askAll } from '../../views/wizard.js';
import { AddRule, type Made } from './protocol.js';
import { questions, TITLE, titleOf } from './questions.js';

/** Asks what a new rule is to be, and puts it into the template of the active editor. */
export function registerAddRule(client: LanguageClient): Disposable {
  return commands.registerCommand('cronwright.addRule', async () => {
    const editor = window.activeTextEditor ?? (await chosenTemplate(client));
    if (editor) await addRule(client, editor);
  });
}

async function addRule(client: LanguageClient, editor: TextEditor): Promise<void> {
  const { document } = editor;
  const about = new AddRule(client, client.code2ProtocolConverter.asUri(document.uri));
  const position = client.code2ProtocolConverter.asPosition(editor.selection.active);
  const opened = await about.open(position);
  if (!opened) {
    const name = workspace.asRelativePath(document.uri);
    void window.showWarningMessage(
      `${name} is no CloudFormation template. Open the one the rule is to be in.`,
    );
    return;
  }
  const answers = await askAll(titleOf, questions(about, opened), { like: opened.like });
  if (!answers) return;
  const made = await about.make(answers);
  if ('refused' in made) void window.showWarningMessage(made.refused);
  else if (await isWanted(made)) await insert(client, editor, made);
}

/** Nothing is inserted unasked in which lint finds something. */
async function isWanted({ problems }: Made): Promise<boolean> {
  if (problems.length === 0) return true;
  const detail = problems.map(problem => `• ${problem}`).join('\n');
  const chosen = await window.showWarningMessage(
    'The rule is ready, and this is found in it:',
    { modal: true, detail },
    'Insert Anyway',
  );
  return chosen !== undefined;
}

async function insert(client: LanguageClient, editor: TextEditor, made: Made): Promise<void> {
  const { document } = editor;
  const edits = await client.protocol2CodeConverter.asTextEdits([...made.edits]);
  const isCurrent = document.version === made.version;
  const done =
    isCurrent &&
    (await editor.edit(builder => {
      for (const { range, newText } of edits) builder.replace(range, newText);
    }));
  if (!done) {
    void window.showWarningMessage('The template changed meanwhile, so nothing was inserted.');
    return;
  }
  const cursor = client.protocol2CodeConverter.asPosition(made.cursor);
  const shown = await window.showTextDocument(document, editor.viewColumn);
  shown.selection = new Selection(cursor, cursor);
  shown.revealRange(new Range(cursor, cursor.translate(20)));
  if (made.notes.length > 0) void window.showInformationMessage(made.notes.join(' '));
}

/** Where no editor is open, one of the workspace's templates. */
async function chosenTemplate(client: LanguageClient): Promise<TextEditor | undefined> {
  const uris = await client.sendRequest<readonly string[]>('cronwright/addRule/templates');
  if (uris.length === 0) {
    void window.showWarningMessage('No template is known here. Open the one the rule is to be in.');
    return undefined;
  }
  const items = uris.map(uri => ({ label: workspace.asRelativePath(Uri.parse(uri)), uri }));
  const chosen = await window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'The template that the rule is to be in',
    ignoreFocusOut: true,
  });
  return chosen && window.showTextDocument(Uri.parse(chosen.uri));
}
