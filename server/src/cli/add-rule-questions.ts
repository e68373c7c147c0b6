import { ExitPromptError } from '@inquirer/core';
import { select } from '@inquirer/prompts';
import { addRule } from '../authoring/add-rule.js';
import {
  checkDescription,
  checkLogicalId,
  checkName,
  checkTask,
  doubtTask,
} from '../authoring/checks.js';
import { PHRASES } from '../authoring/phrase.js';
import { type Kind, readSchedule, type ScheduleAnswer } from '../authoring/schedule.js';
import {
  type Asked,
  answersOf,
  finish,
  type Given,
  type Place,
  patchOf,
  tellNotes,
  tellProblems,
} from './adding.js';
import { EXIT } from './command.js';
import { BACK, type Look, question } from './question.js';
import { wrap } from './terminal.js';

type Draft = { -readonly [Key in keyof Given]: Given[Key] };

/** Asks one thing and puts it into the draft; false where the one before is to be asked again. */
type Step = (place: Place, draft: Draft) => Promise<boolean>;

const STEPS: readonly Step[] = [
  askTask,
  askSchedule,
  askKind,
  askName,
  askLogicalId,
  askDescription,
];

/** Asks on the terminal for what is not given, shows the change, and makes it. */
export async function askAndAdd(place: Place, given: Given, isDry: boolean): Promise<number> {
  try {
    const draft: Draft = { ...given };
    for (let from = 0; ; ) {
      await askAll(place, draft, given, from);
      const asked = answersOf(place, draft);
      const choice = await offer(place, asked, isDry);
      if (choice !== 'back') return choice;
      from = STEPS.length - 1;
    }
  } catch (error) {
    if (!(error instanceof ExitPromptError)) throw error;
    process.stderr.write('Nothing is written.\n');
    return EXIT.trouble;
  }
}

async function askAll(place: Place, draft: Draft, given: Given, from: number): Promise<void> {
  let forward = true;
  for (let at = from; at < STEPS.length; ) {
    const step = STEPS[at];
    const done: boolean =
      step === undefined || isGiven(step, given) ? forward : await step(place, draft);
    forward = done || at === 0;
    at = done ? at + 1 : Math.max(0, at - 1);
  }
}

function isGiven(step: Step, given: Given): boolean {
  const key = KEYS.get(step);
  return key !== undefined && given[key] !== undefined;
}

const KEYS: ReadonlyMap<Step, keyof Given> = new Map<Step, keyof Given>([
  [askTask, 'task'],
  [askSchedule, 'when'],
  [askKind, 'kind'],
  [askName, 'name'],
  [askLogicalId, 'logicalId'],
  [askDescription, 'description'],
]);

async function askTask({ env }: Place, draft: Draft): Promise<boolean> {
  const { tasks } = env.workspace;
  const answer = await question({
    message: 'What does it run?',
    initial: draft.task ?? '',
    suggest: text => tasks.names.filter(name => name.includes(text) && name !== text),
    look: text => {
      const problem = checkTask(text);
      const about = tasks.definitionsOf(text)[0]?.description;
      return look(problem, doubtTask(text, tasks) ?? about ?? '');
    },
  });
  return take(draft, 'task', answer);
}

async function askSchedule({ env }: Place, draft: Draft): Promise<boolean> {
  const answer = await question({
    message: 'When?',
    initial: draft.when ?? '',
    suggest: text =>
      PHRASES.filter(phrase => phrase.includes(text.toLowerCase()) && phrase !== text),
    look: text => {
      const read = readSchedule(text, {
        kind: draft.kind ?? 'rule',
        timezone: draft.timezone,
        now: env.now,
      });
      // what only Scheduler can say is asked about next
      const other = readSchedule(text, {
        kind: 'schedule',
        timezone: draft.timezone,
        now: env.now,
      });
      if ('message' in read && 'message' in other) return look(read.message, '');
      return look(
        null,
        ...('expression' in read ? shown(read) : 'expression' in other ? shown(other) : []),
      );
    },
  });
  return take(draft, 'when', answer);
}

function shown(read: ScheduleAnswer): string[] {
  const runs = read.next.map(run => new Date(run).toISOString().slice(0, 16).replace('T', ' '));
  const next = runs.length > 0 ? `next ${runs.join(', ')} UTC` : 'counts from when it is created';
  return [`${read.expression}  ${read.description}`, next, ...read.notes];
}

/** Asked only where it makes a difference: the times are those of a zone. */
async function askKind({ env }: Place, draft: Draft): Promise<boolean> {
  const { when = '', timezone } = draft;
  const rule = readSchedule(when, { kind: 'rule', timezone, now: env.now });
  const schedule = readSchedule(when, { kind: 'schedule', timezone, now: env.now });
  if ('message' in schedule || (!('message' in rule) && rule.offer === null)) {
    draft.kind = 'rule';
    return true;
  }
  const isRefused = 'message' in rule;
  const kind = await select<Kind | 'back'>({
    message: `The times are those of ${schedule.timezone}.`,
    choices: [
      {
        value: 'schedule',
        name: `A Scheduler schedule: ${schedule.expression} in ${schedule.timezone}`,
        description: 'It keeps the time of day when the clocks change.',
      },
      {
        value: 'rule',
        name: `A rule in UTC${isRefused ? '' : `: ${rule.expression}`}`,
        ...(isRefused
          ? { disabled: '(UTC has no such days)' }
          : { description: rule.notes.join(' ') }),
      },
      { value: 'back', name: 'Back' },
    ],
  });
  if (kind === 'back') return false;
  draft.kind = kind;
  return true;
}

async function askName(place: Place, draft: Draft): Promise<boolean> {
  const { answers } = answersOf(place, { ...draft, name: undefined });
  const answer = await question({
    message: 'Name?',
    initial: draft.name ?? answers.name,
    suggest: () => [],
    look: text => look(checkName(text, place.template), ''),
  });
  return take(draft, 'name', answer);
}

async function askLogicalId(place: Place, draft: Draft): Promise<boolean> {
  const { logicalId } = answersOf(place, { ...draft, logicalId: undefined }).answers;
  const answer = await question({
    message: 'Logical id?',
    initial: draft.logicalId ?? logicalId,
    suggest: () => [],
    look: text => look(checkLogicalId(text, place.template), ''),
  });
  return take(draft, 'logicalId', answer);
}

async function askDescription(place: Place, draft: Draft): Promise<boolean> {
  const { description } = answersOf(place, { ...draft, description: undefined }).answers;
  const answer = await question({
    message: 'Description?',
    initial: draft.description ?? description,
    suggest: () => [],
    look: text => look(checkDescription(text), ''),
  });
  return take(draft, 'description', answer);
}

function take(
  draft: Draft,
  key: 'task' | 'when' | 'name' | 'logicalId' | 'description',
  answer: string | typeof BACK,
): boolean {
  if (answer === BACK) {
    // what was proposed from the answers before is proposed anew
    if (key === 'name' || key === 'logicalId' || key === 'description') delete draft[key];
    return false;
  }
  draft[key] = answer;
  return true;
}

function look(problem: string | null, ...lines: readonly string[]): Look {
  const width = (process.stdout.columns || 80) - 2;
  const shown = problem ? [problem] : lines.filter(Boolean);
  return { ok: problem === null, lines: shown.flatMap(line => wrap(line, width)) };
}

async function offer(place: Place, asked: Asked, isDry: boolean): Promise<number | 'back'> {
  const added = addRule(place.template, asked.answers, place.env);
  if ('refused' in added) {
    process.stderr.write(`${added.refused}\n`);
    return EXIT.trouble;
  }
  if (!isDry) process.stdout.write(patchOf(place, added));
  tellNotes(place, asked, added);
  if (tellProblems(place, added)) return EXIT.found;
  const choice = await select({
    message: isDry ? 'Print the change?' : `Write it into ${place.name}?`,
    choices: [
      { value: 'write', name: isDry ? 'Print it' : 'Write it' },
      { value: 'back', name: 'Back' },
      { value: 'leave', name: 'Leave it' },
    ],
  });
  if (choice === 'back') return 'back';
  if (choice === 'write') finish(place, asked, added, isDry);
  else process.stderr.write('Nothing is written.\n');
  return EXIT.ok;
}
