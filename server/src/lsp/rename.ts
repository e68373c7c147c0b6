import type {
  CancellationToken,
  RenameParams,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { rename } from '../features/rename.js';
import type { Template } from '../template/template.js';
import { toTextEdit } from './convert.js';
import { cancelled } from './requests.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

interface RenameEdit {
  readonly edit: WorkspaceEdit;
  /** What there is to know of it. */
  readonly notes: readonly string[];
}

/** A rename as an edit of all the files that it touches, or why there is none. */
export async function renameEdit(
  document: TextDocument,
  template: Template,
  { position, newName }: RenameParams,
  session: Session,
  token: CancellationToken,
): Promise<RenameEdit | { readonly refused: string }> {
  const documents = new Map([[normalUri(document.uri), document]]);
  const read = async (uri: string) => {
    if (token.isCancellationRequested) throw cancelled();
    const other = documents.get(uri) ?? (await session.files.document(uri));
    if (!other) return null;
    documents.set(uri, other);
    return other.getText();
  };
  const offset = document.offsetAt(position);
  const renamed = await rename(template, offset, newName, session.env(document), read);
  if ('refused' in renamed) return renamed;
  const edits: FileEdits[] = [];
  for (const [uri, changes] of renamed.edits) {
    const changed = documents.get(uri);
    if (changed)
      edits.push({ document: changed, edits: changes.map(edit => toTextEdit(changed, edit)) });
  }
  return { edit: workspaceEdit(edits, session), notes: renamed.notes };
}

function workspaceEdit(edits: readonly FileEdits[], session: Session): WorkspaceEdit {
  if (!session.editsWithVersions)
    return { changes: Object.fromEntries(edits.map(e => [e.document.uri, e.edits])) };
  return {
    documentChanges: edits.map(({ document: { uri, version }, edits }) => ({
      textDocument: { uri, version: session.files.isOpen(normalUri(uri)) ? version : null },
      edits,
    })),
  };
}

interface FileEdits {
  readonly document: TextDocument;
  readonly edits: TextEdit[];
}
