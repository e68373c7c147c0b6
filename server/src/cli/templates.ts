import { URI } from 'vscode-uri';
import { findTemplates } from '../disk/find.js';
import { readSource, type Source } from '../disk/source.js';
import { parseBlocks, parseTemplate, type Template } from '../template/template.js';
import { FACTS, factsOf } from '../workspace/facts.js';
import { type RecordedExports, Workspace } from '../workspace/workspace.js';
import type { Agreement } from './agreement.js';
import { shownPath } from './locate.js';
import { findTarget, type Target } from './targets.js';
import type { Progress } from './terminal.js';

/** The templates of a run: those that were asked for, and what is around them. */
export interface Templates {
  /** The text of each template by its URI, those around the asked ones too. */
  readonly texts: ReadonlyMap<string, string>;
  /** The URIs of the templates that were asked for, in the order of their paths. */
  readonly asked: readonly string[];
  /** The template at a URI of `asked`. */
  template(uri: string): Template;
  readonly workspace: Workspace;
  /** What could not be read as asked, each in one line. */
  readonly failures: readonly string[];
  /** What was passed over, each in one line. */
  readonly notes: readonly string[];
}

/** Reads the templates of some paths, and those around them, which say what is exported. */
export async function readTemplates(
  cwd: string,
  paths: readonly string[],
  { folder, config: { files }, recorded }: Agreement,
  progress: Progress,
  others?: OtherFiles,
): Promise<Templates> {
  const around = await findTemplates(folder, files);
  const surroundings = { cwd, folder, files, found: around, find: findEveryTemplate };
  const targets = await Promise.all(paths.map(path => findTarget(path, surroundings)));
  const reader = new TemplateReader(
    path => shownPath(path, cwd),
    (done, all) => progress.tell('Reading files', done, all),
    others,
  );
  return reader.read(targets, around, recorded);
}

/** Those in a folder that was asked for by its name. */
export function findEveryTemplate(folder: string): Promise<readonly string[]> {
  return findTemplates(folder, { include: [], exclude: [] });
}

/** What is read beside templates, and answers for a path that has none. */
export interface OtherFiles {
  /** How many files of a path, as it was asked for, are read. */
  countIn(asked: string): number;
  /** Why a file is not read, to end a sentence that starts with its name; null where it is for others. */
  whyNot(path: string): string | null;
  /** What was looked at in a path in vain, to end a sentence; empty for nothing. */
  inVain(asked: string): string;
}

/** Text of which the templates are kept, in UTF-16 units: they take some 25 times as many bytes. */
const MAX_KEPT = 16 * 1024 * 1024;

/** Reads every file once and indexes what it exports and imports. */
export class TemplateReader {
  private readonly sources = new Map<string, Source>();
  private readonly texts = new Map<string, string>();
  private readonly parsed = new Map<string, Template>();
  private keeps = MAX_KEPT;
  private readonly workspace = new Workspace();
  private readonly failures = new Set<string>();
  private readonly notes = new Set<string>();

  constructor(
    private readonly shown: (path: string) => string,
    private readonly progress: (done: number, all: number) => void,
    private readonly others?: OtherFiles,
  ) {}

  async read(
    targets: readonly Target[],
    around: readonly string[],
    recorded: readonly RecordedExports[],
  ): Promise<Templates> {
    const { texts, workspace } = this;
    const files = new Set(targets.flatMap(target => target.files).sort());
    const paths = new Set([...files, ...around]);
    for (const path of paths) {
      this.progress(this.sources.size, paths.size);
      await this.index(path, files.has(path));
    }
    workspace.setRecorded(recorded);
    for (const target of targets) this.judge(target);
    const asked = [...files].map(uriOf).filter(uri => texts.has(uri));
    const template = (uri: string) => this.parsed.get(uri) ?? parseTemplate(texts.get(uri) ?? '');
    const [failures, notes] = [[...this.failures], [...this.notes]];
    return { texts, asked, template, workspace, failures, notes };
  }

  private async index(path: string, asked: boolean): Promise<void> {
    const source = await readSource(path);
    this.sources.set(path, source);
    if (source.kind !== 'template') return;
    const { text } = source;
    const uri = uriOf(path);
    this.texts.set(uri, text);
    // one that is asked for is parsed whole in any case
    const template = asked && text.length <= this.keeps ? parseTemplate(text) : null;
    this.workspace.setFile(uri, factsOf(template?.blocks ?? parseBlocks(text, FACTS)));
    if (!template) return;
    this.parsed.set(uri, template);
    this.keeps -= text.length;
  }

  /** Says what a target was asked for in vain. */
  private judge({ asked, named, files, failure }: Target): void {
    if (failure) this.failures.add(`${asked} ${failure}.`);
    let templates = 0;
    const isReadElsewhere = (this.others?.countIn(asked) ?? 0) > 0;
    for (const path of files) {
      const source = this.sources.get(path);
      if (source?.kind === 'template') templates++;
      else if (source && (named ? !isReadElsewhere : source.kind === 'unreadable'))
        this.failures.add(`${this.shown(path)} ${this.others?.whyNot(path) ?? source.why}.`);
      else if (source?.kind === 'too-large')
        this.notes.add(`${this.shown(path)} is passed over: it ${source.why}.`);
    }
    if (!failure && !named && templates === 0 && !isReadElsewhere)
      this.failures.add(
        `${asked} has no CloudFormation template${lookedAt(files.length)}${this.others?.inVain(asked) ?? ''}.`,
      );
    if (!failure && named && files.length === 0)
      this.notes.add(`${asked} is passed over: \`files.exclude\` of cronwright.yml leaves it out.`);
  }
}

function lookedAt(files: number): string {
  if (files === 0) return ': it holds no YAML and no JSON file to look at';
  return ` (${files} YAML and JSON ${files === 1 ? 'file' : 'files'} looked at)`;
}

function uriOf(path: string): string {
  return URI.file(path).toString();
}
