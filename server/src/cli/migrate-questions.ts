import { ExitPromptError } from '@inquirer/core';
import { checkbox, select } from '@inquirer/prompts';
import { type Address, readAddress } from '../authoring/sidekiq/address.js';
import {
  EDITIONS,
  type Edition,
  FEATURES,
  type Feature,
  type StrategyId,
} from '../authoring/sidekiq/answers.js';
import { strategiesFor } from '../authoring/sidekiq/strategies.js';
import { EXIT } from './command.js';
import { begin, type Place, patchOf, tellNotes } from './migrating.js';
import { answersOf, type Given, migrationOf } from './migration-answers.js';
import { BACK, type Look, question } from './question.js';
import { wrap } from './terminal.js';

type Draft = { -readonly [Key in keyof Given]: Given[Key] };

/** Asks one thing and puts it into the draft; false where the one before is to be asked again. */
type Step = (place: Place, draft: Draft) => Promise<boolean>;

const STEPS: readonly [keyof Given, Step][] = [
  ['old', askOld],
  ['new', askNew],
  ['processes', askProcesses],
  ['edition', askEdition],
  ['uses', askUses],
  ['strategy', askStrategy],
];

/** Asks on the terminal for what is not given, shows the change, and makes it. */
export async function askAndStart(place: Place, given: Given, isDry: boolean): Promise<number> {
  try {
    const draft: Draft = { ...given };
    const asked = STEPS.filter(([key]) => given[key] === undefined).map(([, step]) => step);
    for (let at = 0; at < asked.length; )
      at = (await asked[at]?.(place, draft)) ? at + 1 : Math.max(0, at - 1);
    return await offer(place, draft, isDry);
  } catch (error) {
    if (!(error instanceof ExitPromptError)) throw error;
    process.stderr.write('Nothing is written.\n');
    return EXIT.trouble;
  }
}

function askOld({ application, files }: Place, draft: Draft): Promise<boolean> {
  const { found } = application;
  return askAddress(draft, 'old', {
    message: 'What has the address of the old Redis?',
    initial: draft.old?.name ?? found.old?.name ?? 'REDIS_URL',
    ruby: files.read(application.initializer) ?? '',
  });
}

function askNew({ application, files }: Place, draft: Draft): Promise<boolean> {
  return askAddress(draft, 'new', {
    message: 'And that of the new one?',
    initial: draft.new?.name ?? 'SIDEKIQ_NEW_REDIS_URL',
    ruby: files.read(application.initializer) ?? '',
  });
}

interface Asking {
  readonly message: string;
  readonly initial: string;
  readonly ruby: string;
}

async function askAddress(
  draft: Draft,
  key: 'old' | 'new',
  { message, initial, ruby }: Asking,
): Promise<boolean> {
  const answer = await question({
    message,
    initial,
    suggest: () => [],
    look: text => lookAt(readAddress(text, ruby), key === 'new' ? draft.old : undefined),
  });
  if (answer === BACK) return false;
  draft[key] = readAddress(answer, ruby) ?? undefined;
  return true;
}

function lookAt(address: Address | null, other: Address | undefined): Look {
  if (!address)
    return look(false, 'The name of an environment variable, or of a constant such as A::B.');
  if (address.name === other?.name) return look(false, 'The old Redis has that name.');
  return look(
    true,
    address.kind === 'env' ? 'An environment variable' : 'A constant of the application',
  );
}

async function askProcesses(_: Place, draft: Draft): Promise<boolean> {
  const answer = await question({
    message: 'How many Sidekiq processes run?',
    initial: String(draft.processes ?? ''),
    suggest: () => [],
    look: text => look(/^[1-9]\d{0,4}$/.test(text), 'A whole number from 1 on'),
  });
  if (answer === BACK) return false;
  draft.processes = Number(answer);
  return true;
}

async function askEdition({ application: { found } }: Place, draft: Draft): Promise<boolean> {
  const version = found.version === null ? '' : ` (Gemfile.lock has ${found.version})`;
  draft.edition = await select<Edition>({
    message: `Which edition of Sidekiq?${version}`,
    default: draft.edition ?? found.edition,
    choices: EDITIONS.map(value => ({ value, name: EDITION_NAMES[value] })),
  });
  return true;
}

const EDITION_NAMES: Readonly<Record<Edition, string>> = {
  oss: 'Sidekiq',
  pro: 'Sidekiq Pro',
  enterprise: 'Sidekiq Enterprise',
};

async function askUses({ application: { found } }: Place, draft: Draft): Promise<boolean> {
  const used = draft.uses ?? found.uses;
  draft.uses = await checkbox<Feature>({
    message: 'What does the application use?',
    choices: FEATURES.map(value => ({
      value,
      name: FEATURE_NAMES[value],
      checked: used.includes(value),
    })),
  });
  return true;
}

const FEATURE_NAMES: Readonly<Record<Feature, string>> = {
  batches: 'Batches (Sidekiq Pro)',
  periodic: 'Periodic jobs (Enterprise, sidekiq-cron, sidekiq-scheduler)',
  unique: 'Unique jobs',
};

async function askStrategy(place: Place, draft: Draft): Promise<boolean> {
  const strategies = strategiesFor(answersOf(place, draft));
  draft.strategy = await select<StrategyId>({
    message: 'How is the old Redis to be drained?',
    choices: strategies.map(({ id, title, reason, failures }, i) => ({
      value: id ?? 'drainer',
      name: i === 0 ? `${title} (recommended)` : title,
      description: [reason, ...failures.map(failure => `- ${failure}`)].join('\n'),
      ...(id === null && { disabled: '(never: a capsule has no Redis of its own)' }),
    })),
  });
  return true;
}

function look(ok: boolean, text: string): Look {
  return { ok, lines: wrap(text, (process.stdout.columns || 80) - 2) };
}

async function offer(place: Place, draft: Draft, isDry: boolean): Promise<number> {
  const answers = answersOf(place, draft);
  const migration = migrationOf(place, answers);
  if (!isDry) process.stdout.write(patchOf(migration));
  tellNotes(place, migration.notes);
  const isWanted = await select({
    message: isDry ? 'Print the change?' : `Write ${migration.changes.length} files?`,
    choices: [
      { value: true, name: isDry ? 'Print it' : 'Write them' },
      { value: false, name: 'Leave it' },
    ],
  });
  if (!isWanted) process.stderr.write('Nothing is written.\n');
  else if (isDry) process.stdout.write(patchOf(migration));
  else begin(place, migration, answers);
  return EXIT.ok;
}
