import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
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

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles the server as it is shipped; once for a test file. */
export async function bundleServer(): Promise<string> {
  const outfile = join(mkdtempSync(join(tmpdir(), 'cronwright-server-')), 'server.js');
  await build({
    absWorkingDir: root,
    entryPoints: ['server/src/lsp/main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    define: { 'import.meta.url': '__filename' },
  });
  return outfile;
}

/** Files of a folder of its own, by their names; gives the folder. */
export function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cronwright-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** What an editor and the server say to each other. */
export interface TestServer {
  readonly connection: ProtocolConnection;
  readonly initialized: InitializeResult;
  /** All that was published, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[];
  uri(name: string): string;
  /** What is published of a file once it satisfies; what was published before counts too. */
  diagnostics(
    uri: string,
    satisfies: (params: PublishDiagnosticsParams) => boolean,
  ): Promise<PublishDiagnosticsParams>;
  /** Sends notifications in one write. */
  sendTogether(notifications: readonly { method: string; params: unknown }[]): void;
  open(uri: string, text: string, languageId?: string): void;
  stop(): Promise<void>;
}

export async function startServer(
  server: string,
  files: Readonly<Record<string, string>> = {},
  params: Partial<InitializeParams> = {},
): Promise<TestServer> {
  const folder = folderOf(files);
  const child = spawn(process.execPath, [server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const published: PublishDiagnosticsParams[] = [];
  const listeners = new Set<(params: PublishDiagnosticsParams) => void>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    (params: PublishDiagnosticsParams) => {
      published.push(params);
      for (const listener of listeners) listener(params);
    },
  );
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: URI.file(folder).toString(), name: 'project' }],
    capabilities: {},
    ...params,
  });
  await connection.sendNotification('initialized', {});

  return {
    connection,
    initialized,
    published,
    uri: name => URI.file(join(folder, name)).toString(),
    diagnostics: (uri, satisfies) =>
      new Promise(resolve => {
        const matches = (params: PublishDiagnosticsParams) =>
          params.uri === uri && satisfies(params);
        const before = published.findLast(matches);
        if (before) return resolve(before);
        const listener = (params: PublishDiagnosticsParams) => {
          if (!matches(params)) return;
          listeners.delete(listener);
          resolve(params);
        };
        listeners.add(listener);
      }),
    sendTogether: notifications => {
      const messages = notifications.map(notification => {
        const body = JSON.stringify({ jsonrpc: '2.0', ...notification });
        return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
      });
      child.stdin.write(messages.join(''));
    },
    open: (uri, text, languageId = 'yaml') =>
      void connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      }),
    stop: async () => {
      await connection.sendRequest('shutdown');
      const ended = once(child, 'exit');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
      rmSync(folder, { recursive: true });
    },
  };
}
