import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { git } from '../disk/git.js';
import { readSource } from '../disk/source.js';
import { type ChangedExport, changedExports } from '../features/changed-exports.js';
import { type PlacedBlock, parseBlocks } from '../template/template.js';
import { Jobs } from './jobs.js';

const TEMPLATE = /\.(?:ya?ml|json|template)$/i;
const EXPORTING = /\bExport\b/;

export interface GitEvents {
  /** The documents that are open, by their normal URIs. */
  open(): Iterable<string>;
  /** The blocks of a template that is open, which are known better than its file. */
  openBlocks(uri: string): readonly PlacedBlock[] | undefined;
  /** What has changed since the last commit is known anew. */
  changed(): void;
}

interface Committed {
  readonly uri: string;
  readonly blocks: readonly PlacedBlock[];
  /** Of the file as it is on the disk. */
  readonly now: readonly PlacedBlock[];
}

/**
 * What the last commit of the folders' repositories exported. Nothing is asked of git until the
 * editor says that the folders are trusted.
 */
export class GitHead {
  private trusted = false;
  private readonly folders = new Map<string, Folder>();
  private readonly jobs = new Jobs(
    () => undefined,
    // no git, no repository, no commit: then there is nothing to compare with
    () => undefined,
  );

  constructor(private readonly events: GitEvents) {}

  /** Git may be asked. */
  get isTrusted(): boolean {
    return this.trusted;
  }

  trust(): void {
    this.trusted = true;
    this.refresh();
  }

  setFolders(uris: readonly string[]): void {
    for (const uri of this.folders.keys()) if (!uris.includes(uri)) this.folders.delete(uri);
    for (const uri of uris)
      if (!this.folders.has(uri)) this.folders.set(uri, { committed: [], head: null });
    this.refresh();
  }

  /** Files or commits may have changed. */
  refresh(): void {
    if (!this.trusted) return;
    for (const uri of this.folders.keys())
      this.jobs.add(uri, async () => {
        const open = [...this.events.open()].flatMap(document =>
          document.startsWith(`${uri}/`) ? URI.parse(document).fsPath : [],
        );
        const path = URI.parse(uri).fsPath;
        // what changes while git is asked is noticed next time
        const head = await headOf(path).catch(() => null);
        const committed = await committedIn(path, open).catch(() => []);
        if (!this.folders.has(uri)) return;
        this.folders.set(uri, { committed, head });
        this.events.changed();
      });
  }

  /** Looks for commits that no event told of: two looks at the disk for each folder. */
  async look(): Promise<void> {
    for (const { head } of [...this.folders.values()])
      if (head && (await markOf(head.files)) !== head.mark) {
        this.refresh();
        return;
      }
  }

  /** The exports that are about to change, as far as files and open documents tell. */
  get changes(): ChangedExport[] {
    return [...this.folders.values()]
      .flatMap(({ committed }) => committed)
      .flatMap(({ uri, blocks, now }) =>
        changedExports(uri, blocks, this.events.openBlocks(uri) ?? now),
      );
  }
}

interface Folder {
  readonly committed: readonly Committed[];
  readonly head: Head | null;
}

/** What a commit or a checkout changes of a repository. */
interface Head {
  readonly files: readonly string[];
  /** How they were. */
  readonly mark: string;
}

async function headOf(folder: string): Promise<Head> {
  const paths = ['HEAD', 'logs/HEAD'].flatMap(name => ['--git-path', name]);
  const printed = await git(folder, ['rev-parse', ...paths]);
  const files = printed.split(/\r?\n/).flatMap(line => (line ? [resolve(folder, line)] : []));
  return { files, mark: await markOf(files) };
}

async function markOf(files: readonly string[]): Promise<string> {
  const marks = files.map(async file => {
    const found = await stat(file).catch(() => null);
    return found ? `${found.mtimeMs} ${found.size}` : '';
  });
  return (await Promise.all(marks)).join('\n');
}

/** The templates of a folder that differ from the last commit, or are open, and exported something in it. */
async function committedIn(folder: string, open: readonly string[]): Promise<Committed[]> {
  const changed = await git(folder, ['diff', '--name-only', '--relative', '-z', 'HEAD']);
  const opened = open.map(path => relative(folder, path).split(sep).join('/'));
  const names = new Set([...changed.split('\0'), ...opened].filter(name => TEMPLATE.test(name)));
  const all = await Promise.all([...names].map(name => committedFile(folder, name)));
  return all.flatMap(file => file ?? []);
}

async function committedFile(folder: string, name: string): Promise<Committed | null> {
  const shown = await git(folder, ['show', `HEAD:./${name}`]).catch(() => null);
  if (shown === null || !EXPORTING.test(shown)) return null;
  const path = join(folder, name);
  const source = await readSource(path);
  const now = source.kind === 'template' ? parseBlocks(source.text, EXPORTING) : [];
  return { uri: URI.file(path).toString(), blocks: parseBlocks(shown, EXPORTING), now };
}
