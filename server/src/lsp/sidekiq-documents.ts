import type {
  CodeAction,
  CodeActionParams,
  Diagnostic,
  FileEvent,
} from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { silenceInLines, silenceInRuby } from '../features/fixes.js';
import type { RubyFile } from '../ruby/sidekiq/document.js';
import { carried } from '../rules/carried.js';
import type { Config } from '../rules/config.js';
import { lintRuby, lintSettings } from '../rules/lint.js';
import type { Problem } from '../rules/rule.js';
import { type SettingsFile, settingsFile, settingsKind } from '../workspace/settings.js';
import type { Workspace } from '../workspace/workspace.js';
import { codeActions } from './code-actions.js';
import { toDiagnostic } from './convert.js';
import { OpenRubyDocuments } from './open-ruby.js';
import { Publisher } from './publisher.js';
import { SidekiqIndex } from './sidekiq-index.js';
import { normalUri } from './uris.js';

export interface SidekiqHost {
  readonly workspace: Workspace;
  /** Of a file or a folder. */
  configOf(uri: string): Config;
  publish(params: { uri: string; version: number; diagnostics: Diagnostic[] }): void;
  /** All that was to be published has been. */
  published(): void;
  failed(error: unknown): void;
}

/** The open documents that are about Sidekiq: Ruby, `sidekiq.yml`, Procfiles and `.env`. */
export class SidekiqDocuments {
  /** By their normal URI. */
  private readonly documents = new Map<string, TextDocument>();
  private readonly ruby: OpenRubyDocuments;
  private readonly index: SidekiqIndex;
  private readonly publisher: Publisher;
  private revision = 0;

  constructor(private readonly host: SidekiqHost) {
    const failed = (error: unknown) => host.failed(error);
    this.publisher = new Publisher(uris => this.publish(uris), failed);
    this.ruby = new OpenRubyDocuments({
      loaded: () => this.publisher.touch(this.documents.keys()),
      read: document => this.publisher.touch([normalUri(document.uri)]),
      rehearse: (document, file) => {
        for (const problem of this.lint(file, normalUri(document.uri)))
          toDiagnostic(document, problem);
      },
      failed,
    });
    this.index = new SidekiqIndex(host.workspace.sidekiq, {
      configOf: uri => host.configOf(`${uri}/`),
      isOpen: uri => this.documents.has(uri),
      changed: () => this.publisher.touch([]),
      failed,
    });
  }

  /** Something is still being read. */
  get indexing(): boolean {
    return this.index.indexing || this.ruby.loading;
  }

  /** Whether a document is one of these, by its name. */
  takes({ uri, languageId }: TextDocument): boolean {
    if (uri.startsWith('untitled:')) return languageId === 'ruby';
    return /\.(?:rb|rake)$/.test(uri) || settingsKind(uri) !== null;
  }

  /** One that is open, by its normal URI. */
  document(uri: string): TextDocument | undefined {
    return this.documents.get(uri);
  }

  changed(document: TextDocument): void {
    const uri = normalUri(document.uri);
    this.documents.set(uri, document);
    this.publisher.touch([uri]);
  }

  closed(document: TextDocument): void {
    const uri = normalUri(document.uri);
    this.documents.delete(uri);
    this.index.closed(uri);
  }

  /** What templates say of how Sidekiq is run may have changed. */
  templatesChanged(): void {
    if (this.host.workspace.sidekiq.revision !== this.revision) this.publisher.touch([]);
  }

  setFolders(uris: readonly string[]): void {
    this.index.setFolders(uris);
  }

  configured(): void {
    this.index.configured();
    this.publisher.touch(this.documents.keys());
  }

  filesChanged(changes: readonly FileEvent[]): void {
    this.index.filesChanged(changes);
  }

  problems(document: TextDocument): Problem[] {
    const uri = normalUri(document.uri);
    const text = document.getText();
    const kind = settingsKind(uri);
    if (kind) return this.lint(settingsFile(kind, text), uri);
    const open = this.ruby.of(document, this.namesFor(uri));
    if (!open) return [];
    const problems = this.lint(open.file, uri);
    return open.isCurrent ? problems : carried(problems, open.file.text, text);
  }

  private lint(file: RubyFile | SettingsFile, uri: string): Problem[] {
    const config = this.host.configOf(uri);
    const around = { now: Date.now(), uri, workspace: this.host.workspace };
    return 'sidekiq' in file ? lintRuby(file, around, config) : lintSettings(file, around, config);
  }

  codeActions(document: TextDocument, params: CodeActionParams): CodeAction[] {
    const text = document.getText();
    const ruby = this.ruby.of(document, this.namesFor(normalUri(document.uri)));
    return codeActions(
      document,
      this.problems(document),
      problem =>
        ruby?.isCurrent ? silenceInRuby(ruby.file, problem) : silenceInLines(text, problem),
      params,
    );
  }

  private namesFor(uri: string): readonly string[] {
    return this.host.configOf(uri).sidekiq.migration?.old ?? [];
  }

  private publish(uris: ReadonlySet<string>): void {
    const { sidekiq } = this.host.workspace;
    for (const uri of uris) this.take(uri);
    const others = sidekiq.revision !== this.revision ? this.documents.keys() : uris;
    this.revision = sidekiq.revision;
    for (const uri of others) this.publishOne(uri);
    this.host.published();
  }

  /** Lets the workspace know what an open document says. */
  private take(uri: string): void {
    const document = this.documents.get(uri);
    if (!document) return;
    const { sidekiq } = this.host.workspace;
    const kind = settingsKind(uri);
    if (kind) {
      if (kind === 'sidekiq') this.index.start();
      sidekiq.setSettings(uri, settingsFile(kind, document.getText()));
    } else {
      const open = this.ruby.of(document, this.namesFor(uri));
      if (open || this.ruby.loading) this.index.start();
      sidekiq.setFiles([[uri, open?.file.sidekiq ?? null]]);
    }
  }

  private publishOne(normal: string): void {
    const document = this.documents.get(normal);
    if (!document || this.ruby.loading) return;
    const { uri, version } = document;
    const diagnostics = this.problems(document).map(problem => toDiagnostic(document, problem));
    this.host.publish({ uri, version, diagnostics });
  }
}
