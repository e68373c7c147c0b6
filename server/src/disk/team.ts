import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { CONFIG_FILE, type Config, type ConfigProblem, parseConfig } from '../rules/config.js';
import { parseRecordedExports } from '../workspace/recorded.js';
import type { RecordedExports } from '../workspace/workspace.js';
import { readStacks, type TeamStack } from './stacks.js';
import { readText } from './text.js';

/** What a team agreed on for a folder: its `cronwright.yml`, and the lists that it names. */
export interface Team {
  readonly config: Config;
  /** The text of `cronwright.yml`; empty where there is none. */
  readonly text: string;
  /** Of `cronwright.yml`. */
  readonly problems: readonly ConfigProblem[];
  readonly recorded: readonly RecordedExports[];
  readonly stacks: readonly TeamStack[];
  /** The URIs of the files that it names, also of those that can't be read. */
  readonly named: readonly string[];
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
  const stacks = await readStacks(folder, config, ({ start, end }, message) =>
    missing.push({ message, start, end }),
  );
  const named = [
    ...config.exports.map(({ file }) => file),
    ...config.stacks.flatMap(({ snapshot }) => snapshot ?? []),
  ].map(file => uriOf(resolve(folder, file)));
  return { config, text, problems: [...problems, ...missing], recorded, stacks, named };
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

function uriOf(path: string): string {
  return URI.file(path).toString();
}
