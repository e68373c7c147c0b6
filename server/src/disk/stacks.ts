import { resolve } from 'node:path';
import picomatch from 'picomatch';
import { parseSnapshot } from '../drift/parse-snapshot.js';
import type { Snapshot } from '../drift/snapshot.js';
import type { Config, StackEntry } from '../rules/config.js';
import type { Live } from '../rules/rule.js';
import { sha256 } from './hash.js';
import { readText } from './text.js';

/** A stack that a team names in `cronwright.yml`, and what was recorded of it. */
export interface TeamStack {
  readonly entry: StackEntry;
  /** As recorded in the file that it names; null where it names none, or it can't be read. */
  readonly recorded: Snapshot | null;
  /** Whether a file is deployed as it, by its path relative to the folder, with `/`. */
  owns(path: string): boolean;
}

/** Reads what was recorded of a team's stacks; `problem` is told what can't be read. */
export function readStacks(
  folder: string,
  { stacks }: Config,
  problem: (entry: StackEntry, message: string) => void,
): Promise<TeamStack[]> {
  return Promise.all(
    stacks.map(async entry => {
      const read =
        entry.snapshot === null ? null : await readSnapshot(resolve(folder, entry.snapshot));
      if (typeof read === 'string') problem(entry, read);
      const owns = picomatch([...entry.files]);
      return { entry, recorded: typeof read === 'string' ? null : read, owns };
    }),
  );
}

/** A message where there is none. */
export async function readSnapshot(path: string): Promise<Snapshot | string> {
  const { text, why } = await readText(path);
  if (text === undefined) return `${path} ${why}.`;
  const parsed = parseSnapshot(text);
  return 'problem' in parsed ? `${path}: ${parsed.problem}` : parsed.snapshot;
}

/** What rules and features are told of a template's stack; keep it, since answers hang on it. */
export function liveOf(snapshot: Snapshot, entry: StackEntry | null, { ignored }: Config): Live {
  const { stack = null, account = null, region = null } = entry ?? {};
  return { snapshot, ignored, stack, account, region, hash: sha256 };
}
