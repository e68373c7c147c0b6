import { relative, resolve, sep } from 'node:path';
import { URI } from 'vscode-uri';
import { liveOf, readSnapshot, type TeamStack } from '../disk/stacks.js';
import type { Snapshot } from '../drift/snapshot.js';
import { type Aws, connectAws } from '../providers/live.js';
import type { Work } from '../providers/provider.js';
import { type Chosen, reachOf } from '../providers/reach.js';
import type { StackEntry } from '../rules/config.js';
import type { Live } from '../rules/rule.js';
import type { Agreement } from './agreement.js';
import { UsageError } from './command.js';

/** What is live of one stack, and which templates it is deployed from. */
export interface Source {
  readonly live: Live;
  readonly uris: ReadonlySet<string>;
  /** Asks AWS more of the same account; null where the snapshot is a recorded one. */
  readonly aws: Aws | null;
}

export interface Sources {
  readonly sources: readonly Source[];
  /** What could not be read, each in one line. */
  readonly failures: readonly string[];
}

/** A stack that was named, and how AWS is reached where it is not as `cronwright.yml` says. */
export interface ChosenStack extends Chosen {
  readonly stack: string | undefined;
}

/** The snapshots that `cronwright.yml` names. */
export function teamSources(agreement: Agreement, uris: readonly string[]): Sources {
  const sources = agreement.stacks.flatMap(stack => {
    const owned = ownedBy(stack, agreement, uris);
    if (!stack.recorded || owned.size === 0) return [];
    return [
      { live: liveOf(stack.recorded, stack.entry, agreement.config), uris: owned, aws: null },
    ];
  });
  return { sources, failures: [] };
}

/** The snapshots that were named. @throws UsageError where one can't be read */
export async function namedSources(
  files: readonly string[],
  cwd: string,
  agreement: Agreement,
  uris: readonly string[],
): Promise<Sources> {
  const snapshots = await Promise.all(
    files.map(async file => {
      const read = await readSnapshot(resolve(cwd, file));
      if (typeof read === 'string') throw new UsageError(read);
      return read;
    }),
  );
  const sources = snapshots.map(snapshot => {
    const stack = agreement.stacks.find(({ entry }) => entry.stack === snapshot.stack.name);
    const live = liveOf(snapshot, stack?.entry ?? null, agreement.config);
    return { live, uris: templatesOf(snapshot, stack, agreement, uris), aws: null };
  });
  return { sources, failures: [] };
}

/** Of a stack that `cronwright.yml` does not name, the only template there is. */
function templatesOf(
  { stack: { name } }: Snapshot,
  stack: TeamStack | undefined,
  agreement: Agreement,
  uris: readonly string[],
): ReadonlySet<string> {
  if (stack) return ownedBy(stack, agreement, uris);
  if (uris.length <= 1) return new Set(uris);
  throw new UsageError(
    `Which template is stack ${name} deployed from? Name the file, or add it under \`stacks\` in cronwright.yml.`,
  );
}

/** AWS itself, stack by stack. @throws UsageError where no stack is known */
export async function awsSources(
  chosen: ChosenStack,
  agreement: Agreement,
  uris: readonly string[],
  work: Work,
): Promise<Sources> {
  const asked =
    chosen.stack === undefined
      ? namedStacks(agreement, uris)
      : [givenStack(chosen.stack, agreement, uris)];
  const sources: Source[] = [];
  const failures: string[] = [];
  for (const { entry, uris: owned } of asked) {
    const aws = connectAws(reachOf(entry, chosen));
    const answer = await aws.capture({ stack: entry.stack }, work);
    if ('trouble' in answer) failures.push(`${entry.stack}: ${answer.trouble.message}`);
    else {
      const { snapshot, unread } = answer.value;
      failures.push(...unread.map(sentence => `${entry.stack}: ${sentence}`));
      sources.push({ live: liveOf(snapshot, entry, agreement.config), uris: owned, aws });
    }
  }
  return { sources, failures };
}

interface AskedStack {
  readonly entry: StackEntry;
  readonly uris: ReadonlySet<string>;
}

function namedStacks(agreement: Agreement, uris: readonly string[]): AskedStack[] {
  const asked = agreement.stacks.flatMap(stack => {
    const owned = ownedBy(stack, agreement, uris);
    return owned.size > 0 ? [{ entry: stack.entry, uris: owned }] : [];
  });
  if (asked.length > 0) return asked;
  throw new UsageError(
    'No stack is known. Name it with --stack, or under `stacks` in cronwright.yml.',
  );
}

function givenStack(stack: string, agreement: Agreement, uris: readonly string[]): AskedStack {
  const known = agreement.stacks.find(({ entry }) => entry.stack === stack);
  if (known) return { entry: known.entry, uris: ownedBy(known, agreement, uris) };
  if (uris.length > 1)
    throw new UsageError(
      `Which template is stack ${stack} deployed from? Name the file, or add it under \`stacks\` in cronwright.yml.`,
    );
  const nothingElse = { files: [], account: null, region: null, profile: null, snapshot: null };
  return { entry: { ...nothingElse, stack, start: 0, end: 0 }, uris: new Set(uris) };
}

/** Whether `cronwright.yml` names the stack that a template is deployed as. */
export function hasStack(uri: string, agreement: Agreement): boolean {
  return agreement.stacks.some(stack => ownedBy(stack, agreement, [uri]).size > 0);
}

function ownedBy(
  stack: TeamStack,
  { folder }: Agreement,
  uris: readonly string[],
): ReadonlySet<string> {
  const path = (uri: string) => relative(folder, URI.parse(uri).fsPath).split(sep).join('/');
  return new Set(uris.filter(uri => stack.owns(path(uri))));
}
