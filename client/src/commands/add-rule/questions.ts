import {
  BACK,
  type Choice,
  type Outcome,
  pick,
  type Question,
  type Step,
  type,
} from '../../views/wizard.js';
import type { AddRule, Answers, Opened, Proposed, ScheduleChoice } from './protocol.js';

/** What is answered, and what was proposed: an answer that is a proposal follows what is changed. */
export interface Asked extends Answers {
  readonly typedSchedule: string;
  readonly proposed: Partial<Proposed>;
}

export function questions(about: AddRule, { like }: Opened): readonly Question<Asked>[] {
  return [
    (answers, step) => askTask(about, answers, step),
    (answers, step) => askSchedule(about, answers, step),
    askProposed(
      about,
      like,
      'name',
      'Its name in AWS: it can’t be changed later without a new rule',
    ),
    askProposed(about, like, 'logicalId', 'Its logical id: what the template calls it'),
    askProposed(about, like, 'description', 'What it does, for whoever finds it in the console'),
  ];
}

async function askTask(
  about: AddRule,
  { task = '' }: Partial<Asked>,
  step: Step,
): Promise<Outcome<Asked>> {
  const answer = await pick<string>({
    ...step,
    placeholder: 'What it runs: a rake task such as orders:ship, or a command',
    typed: task,
    async choices(typed) {
      const { tasks, message } = await about.tasks(typed);
      const known = tasks.map(({ name, description }) => ({
        label: name,
        description,
        value: name,
      }));
      // VS Code would put what was typed before the tasks that begin with it
      if (tasks.some(({ name }) => name.includes(typed.trim()))) return known;
      const own: Choice<string> = message
        ? { label: `$(error) ${message}`, alwaysShow: true }
        : { label: typed, description: 'as it is typed', value: typed, alwaysShow: true };
      return [...known, own];
    },
  });
  return typeof answer === 'string' ? { task: answer } : answer;
}

async function askSchedule(
  about: AddRule,
  { typedSchedule = '' }: Partial<Asked>,
  step: Step,
): Promise<Outcome<Asked>> {
  let text = typedSchedule;
  const answer = await pick<ScheduleChoice>({
    ...step,
    placeholder: 'When it runs: every weekday at 9:00 in Los Angeles, 0 9 * * 1-5, rate(5 minutes)',
    typed: typedSchedule,
    async choices(typed) {
      text = typed;
      const { choices, message } = await about.schedules(typed);
      if (message) return [{ label: `$(error) ${message}`, alwaysShow: true }];
      return choices.map(value => ({
        label: value.schedule,
        description: value.words,
        detail: value.detail,
        alwaysShow: true,
        value,
      }));
    },
  });
  if (answer === BACK || answer === undefined) return answer;
  const { kind, schedule, timezone } = answer;
  return { kind, schedule, timezone, typedSchedule: text };
}

function askProposed(
  about: AddRule,
  like: Opened['like'],
  question: keyof Proposed,
  prompt: string,
): Question<Asked> {
  return async (answers, step) => {
    const { task = '', kind = 'rule', name, proposed: before } = answers;
    const isNamed = question !== 'name' && name !== undefined;
    const proposed = await about.propose({ task, kind, like, ...(isNamed && { name }) });
    const own = answers[question] !== before?.[question] ? answers[question] : undefined;
    const answer = await type({
      ...step,
      prompt,
      value: own ?? proposed[question],
      check: text => about.check(question, text),
    });
    if (typeof answer !== 'string') return answer;
    return { [question]: answer, proposed: { ...before, [question]: proposed[question] } };
  };
}
