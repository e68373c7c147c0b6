import { type Command, EXIT, UsageError } from './command.js';
import { didYouMean } from './options.js';
import { version } from './version.js';

interface Entry {
  readonly summary: string;
  load(): Promise<Command>;
}

/** Loaded when asked for, so that each starts as quickly as if it were alone. */
const COMMANDS: Readonly<Record<string, Entry>> = {
  lint: {
    summary: 'Check schedules and imports of templates, and the Redis of Sidekiq in Ruby.',
    load: async () => (await import('./lint.js')).lintCommand,
  },
  explain: {
    summary: 'Say in words what a schedule expression means, and when it runs next.',
    load: async () => (await import('./explain.js')).explainCommand,
  },
  schedules: {
    summary: 'List what templates run by the clock, with next runs, target and command.',
    load: async () => (await import('./schedules.js')).schedulesCommand,
  },
  review: {
    summary: 'Review what a branch or a change set does to rules and schedules.',
    load: async () => (await import('./review.js')).reviewCommand,
  },
  drift: {
    summary: 'Hold templates against what is live in AWS.',
    load: async () => (await import('./drift.js')).driftCommand,
  },
  guard: {
    summary:
      'Print policies against changes in the AWS console, and a template that tells of them.',
    load: async () => (await import('./guard.js')).guardCommand,
  },
  'add-rule': {
    summary: 'Add a rule that runs a task by the clock to a template.',
    load: async () => (await import('./add-rule.js')).addRuleCommand,
  },
  snapshot: {
    summary: 'Record what is live of a stack, for the editor and for CI.',
    load: async () => (await import('./snapshot.js')).snapshotCommand,
  },
  migrate: {
    summary: 'Move Sidekiq from one Redis to another, and take the move out again.',
    load: async () => (await import('./migrate.js')).migrateCommand,
  },
};

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-V') return print(version());
  if (name === 'help' && rest[0] !== undefined) return print((await command(rest[0])).help);
  if (name === 'help' || name === '--help' || name === '-h') return print(overview());
  if (name === undefined) {
    process.stderr.write(`${overview()}\n`);
    return EXIT.trouble;
  }
  const { help, run } = await command(name);
  return asksForHelp(rest) ? print(help) : run(rest);
}

async function command(name: string): Promise<Command> {
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry) return entry.load();
  const what = name.startsWith('-') ? 'option' : 'command';
  const near = didYouMean(name, Object.keys(COMMANDS));
  throw new UsageError(`There is no ${what} ${name}.${near} See cronwright --help.`);
}

function asksForHelp(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some(arg => arg === '--help' || arg === '-h');
}

function overview(): string {
  const lines = Object.entries(COMMANDS).map(
    ([name, { summary }]) => `  ${name.padEnd(11)}${summary}`,
  );
  return `Usage: cronwright COMMAND [ARGUMENT…]

Checks and explains EventBridge schedules and the imports around them.

Commands:
${lines.join('\n')}

  cronwright help COMMAND   how a command is used, with examples
  cronwright --version

Exit codes: 0 all is well, 1 something was found, 2 it could not be done in full.`;
}

function print(text: string): number {
  process.stdout.write(`${text}\n`);
  return EXIT.ok;
}

// a reader such as `head` may have read enough
process.stdout.on('error', error => {
  if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    if (error instanceof UsageError) process.stderr.write(`cronwright: ${error.message}\n`);
    else process.stderr.write(`cronwright: ${(error as Error)?.stack ?? error}\n`);
    process.exitCode = EXIT.trouble;
  },
);
