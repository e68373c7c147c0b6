import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { CONFIG_FILE, type Config, type ConfigProblem, parseConfig } from '../rules/config.js';
import { parseRecordedExports } from '../workspace/recorded.js';
import type { RecordedExports } from '../workspace/workspace.js';

/** What a team agreed on for a folder: its `cronwright.yml`, and the lists that it names. */
export interface Team {
  readonly config: Config;
  /** The text of `cronwright.yml`; empty where there is none. */
  readonly text: string;
  /** Of `cronwright.yml`. */
  readonly problems: readonly ConfigProblem[];
  readonly recorded: readonly RecordedExports[];
}

/** `openText` is `cronwright.yml` where an editor knows it better than the disk. */
export async function readTeam(folder: string, openText?: string): Promise<Team> {
  const text = openText ?? (await readIfThere(resolve(folder, CONFIG_FILE))) ?? '';
  const { config, problems } = parseConfig(text);
  const missing: ConfigProblem[] = [];
  const recorded: RecordedExports[] = [];
  for (const { file, complete, start, end } of config.exports) {
    const list = await readRecordedExports(resolve(folder, file), complete);
    if (typeof list === 'string') missing.push({ message: list, start, end });
    else recorded.push(list);
  }
  return { config, text, problems: [...problems, ...missing], recorded };
}

/** A message where there is no such list. */
export async function readRecordedExports(
  path: string,
  complete: boolean,
): Promise<RecordedExports | string> {
  const text = await readIfThere(path);
  if (text === null) return `There is no file ${path}.`;
  const list = parseRecordedExports(text, URI.file(path).toString(), complete);
  return (
    list ??
    `${path} holds no list of exports. Write it with \`aws cloudformation list-exports > FILE\`.`
  );
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return null;
  }
}
