import { window } from 'vscode';
import {
  type Choice,
  type Outcome,
  pick,
  type Question,
  type Step,
  type,
} from '../../views/wizard.js';
import type { Answers, Edition, Feature, MigrateSidekiq, Opened, StrategyId } from './protocol.js';

export const TITLE = 'Start Sidekiq Redis Migration';

export function questions(about: MigrateSidekiq, opened: Opened): readonly Question<Answers>[] {
  return [
    (answers, step) =>
      askAddress(about, 'old', answers.old ?? opened.old ?? 'REDIS_URL', {
        ...step,
        prompt: 'What has the address of the old Redis: an environment variable, or a constant',
      }),
    (answers, step) =>
      askAddress(about, 'new', answers.new ?? 'SIDEKIQ_NEW_REDIS_URL', {
        ...step,
        prompt: 'What has the address of the new one; it stays when the migration is finished',
      }),
    (answers, step) => askProcesses(answers.processes ?? opened.processes, step),
    (answers, step) => askEdition(answers.edition ?? opened.edition, opened.version, step),
    (answers, step) => askUses(answers.uses ?? opened.uses, step),
    (answers, step) => askStrategy(about, answers, step),
  ];
}

async function askAddress(
  about: MigrateSidekiq,
  key: 'old' | 'new',
  value: string,
  step: Step & { readonly prompt: string },
): Promise<Outcome<Answers>> {
  const answer = await type({ ...step, value, check: text => about.address(text) });
  return typeof answer === 'string' ? { [key]: answer } : answer;
}

async function askProcesses(known: number | null, step: Step): Promise<Outcome<Answers>> {
  const answer = await type({
    ...step,
    prompt: 'How many Sidekiq processes run: the odds of a strategy hang on it',
    value: known === null ? '' : String(known),
    check: async text => (/^[1-9]\d{0,4}$/.test(text) ? null : 'A whole number from 1 on.'),
  });
  return typeof answer === 'string' ? { processes: Number(answer) } : answer;
}

const EDITIONS: readonly (readonly [Edition, string])[] = [
  ['oss', 'Sidekiq'],
  ['pro', 'Sidekiq Pro'],
  ['enterprise', 'Sidekiq Enterprise'],
];

async function askEdition(
  known: Edition,
  version: string | null,
  step: Step,
): Promise<Outcome<Answers>> {
  const found = version === null ? 'no Gemfile.lock says so' : `${version}, as Gemfile.lock has it`;
  const sorted = [...EDITIONS].sort(([a], [b]) => Number(b === known) - Number(a === known));
  const choices = sorted.map(([value, label]) => ({
    label,
    value,
    ...(value === known && { description: found }),
  }));
  const answer = await pick<Edition>({
    ...step,
    placeholder: 'The edition of Sidekiq',
    typed: '',
    choices: async () => choices,
  });
  return typeof answer === 'string' ? { edition: answer } : answer;
}

const FEATURES: readonly (readonly [Feature, string])[] = [
  ['batches', 'Batches (Sidekiq Pro)'],
  ['periodic', 'Periodic jobs (Enterprise, sidekiq-cron, sidekiq-scheduler)'],
  ['unique', 'Unique jobs'],
];

async function askUses(
  known: readonly Feature[],
  { title, step, totalSteps }: Step,
): Promise<Outcome<Answers>> {
  const items = FEATURES.map(([value, label]) => ({ label, value, picked: known.includes(value) }));
  const chosen = await window.showQuickPick(items, {
    title: `${title} (${step}/${totalSteps})`,
    placeHolder: 'What the application uses, as far as its files say',
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return chosen && { uses: chosen.map(({ value }) => value) };
}

async function askStrategy(
  about: MigrateSidekiq,
  { processes = 1, edition = 'oss', uses = [] }: Partial<Answers>,
  step: Step,
): Promise<Outcome<Answers>> {
  const strategies = await about.strategies({ processes, edition, uses });
  const choices = strategies.map(
    ({ id, title, reason }, i): Choice<StrategyId> => ({
      label: id === null ? `$(circle-slash) ${title}` : title,
      ...(i === 0 && { description: 'recommended' }),
      detail: reason,
      ...(id !== null && { value: id }),
    }),
  );
  const answer = await pick<StrategyId>({
    ...step,
    placeholder: 'How the old Redis is drained',
    typed: '',
    choices: async () => choices,
  });
  return typeof answer === 'string' ? { strategy: answer } : answer;
}
