import { ThemeIcon, window } from 'vscode';
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

export const TITLE = 'Add Scheduled Rule';

/** What is answered, and what was proposed: an answer that is a proposal follows what is changed. */
export interface Asked extends Answers {
  /** The logical id of the rule that it is made like; null is left to the server. */
  readonly like: string | null;
  readonly typedSchedule: string;
  readonly proposed: Partial<Proposed>;
}

export function questions(about: AddRule, { rules }: Opened): readonly Question<Asked>[] {
  return [
    (answers, step) => askTask(about, rules, answers, step),
    (answers, step) => askSchedule(about, answers, step),
    askProposed(about, 'name', 'Its name in AWS: it can’t be changed later without a new rule'),
    askProposed(about, 'logicalId', 'Its logical id: what the template calls it'),
    askProposed(about, 'description', 'What it does, for whoever finds it in the console'),
  ];
}

async function askTask(
  about: AddRule,
  rules: Opened['rules'],
  { task = '', like = null }: Partial<Asked>,
  step: Step,
): Promise<Outcome<Asked>> {
  let model = like;
  const answer = await pick<string>({
    ...step,
    aside: {
      button: { iconPath: new ThemeIcon('copy'), tooltip: 'Choose the rule that it is made like' },
      async ask() {
        model = (await chosenModel(rules)) ?? model;
        return titleOf({ like: model });
      },
    },
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
  return typeof answer === 'string' ? { task: answer, like: model } : answer;
}

export function titleOf({ like }: Partial<Asked>): string {
  return like ? `${TITLE} Like ${like}` : TITLE;
}

async function chosenModel(rules: Opened['rules']): Promise<string | undefined> {
  const items = rules.map(({ id, detail }) => ({ label: id, description: detail }));
  const chosen = await window.showQuickPick(items, {
    title: TITLE,
    placeHolder: 'The rule that it is made like',
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return chosen?.label;
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

function askProposed(about: AddRule, question: keyof Proposed, prompt: string): Question<Asked> {
  return async (answers, step) => {
    const { task = '', kind = 'rule', like = null, name, proposed: before } = answers;
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
