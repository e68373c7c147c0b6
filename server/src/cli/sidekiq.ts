import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { readSidekiqFiles } from '../disk/ruby.js';
import { findSidekiqFiles, isRuby, readSettingsFile, readText } from '../disk/sidekiq-files.js';
import type { RubyFile } from '../ruby/sidekiq/document.js';
import type { Config } from '../rules/config.js';
import { lintRuby, lintSettings } from '../rules/lint.js';
import type { FileContext, Problem } from '../rules/rule.js';
import { type SettingsFile, settingsKind } from '../workspace/settings.js';
import type { SidekiqFiles } from '../workspace/sidekiq.js';
import type { Agreement } from './agreement.js';
import { shownPath } from './locate.js';
import { findTarget, type Target } from './targets.js';
import type { OtherFiles } from './templates.js';

/** The files of a run that are about Sidekiq. */
export interface SidekiqRun extends OtherFiles {
  /** The text of each file by its URI. */
  readonly texts: ReadonlyMap<string, string>;
  /** The URIs of those that were asked for. */
  readonly asked: readonly string[];
  lint(uri: string, around: Omit<FileContext, 'config'>, config: Config): Problem[];
  /** Tells a workspace what all files around say. */
  tell(sidekiq: SidekiqFiles): void;
  readonly failures: readonly string[];
  /** What is not checked, each in one line. */
  readonly notes: readonly string[];
}

/** Reads the Ruby and what goes with it in some paths, and in the workspace around them. */
export async function readSidekiq(
  cwd: string,
  paths: readonly string[],
  agreement: Agreement,
): Promise<SidekiqRun> {
  const reader = new SidekiqReader(cwd, agreement);
  // a template alone needs no look at the Ruby around it
  if (paths.some(path => mayHaveRuby(resolve(cwd, path)))) await reader.read(paths);
  return reader;
}

function mayHaveRuby(path: string): boolean {
  if (!existsSync(path) || statSync(path).isDirectory()) return true;
  return isRuby(path) || settingsKind(path) !== null;
}

class SidekiqReader implements SidekiqRun {
  readonly texts = new Map<string, string>();
  readonly failures: string[] = [];
  readonly notes: string[] = [];
  asked: readonly string[] = [];
  private targets: readonly Target[] = [];
  private readonly ruby = new Map<string, RubyFile | null>();
  private readonly settings = new Map<string, SettingsFile>();
  private readonly others = new Map<string, string>();
  private methods: readonly string[] = [];

  constructor(
    private readonly cwd: string,
    private readonly agreement: Agreement,
  ) {}

  async read(paths: readonly string[]): Promise<void> {
    const { folder, config } = this.agreement;
    const find = async (path: string, files: Config['files']) => {
      const { ruby, settings } = await findSidekiqFiles(path, files);
      return [...ruby, ...settings].sort();
    };
    const around = await findSidekiqFiles(folder, config.files);
    this.targets = await Promise.all(
      paths.map(path =>
        findTarget(path, {
          ...{ cwd: this.cwd, folder, files: config.files },
          found: [...around.ruby, ...around.settings].sort(),
          find: other => find(other, { include: [], exclude: [] }),
        }),
      ),
    );
    const files = [...new Set(this.targets.flatMap(target => target.files))];
    if (!files.some(path => isRuby(path) || settingsKind(path))) return;
    await this.readRuby([...new Set([...around.ruby, ...files.filter(isRuby)])].sort());
    for (const path of new Set([...around.settings, ...files])) await this.readSettings(path);
    for (const path of around.others) {
      const text = await readText(path);
      if (text !== null) this.others.set(uriOf(path), text);
    }
    this.asked = files.map(uriOf).filter(uri => this.isRead(uri));
    this.judge();
  }

  private async readRuby(paths: readonly string[]): Promise<void> {
    try {
      const names = this.agreement.config.sidekiq.migration?.old ?? [];
      const { files, methods } = await readSidekiqFiles(paths, names);
      this.methods = methods;
      for (const { path, text, facts } of files) {
        this.texts.set(uriOf(path), text);
        this.ruby.set(uriOf(path), facts && { text, sidekiq: facts });
      }
    } catch (error) {
      this.failures.push(`Ruby is not checked: reading the files ended with ${error}.`);
    }
  }

  private async readSettings(path: string): Promise<void> {
    const file = await readSettingsFile(path);
    if (!file) return;
    this.texts.set(uriOf(path), file.text);
    this.settings.set(uriOf(path), file);
  }

  /** Whether a rule looks at a file: at a Procfile or `.env` only for what a migration left. */
  private isRead(uri: string): boolean {
    if (this.ruby.has(uri)) return true;
    const kind = this.settings.get(uri)?.kind;
    const isDone = this.agreement.config.sidekiq.migration?.state === 'done';
    return kind === 'sidekiq' || (kind !== undefined && isDone);
  }

  private judge(): void {
    for (const uri of this.asked)
      if (this.ruby.get(uri) === null)
        this.notes.push(
          `${shownPath(URI.parse(uri).fsPath, this.cwd)} is not checked: it has a syntax error.`,
        );
  }

  countIn(asked: string): number {
    const target = this.targets.find(one => one.asked === asked);
    return target?.files.filter(path => this.isRead(uriOf(path))).length ?? 0;
  }

  whyNot(path: string): string | null {
    if (isRuby(path)) return 'has nothing about Sidekiq, so no rule reads it';
    const kind = settingsKind(path);
    if (!kind) return null;
    return 'is read once a migration is done (`sidekiq.migration` of cronwright.yml), and no rule reads it now';
  }

  inVain(asked: string): string {
    const target = this.targets.find(one => one.asked === asked);
    const files = target?.files.filter(isRuby).length ?? 0;
    if (files === 0) return '';
    return files === 1
      ? ', and its Ruby file has nothing about Sidekiq'
      : `, and none of its ${files} Ruby files has anything about Sidekiq`;
  }

  lint(uri: string, around: Omit<FileContext, 'config'>, config: Config): Problem[] {
    const ruby = this.ruby.get(uri);
    if (ruby) return lintRuby(ruby, around, config);
    const settings = this.settings.get(uri);
    return settings ? lintSettings(settings, around, config) : [];
  }

  tell(sidekiq: SidekiqFiles): void {
    sidekiq.setFiles([...this.ruby].map(([uri, file]) => [uri, file?.sidekiq ?? null]));
    sidekiq.addMethods(this.methods);
    for (const [uri, file] of this.settings) sidekiq.setSettings(uri, file);
    for (const [uri, text] of this.others) sidekiq.setOther(uri, text);
    if (this.failures.length > 0) sidekiq.settled = false;
  }
}

function uriOf(path: string): string {
  return URI.file(path).toString();
}
