import {
  type CancellationToken,
  type Connection,
  type InitializeResult,
  type Location,
  MessageType,
  ShowMessageNotification,
  type TextDocumentPositionParams,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { definition } from '../features/definition.js';
import { highlights } from '../features/highlights.js';
import type { Place } from '../features/named.js';
import { references } from '../features/references.js';
import { prepareRename } from '../features/rename.js';
import { selectionRanges } from '../features/selection-ranges.js';
import { callsOfTaskAt, referencesOfTaskAt } from '../features/task-places.js';
import { workspaceSymbols } from '../features/workspace-symbols.js';
import { toHighlight, toRange, toSelectionRange, toWorkspaceSymbol } from './convert.js';
import { renameEdit } from './rename.js';
import { type Asked, cancelled, refusal } from './requests.js';
import type { Session } from './session.js';
import { isRakeFile, normalUri } from './uris.js';

export const NAVIGATION: InitializeResult['capabilities'] = {
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  selectionRangeProvider: true,
  workspaceSymbolProvider: true,
};

/** Answers what leads from a name to its other places. */
export function serveNavigation(connection: Connection, session: Session, asked: Asked): void {
  const at = (document: TextDocument, { position }: TextDocumentPositionParams) =>
    document.offsetAt(position);

  connection.onDefinition((params, token) => {
    if (isRakeFile(params.textDocument.uri))
      return inRakeFile(callsOfTaskAt, params, session, token);
    return asked(params, (document, template) =>
      locations(definition(template, at(document, params), session.env(document)), session, token),
    );
  });
  connection.onReferences((params, token) => {
    const { includeDeclaration } = params.context;
    const inRuby = includeDeclaration ? referencesOfTaskAt : callsOfTaskAt;
    if (isRakeFile(params.textDocument.uri)) return inRakeFile(inRuby, params, session, token);
    return asked(params, (document, template) => {
      const env = session.env(document);
      const places = references(template, at(document, params), env, includeDeclaration);
      return locations(places, session, token);
    });
  });
  connection.onDocumentHighlight(params =>
    asked(params, (document, template) =>
      highlights(template, at(document, params)).map(found => toHighlight(document, found)),
    ),
  );
  connection.onPrepareRename(params =>
    asked(params, (document, template) => {
      const found = prepareRename(template, at(document, params), session.env(document));
      if (found && 'refused' in found) throw refusal(found.refused);
      return found && { range: toRange(document, found), placeholder: found.text };
    }),
  );
  connection.onRenameRequest((params, token) =>
    asked(params, async (document, template) => {
      const renamed = await renameEdit(document, template, params, session, token);
      if ('refused' in renamed) throw refusal(renamed.refused);
      for (const message of renamed.notes)
        void connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message,
        });
      return renamed.edit;
    }),
  );
  connection.onSelectionRanges(params =>
    asked(params, (document, template) =>
      params.positions.map(position => {
        const spans = selectionRanges(template, document.offsetAt(position));
        return toSelectionRange(document, spans, position);
      }),
    ),
  );
  connection.onWorkspaceSymbol(async ({ query }, token) => {
    const symbols = workspaceSymbols(query, session.workspace);
    return inFiles(symbols, session, token, toWorkspaceSymbol);
  });
}

/** Where the editor's text is not saved yet, its positions are taken for those of the file. */
async function inRakeFile(
  find: typeof callsOfTaskAt,
  { textDocument, position }: TextDocumentPositionParams,
  session: Session,
  token: CancellationToken,
): Promise<Location[]> {
  const uri = normalUri(textDocument.uri);
  const document = await session.files.document(uri);
  if (!document) return [];
  return locations(find(uri, document.offsetAt(position), session.workspace), session, token);
}

function locations(
  places: readonly Place[],
  session: Session,
  token: CancellationToken,
): Promise<Location[]> {
  return inFiles(places, session, token, (document, place) => ({
    uri: document.uri,
    range: toRange(document, place),
  }));
}

/** Turns offsets into positions, for which the texts are needed; each file is read once. */
async function inFiles<P extends Place, T>(
  places: readonly P[],
  { files }: Session,
  token: CancellationToken,
  convert: (document: TextDocument, place: P) => T,
): Promise<T[]> {
  const documents = new Map<string, TextDocument | null>();
  for (const { uri } of places) {
    if (documents.has(uri)) continue;
    if (token.isCancellationRequested) throw cancelled();
    documents.set(uri, await files.document(uri));
  }
  return places.flatMap(place => {
    const document = documents.get(place.uri);
    return document ? [convert(document, place)] : [];
  });
}
