import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { findRakeFiles, readGems, readRakeFiles } from '../disk/ruby.js';
import type { Tasks } from '../workspace/tasks.js';
import { Jobs } from './jobs.js';
import { isRakeFile } from './uris.js';

/** Keeps the rake tasks of the workspace true to the folders' files. */
export class RubyIndex {
  private readonly folders = new Map<string, Folder>();
  private readonly jobs: Jobs;
  /** Files to read again. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly tasks: Tasks,
    events: { changed(): void; failed(error: unknown): void },
  ) {
    this.jobs = new Jobs(
      () => events.changed(),
      error => events.failed(error),
    );
  }

  get indexing(): boolean {
    return this.jobs.areLeft;
  }

  addFolder(uri: string, path: string): void {
    this.folders.set(uri, { path, files: new Set(), locks: [], isRead: false });
    this.settle();
    this.refresh(uri);
  }

  removeFolder(uri: string): void {
    const folder = this.folders.get(uri);
    if (!folder) return;
    this.folders.delete(uri);
    this.tasks.setFiles(this.left(folder.files));
    for (const lock of folder.locks) this.tasks.setGems(lock, null);
    this.settle();
  }

  filesChanged(changes: readonly FileEvent[]): void {
    for (const [folder, { files }] of this.folders) {
      for (const { uri } of changes) if (files.has(uri)) this.stale.add(uri);
      if (changes.some(change => matters(change, files))) this.refresh(folder);
    }
  }

  /** Looks for the files, and reads those that are new or changed. */
  private refresh(uri: string): void {
    this.jobs.add(uri, async () => {
      const folder = this.folders.get(uri);
      if (!folder) return;
      const paths = await findRakeFiles(folder.path);
      const found = new Map(paths.map(path => [URI.file(path).toString(), path]));
      const wanted = [...found].filter(([file]) => !folder.files.has(file) || this.stale.has(file));
      for (const [file] of wanted) this.stale.delete(file);
      const read = await readRakeFiles(wanted.map(([, path]) => path));
      const gems = await readGems(paths);
      if (this.folders.get(uri) !== folder) return;
      const before = folder.files;
      folder.files = new Set(found.keys());
      const facts = read.map(([path, facts]) => [URI.file(path).toString(), facts] as const);
      this.tasks.setFiles([...this.left(before), ...facts]);
      this.takeGems(folder, gems);
      folder.isRead = true;
      this.settle();
    });
  }

  private takeGems(folder: Folder, gems: Awaited<ReturnType<typeof readGems>>): void {
    for (const lock of folder.locks)
      if (!gems.some(([path]) => path === lock)) this.tasks.setGems(lock, null);
    folder.locks = gems.map(([lock]) => lock);
    for (const [lock, names] of gems) this.tasks.setGems(lock, names);
  }

  /** Those of some files that are in no folder any more, to be taken out. */
  private left(files: ReadonlySet<string>): (readonly [string, null])[] {
    const folders = [...this.folders.values()];
    const gone = [...files].filter(file => !folders.some(folder => folder.files.has(file)));
    return gone.map(file => [file, null]);
  }

  private settle(): void {
    this.tasks.settled = [...this.folders.values()].every(({ isRead }) => isRead);
  }
}

interface Folder {
  readonly path: string;
  /** Those that define rake tasks, by their URIs. */
  files: ReadonlySet<string>;
  /** The paths of the locks beside its Rakefiles. */
  locks: readonly string[];
  /** Its files have been read once. */
  isRead: boolean;
}

function matters({ uri, type }: FileEvent, files: ReadonlySet<string>): boolean {
  if (files.has(uri) || BESIDE.test(uri)) return true;
  if (type === FileChangeType.Created) return isRakeFile(uri) || MAY_BE_FOLDER.test(uri);
  // a folder goes as one
  return type === FileChangeType.Deleted && [...files].some(file => file.startsWith(`${uri}/`));
}

const BESIDE = /\/(?:\.gitignore|Gemfile\.lock)$/;

/** A walk through all folders for each of a thousand files would be felt: most have an extension. */
const MAY_BE_FOLDER = /\/(?:[^/.]*|[^/]*\.[^/.a-zA-Z][^/.]*)\/?$/;
