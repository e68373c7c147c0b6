import * as vscode from 'vscode';
import { untilAsync } from '../support/wait.js';

/** What stands above rules, each with the line below it, once `isMeant` holds for them. */
export function lenses(
  document: vscode.TextDocument,
  isMeant: (found: readonly string[]) => boolean,
): Promise<readonly string[]> {
  return untilAsync('the lenses', async () => {
    const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
    );
    const titles = found
      .map(({ range, command }) => ({ line: range.start.line, title: command?.title ?? '' }))
      .sort((a, b) => a.line - b.line)
      .map(({ line, title }) => `${document.lineAt(line).text.trim()} ${title}`);
    return isMeant(titles) ? titles : undefined;
  });
}
