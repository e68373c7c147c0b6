import { FileChangeType, type FileEvent } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { findTemplates } from '../disk/find.js';
import { type RuleTemplateFile, readRuleTemplate } from '../disk/rule-template.js';
import { readSource, type Source } from '../disk/source.js';
import { readTeam, type Team } from '../disk/team.js';
import { type Config, DEFAULT_CONFIG } from '../rules/config.js';
import { parseBlocks } from '../template/template.js';
import { FACTS, factsOf } from '../workspace/facts.js';
import type { Workspace } from '../workspace/workspace.js';
import { Jobs } from './jobs.js';
import type { PlacedStack } from './live-stacks.js';
import { RubyIndex } from './ruby-index.js';
import { fileShownBy } from './uris.js';

export interface IndexEvents {
  /** The text of a document that is open, which is known better than its file. */
  openText(uri: string): string | undefined;
  progress(done: number, all: number): void;
  /** Jobs began or ended, or what files say changed. */
  changed(): void;
  /** A configuration changed. */
  configured(): void;
  failed(error: unknown): void;
}

/** Keeps the workspace's index true to the folders' files; one job after the other. */
export class WorkspaceIndex {
  private readonly folders = new Map<string, Folder>();
  private readonly jobs: Jobs;
  private readonly ruby: RubyIndex;
  /** Files to read again. */
  private readonly stale = new Set<string>();

  constructor(
    private readonly workspace: Workspace,
    private readonly events: IndexEvents,
  ) {
    this.jobs = new Jobs(
      () => events.changed(),
      error => events.failed(error),
    );
    this.ruby = new RubyIndex(workspace.tasks, events);
  }

  get indexing(): boolean {
    return this.jobs.areLeft || this.ruby.indexing;
  }

  /** The folders on the disk. */
  get folderUris(): string[] {
    return [...this.folders.keys()];
  }

  addFolder(uri: string): void {
    if (!FOLDER_ON_DISK.test(uri) || this.folders.has(uri)) return;
    const path = URI.parse(uri).fsPath;
    this.folders.set(uri, { path, team: null, candidates: new Set(), isRead: false });
    this.settle();
    this.reload(uri);
    // the templates come first: what one opens with is said before Ruby is looked at
    this.jobs.add(`ruby ${uri}`, async () => {
      if (this.folders.has(uri)) this.ruby.addFolder(uri, path);
    });
  }

  removeFolder(uri: string): void {
    const folder = this.folders.get(uri);
    if (!folder) return;
    this.folders.delete(uri);
    this.forget(folder.candidates);
    this.ruby.removeFolder(uri);
    this.tellTeams();
    this.settle();
    this.events.configured();
  }

  /** One side of a comparison, or what a rename would write: its file counts, and not this too. */
  isCopy(uri: string): boolean {
    const file = fileShownBy(uri);
    return file !== null && this.folderOf(file) !== undefined;
  }

  /** The configuration that a file is under. */
  configOf(uri: string): Config {
    return this.folderOf(uri)?.team?.config ?? DEFAULT_CONFIG;
  }

  /** The stacks that the folders' teams name. */
  get stacks(): PlacedStack[] {
    return [...this.folders].flatMap(([folder, { team }]) =>
      (team?.stacks ?? []).map(stack => ({
        folder,
        stack,
        config: team?.config ?? DEFAULT_CONFIG,
      })),
    );
  }

  /** The team's template for new rules; undefined where there is none, a message where it can't be read. */
  async ruleTemplateOf(uri: string): Promise<RuleTemplateFile | string | undefined> {
    const folder = this.folderOf(uri);
    return folder?.team ? readRuleTemplate(folder.path, folder.team.config) : undefined;
  }

  /** The team whose `cronwright.yml` a file is. */
  teamConfiguredBy(uri: string): Team | null {
    return [...this.folders].find(([folder]) => uri === configUri(folder))?.[1].team ?? null;
  }

  /** Files changed, came or went outside the editor. */
  filesChanged(changes: readonly FileEvent[]): void {
    for (const { uri, type } of changes) {
      const folder = this.configuredBy(uri);
      if (folder) this.reload(folder);
      // one that came may have gone just before
      else if (type !== FileChangeType.Deleted) this.refresh(uri);
    }
    // what came or went may be a folder, so its name says too little
    if (changes.some(c => c.type !== FileChangeType.Changed || c.uri.endsWith('/.gitignore')))
      for (const uri of this.folders.keys()) this.jobs.add(`list ${uri}`, () => this.list(uri));
    this.ruby.filesChanged(changes);
  }

  /** The document was closed: its file counts again. */
  closed(uri: string): void {
    const folder = this.configuredBy(uri);
    if (folder) this.reload(folder);
    // until its file has been read, what was in the document is the best that is known
    if (this.isCandidate(uri)) this.refresh(uri);
    else this.workspace.setFile(uri, null);
    this.events.changed();
  }

  private refresh(uri: string): void {
    if (!this.isCandidate(uri)) return;
    this.stale.add(uri);
    this.jobs.add('read', () => {
      const uris = [...this.stale];
      this.stale.clear();
      return this.read(uris);
    });
  }

  /** Reads `cronwright.yml` again, and then what it leads to. */
  reload(folderUri: string): void {
    this.jobs.add(`load ${folderUri}`, async () => {
      const folder = this.folders.get(folderUri);
      if (!folder) return;
      try {
        folder.team = await readTeam(folder.path, this.events.openText(configUri(folderUri)));
        this.tellTeams();
        this.events.configured();
        await this.list(folderUri);
      } finally {
        folder.isRead = true;
        this.settle();
      }
    });
  }

  private settle(): void {
    this.workspace.settled = [...this.folders.values()].every(({ isRead }) => isRead);
  }

  /** The folder whose configuration a file is, or what it names. */
  configuredBy(uri: string): string | undefined {
    return [...this.folders].find(
      ([folder, { team }]) => uri === configUri(folder) || team?.named.includes(uri),
    )?.[0];
  }

  private async list(folderUri: string): Promise<void> {
    const folder = this.folders.get(folderUri);
    if (!folder?.team) return;
    const paths = await findTemplates(folder.path, folder.team.config.files);
    const found = new Set(paths.map(path => URI.file(path).toString()));
    const known = folder.candidates;
    folder.candidates = found;
    this.forget(known);
    await this.read([...found].filter(uri => !known.has(uri) && !this.isOpen(uri)));
  }

  /** Takes out the files that are in no folder any more. */
  private forget(uris: Iterable<string>): void {
    for (const uri of uris)
      if (!this.isCandidate(uri) && !this.isOpen(uri)) this.workspace.setFile(uri, null);
  }

  private async read(uris: readonly string[]): Promise<void> {
    let done = 0;
    const rest = uris.values();
    const worker = async () => {
      for (const uri of rest) {
        const source = await readSource(URI.parse(uri).fsPath);
        // it may have been opened meanwhile, or its folder removed
        if (this.isCandidate(uri) && !this.isOpen(uri)) this.take(uri, source);
        done++;
        if (done % 50 === 0) this.events.progress(done, uris.length);
      }
    };
    await Promise.all(Array.from({ length: READERS }, worker));
  }

  /** Takes a template in, and anything else out. */
  private take(uri: string, source: Source): void {
    const facts = source.kind === 'template' ? factsOf(parseBlocks(source.text, FACTS)) : null;
    this.workspace.setFile(uri, facts);
  }

  private tellTeams(): void {
    const teams = [...this.folders.values()].flatMap(({ team }) => team ?? []);
    this.workspace.setRecorded(teams.flatMap(({ recorded }) => recorded));
    this.workspace.tasks.setListed(teams.flatMap(({ config }) => config.tasks));
  }

  private isOpen(uri: string): boolean {
    return this.events.openText(uri) !== undefined;
  }

  private isCandidate(uri: string): boolean {
    return [...this.folders.values()].some(({ candidates }) => candidates.has(uri));
  }

  private folderOf(uri: string): Folder | undefined {
    let best = '';
    for (const folder of this.folders.keys())
      if (uri.startsWith(`${folder}/`) && folder.length > best.length) best = folder;
    return this.folders.get(best);
  }
}

interface Folder {
  readonly path: string;
  team: Team | null;
  /** The files that may be templates. */
  candidates: ReadonlySet<string>;
  /** Its files have been read once, as far as they can be. */
  isRead: boolean;
}

/** With four slashes it is no URI. */
const FOLDER_ON_DISK = /^file:\/\/(?!\/\/)/;

/** Files read at once. */
const READERS = 16;

function configUri(folderUri: string): string {
  return `${folderUri}/cronwright.yml`;
}
