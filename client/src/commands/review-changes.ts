import {
  commands,
  Disposable,
  EventEmitter,
  env,
  ProgressLocation,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

const TITLE = 'Review Schedule Changes';
const COPY = 'Copy as Pull Request Description';
const SCHEME = 'cronwright-review';
const ADDRESS = Uri.from({ scheme: SCHEME, path: '/Review of schedules.md' });

/** The shapes are those of `server/src/lsp/review.ts`. */
type Reviewed =
  | { readonly markdown: string; readonly verdict: 'pass' | 'look' | 'stop' }
  | { readonly refused: string };

/**
 * "Cronwright: Review Schedule Changes": what a branch does to rules and schedules, as a preview of
 * Markdown that is never written to the disk.
 */
export function registerReviewChanges(client: LanguageClient): Disposable {
  const changed = new EventEmitter<Uri>();
  let markdown = '';
  const provider = workspace.registerTextDocumentContentProvider(SCHEME, {
    onDidChange: changed.event,
    provideTextDocumentContent: () => markdown,
  });
  const copy = async () => {
    await env.clipboard.writeText(markdown);
    window.setStatusBarMessage('$(clippy) Copied the review.', 10_000);
  };
  const show = async () => {
    const found = await reviewed(client);
    if (!found) return;
    if ('refused' in found) {
      void window.showWarningMessage(found.refused);
      return;
    }
    markdown = found.markdown;
    changed.fire(ADDRESS);
    await commands.executeCommand('setContext', 'cronwright.hasReview', true);
    await preview();
    const chosen = await window.showInformationMessage(VERDICTS[found.verdict], COPY);
    if (chosen === COPY) await copy();
  };
  return Disposable.from(
    changed,
    provider,
    commands.registerCommand('cronwright.reviewChanges', show),
    commands.registerCommand('cronwright.copyReview', copy),
  );
}

/** As text where VS Code's own Markdown extension is switched off. */
async function preview(): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', ADDRESS);
  } catch {
    await window.showTextDocument(ADDRESS, { preview: false });
  }
}

const VERDICTS = {
  pass: 'The review found nothing to look at.',
  look: 'The review found something to look at.',
  stop: 'The review found something to stop at.',
} as const;

async function reviewed(client: LanguageClient): Promise<Reviewed | undefined> {
  const folder = await chosenFolder();
  if (!folder) return undefined;
  const uri = client.code2ProtocolConverter.asUri(folder.uri);
  const bases = await client.sendRequest<readonly string[]>('cronwright/review/bases', { uri });
  const base = await chosenBase(bases);
  if (base === undefined) return undefined;
  const title = 'Cronwright: reviewing schedules';
  return window.withProgress({ location: ProgressLocation.Window, title }, () =>
    client.sendRequest<Reviewed>('cronwright/review', { uri, base }),
  );
}

/** That of the active editor; else the only one, or one that is asked for. */
async function chosenFolder(): Promise<WorkspaceFolder | undefined> {
  const active = window.activeTextEditor?.document.uri;
  const folder = active && workspace.getWorkspaceFolder(active);
  const [only, ...more] = workspace.workspaceFolders ?? [];
  if (folder) return folder;
  if (more.length > 0)
    return window.showWorkspaceFolderPick({ placeHolder: 'The folder to review' });
  if (!only) void window.showWarningMessage('Open the folder whose schedules are to be reviewed.');
  return only;
}

/** With one there is nothing to choose; with none the server says why. */
async function chosenBase(bases: readonly string[]): Promise<string | undefined> {
  const [only = 'HEAD', ...more] = bases;
  if (more.length === 0) return only;
  const items = bases.map(base => ({
    label: base === 'HEAD' ? 'Since the last commit' : `Since this branch left ${base}`,
    base,
  }));
  const chosen = await window.showQuickPick(items, { title: TITLE, placeHolder: 'What to review' });
  return chosen?.base;
}
