import { commands, type Disposable } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** "Cronwright: Restart Language Server". */
export function registerRestart(client: LanguageClient): Disposable {
  return commands.registerCommand('cronwright.restart', () => client.restart());
}
