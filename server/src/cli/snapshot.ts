import { sha256 } from '../disk/hash.js';
import { hashInputs } from '../drift/hash-inputs.js';
import type { Snapshot } from '../drift/snapshot.js';
import { connectAws } from '../providers/live.js';
import type { Captured, Identity } from '../providers/provider.js';
import { visible } from '../template/visible.js';
import { type Command, EXIT, UsageError } from './command.js';
import { formatSnapshot } from './formats/snapshot-json.js';
import { type Option, readArguments } from './options.js';
import { counted, Progress } from './terminal.js';
import { writeFileWhole } from './write-file.js';

const OPTIONS = {
  stack: { takes: 'text' },
  region: { takes: 'text' },
  profile: { takes: 'text' },
  output: { takes: 'text', short: 'o' },
  'hash-input': { takes: 'nothing' },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright snapshot --stack STACK [OPTION…]

Records what is live of a stack as JSON: its EventBridge rules with their targets, its
schedules, and the template that was deployed. With this file the editor and cronwright
drift compare without AWS and without credentials. It asks AWS, and changes nothing there.

  --stack STACK       a stack's name, or its ARN
  --region REGION     else AWS_REGION, or the region of the profile
  --profile PROFILE   of ~/.aws; else AWS_PROFILE, or what the environment has
  -o, --output FILE   where to write it; without it, or with -, to standard output
  --hash-input        writes a hash of each Input, which can hold secrets

AWS_ENDPOINT_URL is asked in the place of AWS, where it is set. Values of parameters with
NoEcho are not in the file; those of all exports of the account in the region are, where
the template imports one. Keys are sorted, so that two files can be compared line by line.

Exit codes: 0 all was read; 2 something was not, or AWS could not be asked.

Examples:
  cronwright snapshot --stack prod-schedules -o live.json
  cronwright snapshot --stack prod-schedules --region eu-west-1 --profile ops -o live.json
  cronwright snapshot --stack prod-schedules --hash-input > live.json`;

export const snapshotCommand: Command = { help: HELP, run };

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  if (rest.length > 0)
    throw new UsageError(`A snapshot is of a stack, and ${rest[0]} is none. Write --stack STACK.`);
  const { stack, region, profile, output = '-' } = options;
  if (!stack) throw new UsageError('--stack is missing: name the stack that the rules are in.');
  const captured = await capture(stack, { region, profile });
  if (!captured) return EXIT.trouble;
  const { snapshot, identity, unread } = captured;
  const text = formatSnapshot(options['hash-input'] ? hashInputs(snapshot, sha256) : snapshot);
  if (output === '-') process.stdout.write(text);
  else writeFileWhole(output, text);
  tell(`${contents(snapshot)} of ${stack} as ${caller(identity)}.`);
  for (const sentence of unread) tell(sentence);
  return unread.length > 0 ? EXIT.trouble : EXIT.ok;
}

async function capture(
  stack: string,
  connection: { readonly region: string | undefined; readonly profile: string | undefined },
): Promise<Captured | null> {
  const progress = new Progress(process.stderr, Date.now);
  const answer = await connectAws(connection).capture(
    { stack },
    {
      signal: new AbortController().signal,
      onProgress: (what, done, all) => progress.tell(what, done, all),
    },
  );
  progress.end();
  if ('value' in answer) return answer.value;
  tell(`cronwright: ${answer.trouble.message}`);
  return null;
}

function contents({ rules, schedules }: Snapshot): string {
  return `${counted(rules.length, 'rule')} and ${counted(schedules.length, 'schedule')}`;
}

function caller({ who, account, region, credentials }: Identity): string {
  return `${who} of account ${account} in ${region}, with the credentials of ${credentials}`;
}

/** On standard error: standard output can be the snapshot. */
function tell(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}
