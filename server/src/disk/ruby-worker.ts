// The thread that reads Ruby: prism takes 35 MB, which go when it ends.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { RubyParser } from '../ruby/parser.js';
import { type RakeFacts, rakeTasks } from '../ruby/rake.js';
import { readRuby } from '../ruby/sidekiq/document.js';
import type { SidekiqFacts } from '../ruby/sidekiq/facts.js';
import { mentionsSidekiq, methodsDefinedIn } from '../ruby/sidekiq/mentions.js';

/** What is told of a path: null where nothing is there. */
export type RakeFile = readonly [path: string, facts: RakeFacts | null];

/** What may define anything. */
const UNREAD: RakeFacts = { tasks: [], patterns: [], hasErrors: true };

/** No file that a person wrote is larger. */
const MAX_BYTES = 4 * 1024 * 1024;

function read(path: string, parser: RubyParser): RakeFile {
  try {
    const found = statSync(path);
    // reading a device may never end
    if (!found.isFile() || found.size > MAX_BYTES) return [path, UNREAD];
    return [path, rakeTasks(readFileSync(path, 'utf8'), parser)];
  } catch (error) {
    return [path, (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : UNREAD];
  }
}

/** Files that have something about Sidekiq, and the methods that any file defines. */
export interface SidekiqAnswer {
  readonly files: readonly SidekiqFile[];
  readonly methods: readonly string[];
}

export interface SidekiqFile {
  readonly path: string;
  readonly text: string;
  /** Null where it has a syntax error. */
  readonly facts: SidekiqFacts | null;
}

/** What the thread is asked for. */
export type RubyQuestion =
  | { readonly about: 'rake'; readonly paths: readonly string[] }
  /** `names` are those that a migration leaves behind. */
  | {
      readonly about: 'sidekiq';
      readonly paths: readonly string[];
      readonly names: readonly string[];
    };

function readSidekiq(paths: readonly string[], names: readonly string[]): SidekiqAnswer {
  const files: SidekiqFile[] = [];
  const methods = new Set<string>();
  for (const path of paths) {
    const text = textOf(path);
    if (text === null) continue;
    for (const name of methodsDefinedIn(text)) methods.add(name);
    if (!mentionsSidekiq(text, names)) continue;
    files.push({ path, text, facts: readRuby(text, parser(), names)?.sidekiq ?? null });
  }
  return { files, methods: [...methods] };
}

function textOf(path: string): string | null {
  try {
    const found = statSync(path);
    if (!found.isFile() || found.size > MAX_BYTES) return null;
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch {
    return null;
  }
}

let loaded: RubyParser | undefined;

/** Loaded where there is something to parse; prism is beside the bundle. */
function parser(): RubyParser {
  loaded ??= new RubyParser(new WebAssembly.Module(readFileSync(join(__dirname, 'prism.wasm'))));
  return loaded;
}

function answerTo(question: RubyQuestion): readonly RakeFile[] | SidekiqAnswer {
  const { paths } = question;
  if (question.about === 'sidekiq') return readSidekiq(paths, question.names);
  const rake = parser();
  return paths.map(path => read(path, rake));
}

parentPort?.postMessage(answerTo(workerData as RubyQuestion));
