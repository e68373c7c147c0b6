import * as vscode from 'vscode';

/** The address of a file of the suite's workspace, by its path in there. */
export function fileUri(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('the suite has no workspace');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Opens a file of the suite's workspace in an editor, with the focus. */
export async function open(name: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument(fileUri(name));
  return vscode.window.showTextDocument(document, { preview: false });
}

/** Where `text` begins in the document, or `within` characters into it. Throws where there is none. */
export function positionOf(
  document: vscode.TextDocument,
  text: string,
  within = 0,
): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.fileName} has no ${text}`);
  return document.positionAt(offset + within);
}

/** Puts the cursor behind the first `text`, and shows it. */
export function putCursorAfter(editor: vscode.TextEditor, text: string): vscode.Position {
  const position = positionOf(editor.document, text, text.length);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(editor.selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return position;
}

/** Selects the first `text`, so that typing replaces it. */
export function select(editor: vscode.TextEditor, text: string): void {
  const start = positionOf(editor.document, text);
  editor.selection = new vscode.Selection(start, positionOf(editor.document, text, text.length));
}

/** Types as a keyboard does, at the cursor of the editor with the focus. */
export async function type(text: string): Promise<void> {
  for (const character of text) {
    await vscode.commands.executeCommand('type', { text: character });
  }
}

/** Closes every editor and drops what was not saved. */
export async function closeAll(): Promise<void> {
  while (vscode.window.activeTextEditor !== undefined) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}
