import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { readSidekiqFiles } from '../disk/ruby.js';
import {
  findSidekiqFiles,
  isRuby,
  readSettingsFile,
  readText,
  type SidekiqPaths,
} from '../disk/sidekiq-files.js';
import type { Config } from '../rules/config.js';
import { settingsKind } from '../workspace/settings.js';
import { isOther, type SidekiqFiles } from '../workspace/sidekiq.js';
import { Jobs } from './jobs.js';

export interface SidekiqIndexHost {
  /** The configuration of a folder. */
  configOf(folderUri: string): Config;
  /** What an open document says counts, and not its file. */
  isOpen(uri: string): boolean;
  /** Files were read, or are about to be. */
  changed(): void;
  failed(error: unknown): void;
}

/** Keeps what a workspace's files say of Sidekiq true to them, from when it is first asked for. */
export class SidekiqIndex {
  private readonly folders = new Map<string, Folder>();
  private readonly jobs: Jobs;
  private isOn = false;
  /** Ruby files to read again. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly sidekiq: SidekiqFiles,
    private readonly host: SidekiqIndexHost,
  ) {
    this.jobs = new Jobs(
      () => host.changed(),
      error => host.failed(error),
    );
  }

  get indexing(): boolean {
    return this.jobs.areLeft;
  }

  /** Until now nothing was read. */
  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    for (const uri of this.folders.keys()) this.list(uri);
    this.settle();
  }

  setFolders(uris: readonly string[]): void {
    for (const [uri, folder] of this.folders)
      if (!uris.includes(uri)) {
        this.folders.delete(uri);
        this.forget(folder);
      }
    for (const uri of uris) {
      if (this.folders.has(uri)) continue;
      this.folders.set(uri, { path: URI.parse(uri).fsPath, ...EMPTY });
      if (this.isOn) this.list(uri);
    }
    this.settle();
  }

  /** A configuration changed: other files may belong to the workspace, other names matter. */
  configured(): void {
    if (this.isOn)
      for (const [uri, folder] of this.folders) {
        for (const file of folder.ruby) this.stale.add(file);
        this.list(uri);
      }
  }

  filesChanged(changes: readonly FileEvent[]): void {
    if (!this.isOn) return;
    for (const { uri, type } of changes)
      if (type === FileChangeType.Changed && isRuby(uri)) this.closed(uri);
      else if (isRuby(uri)) this.stale.add(uri);
    if (changes.some(matters)) for (const uri of this.folders.keys()) this.list(uri);
  }

  /** The document was closed, or its file changed: the file counts. */
  closed(file: string): void {
    if (!this.isOn) return;
    this.stale.add(file);
    this.jobs.add('read', () => this.read());
  }

  /** Looks for the files of a folder, and reads those that are new. */
  private list(uri: string): void {
    this.jobs.add(`list ${uri}`, async () => {
      const folder = this.folders.get(uri);
      if (!folder) return;
      const found = await findSidekiqFiles(folder.path, this.host.configOf(uri).files);
      const before = { ...folder };
      folder.ruby = new Set(found.ruby.map(uriOf));
      folder.others = new Set([...found.settings, ...found.others].map(uriOf));
      this.forget(before);
      for (const file of folder.ruby) if (!before.ruby.has(file)) this.stale.add(file);
      await this.readBeside(found);
      await this.read();
      folder.isRead = true;
      this.settle();
    });
  }

  /** Takes out the files that are in no folder any more. */
  private forget({ ruby, others }: Pick<Folder, 'ruby' | 'others'>): void {
    const folders = [...this.folders.values()];
    const isGone = (file: string) =>
      !folders.some(folder => folder.ruby.has(file) || folder.others.has(file));
    const gone = [...ruby].filter(file => isGone(file) && !this.host.isOpen(file));
    this.sidekiq.setFiles(gone.map(file => [file, null]));
    for (const file of others)
      if (isGone(file)) {
        if (isOther(file)) this.sidekiq.setOther(file, null);
        else if (!this.host.isOpen(file)) this.sidekiq.setSettings(file, null);
      }
  }

  private async readBeside({ settings, others }: SidekiqPaths): Promise<void> {
    for (const path of settings) {
      const file = await readSettingsFile(path);
      if (!this.host.isOpen(uriOf(path))) this.sidekiq.setSettings(uriOf(path), file);
    }
    for (const path of others) this.sidekiq.setOther(uriOf(path), await readText(path));
  }

  private async read(): Promise<void> {
    const known = [...this.folders].flatMap(([uri, { ruby }]) =>
      [...ruby].map(file => [file, uri] as const),
    );
    const wanted = known.filter(([file]) => this.stale.has(file) && !this.host.isOpen(file));
    this.stale.clear();
    const names = new Set(
      [...this.folders.keys()].flatMap(uri => this.host.configOf(uri).sidekiq.migration?.old ?? []),
    );
    const paths = wanted.map(([file]) => URI.parse(file).fsPath);
    const { files, methods } = await readSidekiqFiles(paths, [...names]);
    const facts = new Map(files.map(({ path, facts }) => [uriOf(path), facts]));
    this.sidekiq.addMethods(methods);
    // one may have been opened meanwhile
    const left = wanted.filter(([file]) => !this.host.isOpen(file));
    this.sidekiq.setFiles(left.map(([file]) => [file, facts.get(file) ?? null]));
  }

  private settle(): void {
    const folders = [...this.folders.values()];
    this.sidekiq.settled = !this.isOn || folders.every(({ isRead }) => isRead);
  }
}

interface Folder {
  readonly path: string;
  /** By their URIs. */
  ruby: ReadonlySet<string>;
  /** What is beside Ruby. */
  others: ReadonlySet<string>;
  /** Its files have been read once. */
  isRead: boolean;
}

const EMPTY = { ruby: new Set<string>(), others: new Set<string>(), isRead: false };

/** Whether a change is of other files than Ruby that is there already. */
function matters({ uri, type }: FileEvent): boolean {
  if (uri.endsWith('/.gitignore') || isOther(uri) || settingsKind(uri)) return true;
  if (type === FileChangeType.Changed) return false;
  // a folder comes or goes as one
  return isRuby(uri) || MAY_BE_FOLDER.test(uri);
}

/** Most files have an extension. */
const MAY_BE_FOLDER = /\/(?:[^/.]*|[^/]*\.[^/.a-zA-Z][^/.]*)\/?$/;

function uriOf(path: string): string {
  return URI.file(path).toString();
}
