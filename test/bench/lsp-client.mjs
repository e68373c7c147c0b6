// Talks to one language server over stdio, as an editor does, and knows when it was answered.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** No server is waited for longer than this. */
const PATIENCE_MS = 60_000;

/** What the client says it can do: what VS Code can, as far as it matters here. */
const CAPABILITIES = {
  general: { positionEncodings: ['utf-16'] },
  textDocument: {
    synchronization: { dynamicRegistration: true },
    publishDiagnostics: { versionSupport: true, relatedInformation: true },
    hover: { contentFormat: ['markdown'] },
    completion: { completionItem: { documentationFormat: ['markdown'] } },
  },
  window: { workDoneProgress: true },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true },
  },
};

export class LspClient {
  #process;
  #connection;
  #settings;
  #waiting = new Set();
  /** When the process was started. */
  startedAt = performance.now();

  /** `settings` by section, for a server that asks for its configuration. */
  constructor({ command, settings = {} }) {
    this.#settings = settings;
    this.#process = spawn(process.execPath, command, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#connection = createMessageConnection(
      new StreamMessageReader(this.#process.stdout),
      new StreamMessageWriter(this.#process.stdin),
    );
    this.#process.once('exit', code => this.#ended(`the server ended with ${code}`));
    this.#listen();
    this.#connection.listen();
  }

  #listen() {
    const connection = this.#connection;
    connection.onRequest('workspace/configuration', ({ items }) =>
      items.map(({ section }) => this.#settings[section] ?? null),
    );
    connection.onRequest('workspace/workspaceFolders', () => null);
    connection.onRequest('client/registerCapability', () => null);
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onNotification((method, params) => {
      for (const waiter of this.#waiting) if (waiter.method === method) waiter.offer(params);
    });
  }

  /** Whoever waits for the server now waits in vain. */
  #ended(reason) {
    for (const waiter of this.#waiting) waiter.fail?.(new Error(reason));
    this.#connection.dispose();
  }

  async initialize(folder) {
    const uri = pathToFileURL(folder).href;
    await this.#connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: [{ uri, name: basename(folder) }],
      capabilities: CAPABILITIES,
    });
    await this.#connection.sendNotification('initialized', {});
  }

  /** Opens a document; gives it and its first diagnostics when they are here. */
  async open(file, text) {
    const languageId = extname(file) === '.rb' ? 'ruby' : 'yaml';
    const document = TextDocument.create(pathToFileURL(file).href, languageId, 1, text);
    const answered = this.diagnostics(document);
    const item = { uri: document.uri, languageId, version: 1, text };
    this.#connection.sendNotification('textDocument/didOpen', { textDocument: item });
    const { diagnostics } = await answered;
    return { document, diagnostics };
  }

  /** Types at an offset, over so many characters; gives the ms until the diagnostics of that version were here. */
  async type(document, offset, text, over = 0) {
    const range = { start: document.positionAt(offset), end: document.positionAt(offset + over) };
    const change = { range, text };
    TextDocument.update(document, [change], document.version + 1);
    const answered = this.diagnostics(document);
    const sentAt = performance.now();
    this.#connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: document.uri, version: document.version },
      contentChanges: [change],
    });
    await answered;
    return performance.now() - sentAt;
  }

  /** Asks something about a place; gives the answer and the ms until it was here. */
  ask(method, document, offset, more = {}) {
    const place = { textDocument: { uri: document.uri }, position: document.positionAt(offset) };
    return this.request(method, { ...place, ...more });
  }

  /** Gives the answer to a request and the ms until it was here. */
  async request(method, params) {
    const sentAt = performance.now();
    const answer = await this.#connection.sendRequest(method, params);
    return { answer, ms: performance.now() - sentAt };
  }

  /** Ends when the workspace is indexed: at least so many templates, and its rake files. */
  indexed(templates) {
    return this.notification(
      'cronwright/status',
      ({ indexing, files }) => !indexing && files >= templates,
    );
  }

  /** The next diagnostics of the document's version; of a server that tells no version, the next. */
  diagnostics({ uri, version }) {
    return this.notification(
      'textDocument/publishDiagnostics',
      params => params.uri === uri && (params.version ?? version) === version,
    );
  }

  /** The next notification of this kind that fits. */
  notification(method, fits) {
    const { promise, resolve, reject } = withResolvers();
    const waiter = { method, offer: params => fits(params) && resolve(params), fail: reject };
    const timer = setTimeout(
      () => reject(new Error(`no ${method} within ${PATIENCE_MS / 1000} s`)),
      PATIENCE_MS,
    );
    this.#waiting.add(waiter);
    return promise.finally(() => {
      clearTimeout(timer);
      this.#waiting.delete(waiter);
    });
  }

  /** Ends when the server has published nothing for so many milliseconds. */
  async quiet(milliseconds) {
    const { promise, resolve } = withResolvers();
    const timer = setTimeout(resolve, milliseconds);
    const waiter = { method: 'textDocument/publishDiagnostics', offer: () => timer.refresh() };
    this.#waiting.add(waiter);
    await promise;
    this.#waiting.delete(waiter);
  }

  /** Resident memory in MB, now and at its most; undefined where the system has no /proc. */
  memory() {
    if (process.platform !== 'linux') return undefined;
    const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
    const megabytes = line => Number(new RegExp(`${line}:\\s+(\\d+) kB`).exec(status)[1]) / 1024;
    return { now: megabytes('VmRSS'), most: megabytes('VmHWM') };
  }

  async stop() {
    if (this.#process.exitCode !== null) return;
    const ended = once(this.#process, 'exit');
    const timer = setTimeout(() => this.#process.kill(), 5000);
    this.#connection.sendRequest('shutdown').then(
      () => this.#connection.sendNotification('exit'),
      // it did not live to answer
      () => {},
    );
    await ended;
    clearTimeout(timer);
  }
}

/** `Promise.withResolvers`, which Node 20 has not. */
function withResolvers() {
  const resolvers = {};
  resolvers.promise = new Promise((resolve, reject) =>
    Object.assign(resolvers, { resolve, reject }),
  );
  return resolvers;
}
