import {
  type Disposable,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPickItem,
  window,
} from 'vscode';

/** Where a question stands among the others. */
export interface Step {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** What a question comes to: something new of the answers, or a step back; undefined is given up. */
export type Outcome<Answers> = Partial<Answers> | typeof BACK | undefined;

export type Question<Answers> = (
  answers: Partial<Answers>,
  step: Step,
) => Promise<Outcome<Answers>>;

export const BACK = Symbol('back');

/** Asks one question after the other; Back keeps what was answered. Undefined where one gave up. */
export async function askAll<Answers>(
  titleOf: (answers: Partial<Answers>) => string,
  questions: readonly Question<Answers>[],
  given: Partial<Answers>,
): Promise<Answers | undefined> {
  let answers = given;
  let at = 0;
  for (let question = questions[0]; question; question = questions[at]) {
    const step = { title: titleOf(answers), step: at + 1, totalSteps: questions.length };
    const outcome = await question(answers, step);
    if (outcome === undefined) return undefined;
    if (outcome === BACK) {
      at--;
      continue;
    }
    answers = { ...answers, ...outcome };
    at++;
  }
  return answers as Answers;
}

/** A choice; without a value it only says something and can't be taken. */
export interface Choice<Value> extends QuickPickItem {
  readonly value?: Value;
}

/** A button beside the title, for what is asked aside; the question then has the new title. */
export interface Aside {
  readonly button: QuickInputButton;
  ask(): Promise<string>;
}

export interface Pick<Value> extends Step {
  readonly aside?: Aside;
  readonly placeholder: string;
  readonly typed: string;
  /** What there is to choose, for what has been typed. */
  choices(typed: string): Promise<readonly Choice<Value>[]>;
}

/** Lets the user choose among what is offered for what is typed, anew with each letter. */
export function pick<Value>(question: Pick<Value>): Promise<Value | typeof BACK | undefined> {
  const input = window.createQuickPick<Choice<Value>>();
  const { title, step, totalSteps, placeholder, typed, choices } = question;
  Object.assign(input, { title, step, totalSteps, placeholder, value: typed });
  input.ignoreFocusOut = true;
  const latest = latestOnly(choices);
  const offer = async (text: string) => {
    input.busy = true;
    const offered = await latest(text);
    if (!offered) return;
    input.items = offered;
    input.busy = false;
  };
  return answered(
    input,
    step,
    [input.onDidChangeValue(offer)],
    async resolve => {
      const [selected] = input.selectedItems;
      // what is typed may be newer than what is shown, and what is shown newer than the selection
      const offered = (await choices(input.value)).filter(({ value }) => value !== undefined);
      const chosen = offered.find(({ label }) => label === selected?.label);
      const taken = (chosen ?? (offered.length === 1 ? offered[0] : undefined))?.value;
      if (taken !== undefined) resolve(taken);
    },
    () => void offer(typed),
    question.aside,
  );
}

export interface Input extends Step {
  readonly prompt: string;
  readonly value: string;
  /** What is wrong with a text, as it is typed; null where nothing is. */
  check(text: string): Promise<string | null>;
}

/** Lets the user type a text, which is checked with each letter. */
export function type(question: Input): Promise<string | typeof BACK | undefined> {
  const input = window.createInputBox();
  const { title, step, totalSteps, prompt, value, check } = question;
  Object.assign(input, { title, step, totalSteps, prompt, value });
  input.ignoreFocusOut = true;
  const latest = latestOnly(check);
  const validate = async (text: string) => {
    const message = await latest(text);
    if (message !== undefined) input.validationMessage = message ?? undefined;
  };
  return answered(
    input,
    step,
    [input.onDidChangeValue(validate)],
    async resolve => {
      const text = input.value;
      const message = await check(text);
      if (message === null) resolve(text);
      else input.validationMessage = message;
    },
    () => void validate(value),
  );
}

interface Shown {
  title: string | undefined;
  buttons: readonly QuickInputButton[];
  show(): void;
  dispose(): void;
  onDidAccept(listener: () => void): Disposable;
  onDidHide(listener: () => void): Disposable;
  onDidTriggerButton(listener: (button: QuickInputButton) => void): Disposable;
}

function answered<Value>(
  input: Shown,
  step: number,
  listening: readonly Disposable[],
  accept: (resolve: (value: Value) => void) => void,
  shown: () => void,
  aside?: Aside,
): Promise<Value | typeof BACK | undefined> {
  return new Promise<Value | typeof BACK | undefined>(resolve => {
    let isAside = false;
    const askAside = async ({ ask }: Aside) => {
      isAside = true;
      input.title = await ask();
      isAside = false;
      input.show();
    };
    input.buttons = [
      ...(step > 1 ? [QuickInputButtons.Back] : []),
      ...(aside ? [aside.button] : []),
    ];
    input.onDidTriggerButton(button => {
      if (button === QuickInputButtons.Back) resolve(BACK);
      else if (aside) void askAside(aside);
    });
    input.onDidAccept(() => accept(resolve));
    input.onDidHide(() => {
      if (!isAside) resolve(undefined);
    });
    input.show();
    shown();
  }).finally(() => {
    for (const listener of listening) listener.dispose();
    input.dispose();
  });
}

/** Of answers that are overtaken by a later question nothing is heard. */
function latestOnly<Asked, Answer>(
  ask: (asked: Asked) => Promise<Answer>,
): (asked: Asked) => Promise<Answer | undefined> {
  let last = 0;
  return async asked => {
    const mine = ++last;
    const answer = await ask(asked);
    return mine === last ? answer : undefined;
  };
}
