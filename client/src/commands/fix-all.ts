import { commands, type Disposable } from 'vscode';

/** "Cronwright: Fix All": one undo step, like every code action. */
export function registerFixAll(): Disposable {
  return commands.registerCommand('cronwright.fixAll', () =>
    commands.executeCommand('editor.action.sourceAction', {
      kind: 'source.fixAll.cronwright',
      apply: 'first',
    }),
  );
}
