import { resolve } from 'node:path';
import { readText } from '../disk/text.js';
import { type ChangeSetName, type Connection, connectAws } from '../providers/live.js';
import { type ChangeSet, parseChangeSet } from '../review/change-set.js';
import { UsageError } from './command.js';

const HOW =
  'Write it with `aws cloudformation describe-change-set --include-property-values --stack-name STACK --change-set-name NAME > FILE`.';

/** @throws UsageError where there is no change set in the file */
export async function readChangeSet(cwd: string, file: string): Promise<ChangeSet> {
  const { text, why } = await readText(resolve(cwd, file));
  if (text === undefined) throw new UsageError(`${file} ${why}.`);
  const changeSet = parseChangeSet(jsonOf(text));
  if (!changeSet) throw new UsageError(`${file} holds no change set. ${HOW}`);
  return changeSet;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** @throws UsageError where AWS does not answer with one; the message says what to do */
export async function askChangeSet(
  named: ChangeSetName,
  connection: Connection,
): Promise<ChangeSet> {
  const work = { signal: new AbortController().signal };
  const answer = await connectAws(connection).changeSet(named, work);
  if ('trouble' in answer) throw new UsageError(answer.trouble.message);
  const changeSet = parseChangeSet(answer.value);
  if (!changeSet) throw new UsageError(`AWS tells nothing of change set ${named.name}.`);
  return changeSet;
}
