import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type InitializeParams,
  type InitializeResult,
  InlayHintRefreshRequest,
  TextDocumentSyncKind,
  TextDocuments,
  WatchKind,
} from 'vscode-languageserver/node';
import { complete } from '../features/complete.js';
import { silence } from '../features/fixes.js';
import { hover } from '../features/hover.js';
import { serveAddRule } from './add-rule.js';
import { codeActions, FIX_ALL } from './code-actions.js';
import { toCompletionItem, toRange } from './convert.js';
import { serveDrift } from './drift.js';
import { serveGuard } from './guard.js';
import { LineDocuments } from './line-document.js';
import { serveMigration } from './migration.js';
import { NAVIGATION, serveNavigation } from './navigation.js';
import { OVERVIEW, serveOverview } from './overview.js';
import type { Asked } from './requests.js';
import { serveReview } from './review.js';
import { Session } from './session.js';
import { readSettings } from './settings.js';
import { serveTestRun } from './test-run.js';
import { normalUri } from './uris.js';

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: TextDocumentSyncKind.Incremental,
  hoverProvider: true,
  completionProvider: { triggerCharacters: [' ', '(', ',', '-', '"', "'", '$', '{', '['] },
  codeActionProvider: {
    codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL],
  },
  ...NAVIGATION,
  ...OVERVIEW,
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** The editor's door: wires what an editor sends to what answers it. */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(LineDocuments);
  const session = new Session(connection);
  let client: InitializeParams['capabilities'] = {};

  connection.onInitialize(params => {
    client = params.capabilities;
    session.start(params);
    return { capabilities: CAPABILITIES, serverInfo: { name: 'cronwright' } };
  });
  // a client may refuse what it said it can do
  const refused = (error: unknown) => connection.console.error(String(error));
  connection.onInitialized(() => {
    subscribe(connection, client).catch(refused);
    refreshSettings().catch(refused);
    if (client.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) =>
        session.changeFolders(added, removed),
      );
  });

  const refreshSettings = async () => {
    if (!client.workspace?.configuration) return;
    const value: unknown = await connection.workspace.getConfiguration('cronwright');
    // a client may have nothing to say beside what it gave at the start
    if (value !== null && value !== undefined)
      session.settings = readSettings(value, session.locale);
    if (client.workspace?.inlayHint?.refreshSupport)
      connection.sendRequest(InlayHintRefreshRequest.type).catch(refused);
  };
  connection.onDidChangeConfiguration(refreshSettings);
  connection.onDidChangeWatchedFiles(({ changes }) =>
    session.filesChanged(changes.map(({ uri, type }) => ({ uri: normalUri(uri), type }))),
  );

  connection.onNotification('cronwright/trusted', () => session.trust());
  documents.onDidChangeContent(({ document }) => session.changed(document));
  documents.onDidClose(({ document }) => session.closed(document));

  /** The open template that a request asks about. */
  const asked: Asked = ({ textDocument }, answer) => {
    const document = documents.get(textDocument.uri);
    const template = document && session.template(document);
    return template ? answer(document, template) : null;
  };

  connection.onHover(params =>
    asked(params, (document, template) => {
      const found = hover(template, document.offsetAt(params.position), session.env(document));
      if (!found) return null;
      const contents = { kind: 'markdown' as const, value: found.markdown };
      return { contents, range: toRange(document, found) };
    }),
  );
  connection.onCompletion(params =>
    asked(params, (document, template) =>
      complete(template, document.offsetAt(params.position), session.env(document)).map(item =>
        toCompletionItem(document, item),
      ),
    ),
  );
  connection.onCodeAction(params => {
    const document = documents.get(params.textDocument.uri);
    if (document && session.sidekiq.takes(document))
      return session.sidekiq.codeActions(document, params);
    return asked(params, (document, template) =>
      codeActions(
        document,
        session.problems(document, template),
        problem => silence(template, problem),
        params,
      ),
    );
  });

  serveNavigation(connection, session, asked);
  serveOverview(connection, session, asked);
  serveAddRule(connection, session, asked);
  serveTestRun(connection, session, asked);
  serveMigration(connection, session);
  serveReview(connection, session, documents);
  serveGuard(connection);
  serveDrift(connection, session);
  documents.listen(connection);
  connection.listen();
}

/** Asks the client to tell of settings and of files that change outside it. */
async function subscribe(
  connection: Connection,
  client: InitializeParams['capabilities'],
): Promise<void> {
  if (client.workspace?.didChangeConfiguration?.dynamicRegistration)
    await connection.client.register(DidChangeConfigurationNotification.type, {
      section: 'cronwright',
    });
  if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration)
    await connection.client.register(DidChangeWatchedFilesNotification.type, {
      watchers: [
        { globPattern: '**/*.{yml,yaml,json,template}', kind: WatchKind.Change },
        { globPattern: '**/{.gitignore,Gemfile.lock}', kind: WatchKind.Change },
        { globPattern: '**/{[Rr]akefile,*.rb,*.rake,Procfile*,.env*}', kind: WatchKind.Change },
        // a commit
        { globPattern: '**/.git/logs/HEAD', kind: WatchKind.Create | WatchKind.Change },
        // a folder that comes or goes is one event
        { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
      ],
    });
}
