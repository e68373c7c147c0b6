import { commands, type Disposable } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** "Cronwright: Show Output": what the server logs. */
export function registerShowOutput(client: LanguageClient): Disposable {
  return commands.registerCommand('cronwright.showOutput', () => client.outputChannel.show());
}
