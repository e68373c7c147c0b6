import picomatch from 'picomatch';
import { liveOf } from '../../server/src/disk/stacks.js';
import { parseSnapshot } from '../../server/src/drift/parse-snapshot.js';
import type { Config } from '../../server/src/rules/config.js';
import type { Live } from '../../server/src/rules/rule.js';

/** What is live of a file's stack, where `cronwright.yml` names a snapshot among the files. */
export function liveIn(
  files: Readonly<Record<string, string>>,
  path: string,
  config: Config,
): Live | null {
  const entry = config.stacks.find(({ files }) => picomatch([...files])(path));
  if (!entry?.snapshot) return null;
  const parsed = parseSnapshot(files[entry.snapshot] ?? '');
  if ('problem' in parsed) throw new Error(parsed.problem);
  return liveOf(parsed.snapshot, entry, config);
}
