import {
  type CodeLens,
  type Connection,
  type InitializeResult,
  InlayHintKind,
} from 'vscode-languageserver/node';
import { importLenses } from '../features/changed-exports.js';
import { exportLenses, lensTitle } from '../features/code-lens.js';
import { documentLinks } from '../features/document-links.js';
import { documentSymbols } from '../features/document-symbols.js';
import { inlayHints } from '../features/inlay-hints.js';
import type { Place } from '../features/named.js';
import { toDocumentSymbol, toRange } from './convert.js';
import { migrationLensesOf } from './migration.js';
import type { Asked } from './requests.js';
import type { Session } from './session.js';
import { normalUri } from './uris.js';

export const OVERVIEW: InitializeResult['capabilities'] = {
  documentSymbolProvider: true,
  inlayHintProvider: true,
  codeLensProvider: { resolveProvider: true },
  documentLinkProvider: { resolveProvider: true },
};

/** Answers what is shown beside the text of a template. */
export function serveOverview(connection: Connection, session: Session, asked: Asked): void {
  connection.onDocumentSymbol(params =>
    asked(params, (document, template) =>
      documentSymbols(template, session.env(document)).map(s => toDocumentSymbol(document, s)),
    ),
  );
  connection.languages.inlayHint.on(params =>
    asked(params, (document, template) => {
      const { start, end } = params.range;
      const range = { start: document.offsetAt(start), end: document.offsetAt(end) };
      const { inlayHints: style } = session.settings;
      return inlayHints(template, range, style, session.env(document)).map(hint => ({
        position: document.positionAt(hint.offset),
        label: hint.text,
        kind: InlayHintKind.Type,
        paddingLeft: true,
      }));
    }),
  );

  connection.onCodeLens(params => {
    // asked for as soon as the user looks at a template again, if only after a commit elsewhere
    void session.head.look();
    const lenses = asked(params, (document, template) => [
      ...exportLenses(template).map(lens => ({
        range: toRange(document, lens),
        data: { uri: document.uri, output: lens.output } satisfies LensData,
      })),
      ...importLenses(template, normalUri(document.uri), session.head.changes).map(
        ({ title, ...lens }) => ({
          range: toRange(document, lens),
          command: { title, command: '' },
        }),
      ),
    ]);
    const document = session.openDocument(normalUri(params.textDocument.uri));
    return lenses ?? (document ? migrationLensesOf(document) : null);
  });
  connection.onCodeLensResolve((lens: CodeLens): CodeLens => {
    const { uri, output } = lens.data as LensData;
    const title = asked({ textDocument: { uri } }, document =>
      lensTitle(output, session.env(document)),
    );
    const command = 'cronwright.showReferences';
    return {
      ...lens,
      command: { title: title ?? '', command, arguments: [uri, lens.range.start] },
    };
  });

  connection.onDocumentLinks(params =>
    asked(params, (document, template) =>
      documentLinks(template, session.env(document)).map(({ target, tooltip, ...span }) => ({
        range: toRange(document, span),
        tooltip,
        data: target,
      })),
    ),
  );
  connection.onDocumentLinkResolve(async link => {
    const target = link.data as Place;
    const document = await session.files.document(target.uri);
    const line = document ? `#L${document.positionAt(target.start).line + 1}` : '';
    return { ...link, target: `${document?.uri ?? target.uri}${line}` };
  });
}

interface LensData {
  readonly uri: string;
  readonly output: string;
}
