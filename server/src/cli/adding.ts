import { dirname } from 'node:path';
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import type { Added, Answers, Surroundings } from '../authoring/answers.js';
import { taskName } from '../authoring/command.js';
import { propose } from '../authoring/names.js';
import { type Kind, readSchedule, type ScheduleAnswer } from '../authoring/schedule.js';
import type { Problem } from '../rules/rule.js';
import type { Template } from '../template/template.js';
import { visible } from '../template/visible.js';
import { UsageError } from './command.js';
import { Locator } from './locate.js';
import { type Paint, WIDTH, wrap } from './terminal.js';
import { type FileRead, replaceFile } from './write-file.js';

/** The template that a rule is added to, and what is around it. */
export interface Place {
  readonly file: FileRead;
  /** As the user would write it. */
  readonly name: string;
  readonly template: Template;
  /** What is wrong with it before. */
  readonly problems: readonly Problem[];
  readonly env: Surroundings;
  readonly paint: Paint;
}

/** What the flags say. */
export interface Given {
  readonly kind?: Kind | undefined;
  readonly task?: string | undefined;
  /** As it was typed. */
  readonly when?: string | undefined;
  readonly timezone?: string | undefined;
  readonly name?: string | undefined;
  readonly logicalId?: string | undefined;
  readonly description?: string | undefined;
  readonly like?: string | undefined;
}

/** What is asked for in full, and what was to be said of its schedule. */
export interface Asked {
  readonly answers: Answers;
  readonly schedule: ScheduleAnswer;
}

/**
 * The flags as answers, what is missing proposed.
 * @throws UsageError where the schedule is not understood
 */
export function answersOf({ template, problems, env }: Place, given: Given): Asked {
  const { task = '', when = '', timezone } = given;
  const kind: Kind = given.kind ?? 'rule';
  const schedule = readSchedule(when, { kind, timezone, now: env.now });
  if ('message' in schedule) throw new UsageError(schedule.message);
  const about = env.workspace.tasks.definitionsOf(taskName(task))[0]?.description;
  const proposed = propose(template, kind, env.config.names, {
    task,
    name: given.name,
    like: given.like,
    problems,
    ...(about && { about }),
  });
  const answers: Answers = {
    kind,
    task,
    schedule: schedule.expression,
    timezone: schedule.timezone,
    name: given.name ?? proposed.name,
    logicalId: given.logicalId ?? proposed.logicalId,
    description: given.description ?? proposed.description,
    like: given.like,
  };
  return { answers, schedule };
}

/** What there is to know, on standard error: a diff on standard output stays one. */
export function tellNotes({ paint }: Place, { schedule }: Asked, { notes }: Added): void {
  for (const note of [...schedule.notes, ...notes]) tell(paint('info', 'note'), note);
}

/** Tells the problems that the new rule has or brings; true where one is an error. */
export function tellProblems({ env, paint }: Place, { text, problems }: Added): boolean {
  const locator = new Locator(new Map([[env.uri, text]]), process.cwd());
  for (const problem of problems.filter(({ severity }) => severity !== 'hint')) {
    const { line } = locator.problem(env.uri, problem);
    const where = `line ${line}: ${problem.severity}`;
    tell(paint(problem.severity, where), `${problem.message} (${problem.rule})`);
  }
  const isWrong = problems.some(({ severity }) => severity === 'error');
  if (isWrong) process.stderr.write('Nothing is written: the new rule would have an error.\n');
  return isWrong;
}

function tell(label: string, message: string): void {
  const [first = '', ...rest] = wrap(message, WIDTH - 12);
  process.stderr.write(
    `${[`${label}  ${first}`, ...rest.map(line => `      ${line}`)].join('\n')}\n`,
  );
}

/** Writes the change, or prints it. */
export function finish(
  place: Place,
  { answers, schedule }: Asked,
  added: Added,
  isDry: boolean,
): void {
  if (isDry) {
    process.stdout.write(patchOf(place, added));
    return;
  }
  replaceFile(place.file, markOf(place) + added.text);
  const line = added.text.slice(0, added.cursor).split('\n').length;
  const what = `${answers.logicalId} is in ${place.name} from line ${line} on, made ${added.source}.`;
  const isUtc = schedule.timezone === null && !answers.schedule.startsWith('rate');
  const when = `${schedule.description}${isUtc ? ', UTC' : ''}: ${answers.schedule}`;
  process.stdout.write(`${visible(what)}\n${visible(when)}\n`);
}

export function patchOf(place: Place, { text }: Added): string {
  const mark = markOf(place);
  const folder = dirname(place.name);
  const name = folder.startsWith('..') ? place.file.path.replace(/^\//, '') : place.name;
  return createTwoFilesPatch(
    `a/${name}`,
    `b/${name}`,
    mark + place.template.text,
    mark + text,
    undefined,
    undefined,
    { context: 3, headerOptions: FILE_HEADERS_ONLY },
  );
}

/** The mark of UTF-8 that some editors write; templates are read without it. */
function markOf({ file }: Place): string {
  return file.bytes.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? '\uFEFF' : '';
}
