import { execFile } from 'node:child_process';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { URI } from 'vscode-uri';
import { readSource } from '../disk/source.js';
import { type ChangedExport, changedExports } from '../features/changed-exports.js';
import { type PlacedBlock, parseBlocks } from '../template/template.js';
import { Jobs } from './jobs.js';

const run = promisify(execFile);
const LIMITS = { timeout: 10_000, maxBuffer: 64 * 1024 * 1024, windowsHide: true } as const;
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
 * What the last commit of the folders' repositories exported. Git runs programs that a repository
 * names, so nothing is asked of it until the editor says that the folders are trusted.
 */
export class GitHead {
  private isTrusted = false;
  private readonly folders = new Map<string, readonly Committed[]>();
  private readonly jobs = new Jobs(
    () => undefined,
    // no git, no repository, no commit: then there is nothing to compare with
    () => undefined,
  );

  constructor(private readonly events: GitEvents) {}

  trust(): void {
    this.isTrusted = true;
    this.refresh();
  }

  setFolders(uris: readonly string[]): void {
    for (const uri of this.folders.keys()) if (!uris.includes(uri)) this.folders.delete(uri);
    for (const uri of uris) if (!this.folders.has(uri)) this.folders.set(uri, []);
    this.refresh();
  }

  /** Files or commits may have changed. */
  refresh(): void {
    if (!this.isTrusted) return;
    for (const uri of this.folders.keys())
      this.jobs.add(uri, async () => {
        const open = [...this.events.open()].flatMap(document =>
          document.startsWith(`${uri}/`) ? URI.parse(document).fsPath : [],
        );
        const committed = await committedIn(URI.parse(uri).fsPath, open).catch(() => []);
        if (!this.folders.has(uri)) return;
        this.folders.set(uri, committed);
        this.events.changed();
      });
  }

  /** The exports that are about to change, as far as files and open documents tell. */
  get changes(): ChangedExport[] {
    return [...this.folders.values()]
      .flat()
      .flatMap(({ uri, blocks, now }) =>
        changedExports(uri, blocks, this.events.openBlocks(uri) ?? now),
      );
  }
}

/** The templates of a folder that differ from the last commit, or are open, and exported something in it. */
async function committedIn(folder: string, open: readonly string[]): Promise<Committed[]> {
  const { stdout } = await git(folder, ['diff', '--name-only', '--relative', '-z', 'HEAD']);
  const opened = open.map(path => relative(folder, path).split(sep).join('/'));
  const names = new Set([...stdout.split('\0'), ...opened].filter(name => TEMPLATE.test(name)));
  const all = await Promise.all([...names].map(name => committedFile(folder, name)));
  return all.flatMap(file => file ?? []);
}

async function committedFile(folder: string, name: string): Promise<Committed | null> {
  const shown = await git(folder, ['show', `HEAD:./${name}`]).catch(() => null);
  if (!shown || !EXPORTING.test(shown.stdout)) return null;
  const path = join(folder, name);
  const source = await readSource(path);
  const now = source.kind === 'template' ? parseBlocks(source.text, EXPORTING) : [];
  return { uri: URI.file(path).toString(), blocks: parseBlocks(shown.stdout, EXPORTING), now };
}

function git(folder: string, words: readonly string[]) {
  const quiet = ['--no-optional-locks', '-c', 'core.quotepath=off'];
  return run('git', [...quiet, ...words], { ...LIMITS, cwd: folder, encoding: 'utf8' });
}
