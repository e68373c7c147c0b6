import {
  GUARD_PARTS,
  type GuardDocument,
  type GuardPart,
  guardOf,
} from '../authoring/guard/guard.js';
import { checkAccount, checkRole, type GuardOptions } from '../authoring/guard/options.js';
import { type Command, EXIT, UsageError } from './command.js';
import { didYouMean, type Option, readArguments } from './options.js';
import { painter, WIDTH, wrap } from './terminal.js';

const OPTIONS = {
  'break-glass-role': { takes: 'texts' },
  'allow-role': { takes: 'texts' },
  account: { takes: 'text' },
  format: { takes: 'text', choices: ['text', 'json'] },
} as const satisfies Record<string, Option>;

const HELP = `Usage: cronwright guard [PART] [OPTION…]

Prints what keeps schedules from being changed in the AWS console, or tells of it. With a
PART that file alone, to be written where it belongs:

  deny        a policy for AWS Organizations or IAM: rules and schedules change through
              CloudFormation only
  notify      a CloudFormation template: a mail for each such change, by CloudTrail
  read-only   the policy that Cronwright's own calls need

  --break-glass-role NAME  a role that may change them by hand, and is told of; may have
                           a path and *; repeatable
  --allow-role NAME        a role that changes them as its work, such as a service role
                           of CloudFormation; repeatable
  --account ID             narrow read-only to an account
  --format FORMAT          text (default), or json: all parts with their notes

Nothing is asked of AWS, and nothing is written.

Exit codes: 0 printed; 2 arguments that can't be used.

Examples:
  cronwright guard --break-glass-role BreakGlass
  cronwright guard deny --break-glass-role BreakGlass --allow-role deploy > deny.json
  cronwright guard notify > notify.yml
  cronwright guard read-only --account 123456789012 > read-only.json`;

export const guardCommand: Command = { help: HELP, run };

async function run(args: readonly string[]): Promise<number> {
  const { options, rest } = readArguments(args, OPTIONS);
  const [part, ...more] = rest;
  if (more.length > 0) throw new UsageError('guard takes one PART at most.');
  const wanted = part === undefined ? null : partOf(part);
  const breakGlassRoles = options['break-glass-role'];
  const allowedRoles = options['allow-role'];
  const { account = null, format = 'text' } = options;
  const guard: GuardOptions = { breakGlassRoles, allowedRoles, account };
  for (const problem of problemsOf(guard)) throw new UsageError(problem);
  const documents = guardOf(guard).filter(({ part }) => wanted === null || part === wanted);
  process.stdout.write(format === 'json' ? jsonOf(documents) : textOf(documents, wanted !== null));
  return EXIT.ok;
}

function partOf(text: string): GuardPart {
  const part = GUARD_PARTS.find(name => name === text);
  if (part) return part;
  throw new UsageError(`There is no part ${text}.${didYouMean(text, GUARD_PARTS)}`);
}

function problemsOf({ breakGlassRoles, allowedRoles, account }: GuardOptions): string[] {
  const problems = [...breakGlassRoles, ...allowedRoles].map(checkRole);
  if (account !== null) problems.push(checkAccount(account));
  return problems.filter(problem => problem !== null);
}

/** For programs: a contract, whose `version` changes with what a reader can rely on. */
function jsonOf(documents: readonly GuardDocument[]): string {
  return `${JSON.stringify({ version: 1, documents }, null, 2)}\n`;
}

/** One part is a file as it is; several have their notes above them. */
function textOf(documents: readonly GuardDocument[], isFile: boolean): string {
  if (isFile) return documents.map(({ text }) => text).join('');
  const paint = painter(process.stdout, process.env);
  return documents
    .map(({ file, notes, text }) => {
      const lines = notes.flatMap(note => wrap(note, WIDTH - 2).map(line => `  ${line}`));
      return `${paint('bold', file)}\n${lines.join('\n')}\n\n${text}`;
    })
    .join('\n');
}
