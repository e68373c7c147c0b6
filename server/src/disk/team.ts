import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { CONFIG_FILE, type Config, type ConfigProblem, parseConfig } from '../rules/config.js';
import { parseRecordedExports } from '../workspace/recorded.js';
import type { RecordedExports } from '../workspace/workspace.js';
import { reasonOf } from './source.js';

/** What a team agreed on for a folder: its `cronwright.yml`, and the lists that it names. */
export interface Team {
  readonly config: Config;
  /** The text of `cronwright.yml`; empty where there is none. */
  readonly text: string;
  /** Of `cronwright.yml`. */
  readonly problems: readonly ConfigProblem[];
  readonly recorded: readonly RecordedExports[];
  /** The URIs of the lists that it names, also of those that can't be read. */
  readonly lists: readonly string[];
}

/** `openText` is `cronwright.yml` where an editor knows it better than the disk. */
export async function readTeam(folder: string, openText?: string): Promise<Team> {
  const file = openText === undefined ? await readText(resolve(folder, CONFIG_FILE)) : null;
  const text = openText ?? file?.text ?? '';
  const { config, problems } = parseConfig(text);
  const missing: ConfigProblem[] = [];
  if (file?.why && !file.isMissing)
    missing.push({ message: `${CONFIG_FILE} ${file.why}.`, start: 0, end: 0 });
  const recorded: RecordedExports[] = [];
  for (const { file, complete, start, end } of config.exports) {
    const list = await readRecordedExports(resolve(folder, file), complete);
    if (typeof list === 'string') missing.push({ message: list, start, end });
    else recorded.push(list);
  }
  const lists = config.exports.map(({ file }) => uriOf(resolve(folder, file)));
  return { config, text, problems: [...problems, ...missing], recorded, lists };
}

/** A message where there is no such list. */
export async function readRecordedExports(
  path: string,
  complete: boolean,
): Promise<RecordedExports | string> {
  const { text, why } = await readText(path);
  if (text === undefined) return `${path} ${why}.`;
  const list = parseRecordedExports(text, uriOf(path), complete);
  return (
    list ??
    `${path} holds no list of exports. Write it with \`aws cloudformation list-exports > FILE\`.`
  );
}

/** 50,000 exports; a text much longer would take seconds to read and all memory. */
const MAX_BYTES = 16 * 1024 * 1024;

interface Read {
  readonly text?: string;
  /** Why there is no text, to end a sentence that starts with the file's name. */
  readonly why?: string;
  readonly isMissing?: boolean;
}

async function readText(path: string): Promise<Read> {
  try {
    const found = await stat(path);
    // reading a device may never end
    if (!found.isFile()) return { why: found.isDirectory() ? 'is a folder' : 'is not a file' };
    const megabytes = found.size / 1024 / 1024;
    if (found.size > MAX_BYTES)
      return { why: `has ${megabytes.toFixed(1)} MB, and 16 MB are read at most` };
    return { text: await readFile(path, 'utf8') };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { why: reasonOf(error), isMissing: code === 'ENOENT' };
  }
}

function uriOf(path: string): string {
  return URI.file(path).toString();
}
