import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  createProtocolConnection,
  type InitializeParams,
  type InitializeResult,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { bundle, folderOf } from './folders.js';

/** Bundles the server; once for a test file. */
export function bundleServer(): Promise<string> {
  return bundle('server/src/lsp/main.ts', join(folderOf({}), 'server.js'));
}

/** What the server says of how it stands. */
export interface Status {
  readonly indexing: boolean;
  readonly files: number;
  readonly unresolvedImports: number;
}

/** What an editor and the server say to each other. */
export interface TestServer {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  readonly folder: string;
  readonly process: ChildProcess;
  /** All that was published, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[];
  uri(name: string): string;
  /** What is published of a file once it satisfies; what was published before counts too. */
  diagnostics(uri: string, satisfies: Satisfies): Promise<PublishDiagnosticsParams>;
  /** The same, of what is published from now on. */
  next(uri: string, satisfies?: Satisfies): Promise<PublishDiagnosticsParams>;
  /** Waits until nothing more is being read, with so many templates in the index. */
  settled(files?: number): Promise<void>;
  /** Sends notifications in one write. */
  sendTogether(notifications: readonly { method: string; params: unknown }[]): void;
  open(uri: string, text: string, languageId?: string): void;
  /** Replaces the whole text. */
  replace(uri: string, version: number, text: string): void;
  close(uri: string): void;
  /** Tells that a file was created (1), changed (2) or deleted (3) outside the editor. */
  tell(name: string, type: 1 | 2 | 3): void;
  /** Takes the folder away as well; fails where the server does not end well. */
  stop(): Promise<void>;
}

type Satisfies = (params: PublishDiagnosticsParams) => boolean;

/** `prepare` answers what the server asks of the editor. */
export async function startServer(
  server: string,
  files: Readonly<Record<string, string>> = {},
  params: Partial<InitializeParams> = {},
  prepare: (connection: ProtocolConnection) => void = () => undefined,
): Promise<TestServer> {
  const folder = folderOf(files);
  const child = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published = new Told<PublishDiagnosticsParams>();
  const statuses = new Told<Status>();
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
    published.add(params),
  );
  connection.onNotification('cronwright/status', (status: Status) => statuses.add(status));
  prepare(connection);
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'project' }],
    capabilities: {},
    ...params,
  });
  const notify = (method: string, params: unknown) =>
    void connection.sendNotification(method, params);
  await connection.sendNotification('initialized', {});
  const uriOf = (name: string) => URI.file(join(folder, name)).toString();

  return {
    connection,
    initialized,
    folder,
    process: child,
    published: published.all,
    uri: uriOf,
    diagnostics: (uri, satisfies) =>
      published.first(params => params.uri === uri && satisfies(params)),
    next: (uri, satisfies = () => true) =>
      published.next(params => params.uri === uri && satisfies(params)),
    settled: async files => {
      const isThere = (status: Status | undefined) =>
        status?.indexing === false && (files === undefined || status.files === files);
      if (!isThere(statuses.all.at(-1))) await statuses.next(isThere);
    },
    sendTogether: notifications => {
      const messages = notifications.map(notification => {
        const body = JSON.stringify({ jsonrpc: '2.0', ...notification });
        return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      });
      child.stdin.write(messages.join(''));
    },
    open: (uri, text, languageId = 'yaml') =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    replace: (uri, version, text) =>
      notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    close: uri => notify('textDocument/didClose', { textDocument: { uri } }),
    tell: (name, type) =>
      notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf(name), type }] }),
    stop: async () => {
      if (child.exitCode === null) {
        await connection.sendRequest('shutdown');
        notify('exit', undefined);
      }
      await ended;
      connection.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What was told so far, and who waits for more. */
class Told<T> {
  readonly all: T[] = [];
  private readonly listeners = new Set<(item: T) => void>();

  add(item: T): void {
    this.all.push(item);
    for (const listener of this.listeners) listener(item);
  }

  async first(matches: (item: T) => boolean): Promise<T> {
    return this.all.findLast(matches) ?? this.next(matches);
  }

  next(matches: (item: T) => boolean): Promise<T> {
    return new Promise(resolve => {
      const listener = (item: T) => {
        if (!matches(item)) return;
        this.listeners.delete(listener);
        resolve(item);
      };
      this.listeners.add(listener);
    });
  }
}
