import { commands, type Disposable, Uri, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Proposed } from './protocol.js';

const SCHEME = 'cronwright-migration';

/** Shows all files of a change side by side with what they are now, and makes it where the user says so. */
export async function lookAndMake(
  client: LanguageClient,
  { edit, files }: Proposed,
  title: string,
): Promise<boolean> {
  const texts = new Map<string, string>();
  const shown = (path: string, side: string, text: string) => {
    const uri = Uri.from({ scheme: SCHEME, path, query: side });
    texts.set(uri.toString(), text);
    return uri;
  };
  const provider: Disposable = workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: uri => texts.get(uri.toString()),
  });
  try {
    const resources = files.map(({ uri, before, after }) => {
      const file = client.protocol2CodeConverter.asUri(uri);
      const { path } = file;
      return [file, shown(path, 'before', before ?? ''), shown(path, 'after', after ?? '')];
    });
    await commands.executeCommand('vscode.changes', title, resources);
    const write = `Change ${files.length} Files`;
    // a notification goes away after some seconds, before five files are read
    const chosen = await window.showQuickPick([write, 'Leave It'], {
      title,
      placeHolder: 'Is it to be as shown?',
      ignoreFocusOut: true,
    });
    await close(title);
    return chosen === write && (await make(client, edit));
  } finally {
    provider.dispose();
  }
}

async function make(client: LanguageClient, edit: Proposed['edit']): Promise<boolean> {
  const converted = await client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (!(await workspace.applyEdit(converted, { isRefactoring: true }))) {
    void window.showWarningMessage('A file changed meanwhile, so nothing was written.');
    return false;
  }
  const changed = new Set(converted.entries().map(([uri]) => uri.toString()));
  for (const document of workspace.textDocuments)
    if (changed.has(document.uri.toString())) await document.save();
  return true;
}

async function close(title: string): Promise<void> {
  const tabs = window.tabGroups.all.flatMap(group => group.tabs);
  await window.tabGroups.close(tabs.filter(({ label }) => label.startsWith(title)));
}
