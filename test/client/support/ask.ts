import * as vscode from 'vscode';
import { positionOf } from './documents.js';
import { until, untilAsync } from './wait.js';

/**
 * Cronwright's diagnostics of a document, once `isMeant` holds for them. From the first ones on the server answers
 * questions too: what is asked before finds nothing.
 */
export function diagnostics(
  uri: vscode.Uri,
  what: string,
  isMeant: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const present = () => vscode.languages.getDiagnostics(uri).filter(isOurs);
  return until(
    what,
    vscode.languages.onDidChangeDiagnostics,
    () => {
      const found = present();
      return isMeant(found) ? found : undefined;
    },
    () => present().map(diagnostic => `${ruleOf(diagnostic)}: ${diagnostic.message}`),
  );
}

function isOurs(diagnostic: vscode.Diagnostic): boolean {
  return diagnostic.source === 'cronwright';
}

/** The id of the rule behind a diagnostic, as in `schedule/syntax`. */
export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until the server answers questions about a document: once it hovers on `text`. */
export async function answering(document: vscode.TextDocument, text: string): Promise<void> {
  const position = positionOf(document, text);
  await untilAsync(
    'the server',
    async () => (await hoverText(document.uri, position)) || undefined,
  );
}

/** All that hovers say at a position, as Markdown. */
export async function hoverText(uri: vscode.Uri, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return hovers
    .flatMap(hover => hover.contents)
    .map(content => (typeof content === 'string' ? content : content.value))
    .join('\n\n');
}

/** What is offered at a position; `trigger` is the character whose typing asked. */
export async function completions(
  uri: vscode.Uri,
  position: vscode.Position,
  trigger?: string,
): Promise<vscode.CompletionItem[]> {
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    position,
    trigger,
  );
  return list.items;
}

/** Asks for suggestions at the cursor and takes the first, as Ctrl-Space and Enter do. */
export async function takeFirstSuggestion({ document }: vscode.TextEditor): Promise<void> {
  const { version } = document;
  await vscode.commands.executeCommand('editor.action.triggerSuggest');
  // VS Code doesn't say when the list is on the screen; before, this command does nothing
  const take = () => vscode.commands.executeCommand('acceptSelectedSuggestion');
  const timer = setInterval(take, 100);
  try {
    await until('a suggestion to be taken', vscode.workspace.onDidChangeTextDocument, () =>
      document.version > version ? true : undefined,
    );
  } finally {
    clearInterval(timer);
  }
}

/** The code actions at a range, of one kind where it is given. */
export function codeActions(
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: vscode.CodeActionKind,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    kind?.value,
  );
}

/** Does what choosing a code action in the editor does. */
export async function apply({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) await vscode.workspace.applyEdit(edit);
  if (command) {
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
  }
}
