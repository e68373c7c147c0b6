// The thread that reads Ruby: prism takes 35 MB, which go when it ends.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { RubyParser } from '../ruby/parser.js';
import { type RakeFacts, rakeTasks } from '../ruby/rake.js';

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

// beside the bundle
const prism = new WebAssembly.Module(readFileSync(join(__dirname, 'prism.wasm')));
const parser = new RubyParser(prism);
parentPort?.postMessage((workerData as readonly string[]).map(path => read(path, parser)));
