import {
  CodeLensRefreshRequest,
  type Connection,
  type Diagnostic,
  type FileEvent,
  type InitializeParams,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Env } from '../features/env.js';
import type { Config } from '../rules/config.js';
import { unresolvedImports } from '../rules/import/unknown-export.js';
import { lint } from '../rules/lint.js';
import type { Problem } from '../rules/rule.js';
import type { Template } from '../template/template.js';
import { factsIn } from '../workspace/facts.js';
import { Workspace } from '../workspace/workspace.js';
import { toConfigDiagnostic, toDiagnostic } from './convert.js';
import { Files } from './files.js';
import { GitHead } from './git-head.js';
import { Inquiries } from './inquiries.js';
import { LiveStacks } from './live-stacks.js';
import { OpenTemplates } from './open-templates.js';
import { Publisher } from './publisher.js';
import { Rehearsal } from './rehearsal.js';
import { readLocale, readSettings, type Settings } from './settings.js';
import { SidekiqDocuments } from './sidekiq-documents.js';
import { Status } from './status.js';
import { folderUri, isRakeFile, normalUri } from './uris.js';
import { WorkspaceIndex } from './workspace-index.js';

/** What the server knows while an editor is connected, and what it says unasked. */
export class Session {
  readonly workspace = new Workspace();
  readonly index: WorkspaceIndex;
  readonly status: Status;
  readonly files = new Files(uri => this.documents.get(uri));
  /** The client takes an edit only for the version that it was made for. */
  editsWithVersions = false;
  /** The client follows links to its own commands in a hover. */
  followsCommands = false;
  locale = 'en';
  settings: Settings = readSettings(undefined, 'en');
  /** The open documents by their normal URI. */
  private readonly documents = new Map<string, TextDocument>();
  private readonly templates = new OpenTemplates();
  private readonly publisher = new Publisher(
    uris => this.publish(uris),
    error => this.failed(error),
  );
  private readonly rehearsal = new Rehearsal();
  readonly head = new GitHead({
    open: () => this.documents.keys(),
    openBlocks: uri => {
      const document = this.documents.get(uri);
      return document && this.template(document)?.blocks;
    },
    changed: () => this.refreshLenses(),
  });
  readonly live = new LiveStacks({
    stacks: () => this.index.stacks,
    settings: () => this.settings.aws,
    changed: () => this.liveChanged(),
  });
  readonly inquiries = new Inquiries();
  readonly sidekiq: SidekiqDocuments;
  private revision = 0;
  private showsLenses = false;

  constructor(private readonly connection: Connection) {
    this.status = new Status(connection);
    this.index = new WorkspaceIndex(this.workspace, {
      openText: uri => this.documents.get(uri)?.getText(),
      progress: (done, all) => this.status.progress(done, all),
      changed: () => this.publisher.touch([]),
      configured: () => {
        this.liveChanged();
        this.sidekiq.configured();
      },
      failed: error => this.failed(error),
    });
    this.sidekiq = new SidekiqDocuments({
      workspace: this.workspace,
      configOf: uri => this.index.configOf(uri),
      publish: params => void connection.sendDiagnostics(params),
      published: () => this.tell(),
      failed: error => this.failed(error),
    });
  }

  start({ locale, initializationOptions, capabilities, ...params }: InitializeParams): void {
    this.locale = readLocale(locale);
    this.settings = readSettings(initializationOptions, this.locale);
    this.editsWithVersions = capabilities.workspace?.workspaceEdit?.documentChanges === true;
    this.followsCommands = initializationOptions?.commandLinks === true;
    this.showsLenses = capabilities.workspace?.codeLens?.refreshSupport === true;
    this.status.showsProgress = capabilities.window?.workDoneProgress === true;
    const root = params.rootUri ? [{ uri: params.rootUri }] : [];
    this.changeFolders(params.workspaceFolders ?? root, []);
    if (initializationOptions?.trusted === true) this.trust();
  }

  /** The editor says that the folders are trusted: processes and AWS may be asked. */
  trust(): void {
    this.head.trust();
    this.live.trust();
  }

  changeFolders(added: readonly { uri: string }[], removed: readonly { uri: string }[]): void {
    for (const { uri } of removed) this.index.removeFolder(folderUri(uri));
    for (const { uri } of added) this.index.addFolder(folderUri(uri));
    this.head.setFolders(this.index.folderUris);
    this.sidekiq.setFolders(this.index.folderUris);
  }

  filesChanged(changes: readonly FileEvent[]): void {
    this.index.filesChanged(changes);
    this.sidekiq.filesChanged(changes);
    this.head.refresh();
  }

  /** The document was opened, or its text changed. */
  changed(document: TextDocument): void {
    const uri = normalUri(document.uri);
    if (this.index.isCopy(uri)) return;
    if (this.sidekiq.takes(document)) this.sidekiq.changed(document);
    else if (!isRakeFile(uri)) this.templateChanged(uri, document);
  }

  private templateChanged(uri: string, document: TextDocument): void {
    if (!this.documents.has(uri)) this.head.refresh();
    this.documents.set(uri, document);
    const folder = this.index.configuredBy(uri);
    if (folder) this.index.reload(folder);
    this.publisher.touch([uri]);
  }

  closed(document: TextDocument): void {
    const isOfSidekiq = this.sidekiq.takes(document);
    if (!isOfSidekiq && isRakeFile(document.uri)) return;
    const uri = normalUri(document.uri);
    if (isOfSidekiq) this.sidekiq.closed(document);
    else {
      this.documents.delete(uri);
      this.index.closed(uri);
    }
    void this.connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  }

  /** A document that is open, by its normal URI. */
  openDocument(uri: string): TextDocument | undefined {
    return this.documents.get(uri) ?? this.sidekiq.document(uri);
  }

  template(document: TextDocument): Template | null {
    if (isRakeFile(document.uri) || this.sidekiq.takes(document)) return null;
    return this.templates.of(document);
  }

  problems(document: TextDocument, template: Template): Problem[] {
    const uri = normalUri(document.uri);
    const context = {
      now: Date.now(),
      uri,
      workspace: this.workspace,
      live: this.live.liveOf(uri),
    };
    return lint(template, context, this.index.configOf(uri));
  }

  configOf(document: TextDocument): Config {
    return this.index.configOf(normalUri(document.uri));
  }

  env(document: TextDocument): Env {
    const uri = normalUri(document.uri);
    const { workspace, locale } = this;
    const { timeZone: zone, hour12 } = this.settings;
    const { zones } = this.index.configOf(uri);
    const live = this.live.liveOf(uri);
    const canAsk = this.followsCommands && this.live.mayAsk;
    const inquiry = (logicalId: string) => ({
      ...this.inquiries.of(live?.snapshot, logicalId),
      canAsk,
    });
    return { now: Date.now(), uri, workspace, live, inquiry, zone, zones, hour12, locale };
  }

  /** A fault of ours, for the output channel. */
  private failed(error: unknown): void {
    this.connection.console.error(error instanceof Error && error.stack ? error.stack : `${error}`);
  }

  private liveChanged(): void {
    this.publisher.touch(this.documents.keys());
    void this.connection.sendNotification('cronwright/drift/changed');
  }

  private refreshLenses(): void {
    if (this.showsLenses)
      this.connection.sendRequest(CodeLensRefreshRequest.type).catch(error => this.failed(error));
  }

  private publish(uris: ReadonlySet<string>): void {
    for (const uri of uris) this.take(uri);
    const othersToo = this.workspace.revision !== this.revision;
    this.revision = this.workspace.revision;
    if (othersToo) this.refreshLenses();
    for (const uri of othersToo ? this.documents.keys() : uris) this.publishOne(uri);
    this.sidekiq.templatesChanged();
    this.tell();
  }

  private tell(): void {
    this.status.tell({
      indexing: this.index.indexing || this.sidekiq.indexing,
      files: this.workspace.size,
      unresolvedImports: this.unresolvedImports(),
    });
  }

  /** Lets the workspace know what an open template exports and imports. */
  private take(uri: string): void {
    const document = this.documents.get(uri);
    const template = document && this.template(document);
    if (document) this.workspace.setFile(uri, template ? factsIn(template) : null);
  }

  private publishOne(normal: string): void {
    const document = this.documents.get(normal);
    if (!document) return;
    const { uri, version } = document;
    const diagnostics = this.diagnostics(document, normal);
    if (diagnostics) void this.connection.sendDiagnostics({ uri, version, diagnostics });
  }

  private diagnostics(document: TextDocument, uri: string): Diagnostic[] | null {
    const found = this.found(document);
    if (found) return found;
    const team = this.index.teamConfiguredBy(uri);
    // until the text has been read, what is known belongs to an older version
    if (team && team.text !== document.getText()) return null;
    return (team?.problems ?? []).map(problem => toConfigDiagnostic(document, problem));
  }

  /** Null where the document is no template. */
  private found(document: TextDocument): Diagnostic[] | null {
    const template = this.template(document);
    if (!template) return null;
    const copied = () => this.templates.copy(document);
    this.rehearsal.start(template, copied, copy => this.found(copy));
    return this.problems(document, template).map(p => toDiagnostic(document, p));
  }

  private unresolvedImports(): number {
    let sum = 0;
    for (const [uri, document] of this.documents) {
      const template = this.template(document);
      const context = { now: Date.now(), uri, workspace: this.workspace };
      if (template) sum += unresolvedImports(template, context);
    }
    return sum;
  }
}
