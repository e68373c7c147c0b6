import {
  commands,
  Disposable,
  env,
  ProgressLocation,
  type QuickPickItem,
  window,
  workspace,
} from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageclient/node';
import type { Compared, Drift, Question, Remedies } from './protocol.js';
import { openSides } from './sides.js';

const LABELS: Readonly<Record<Question, string>> = {
  who: '$(person) Who changed it?',
  firing: '$(pulse) Does it run?',
};
const QUESTIONS: readonly Question[] = ['who', 'firing'];

/** What a hover may have a link to. */
export const LINKED_COMMANDS = QUESTIONS.map(question => `cronwright.drift.${question}`);

interface Action extends QuickPickItem {
  run(): Promise<unknown>;
}

/** What one can do about a resource: from its lens, and from its row in the view. */
export function registerDriftActions(drift: Drift): Disposable {
  const diff = ({ uri, id }: Compared) => openSides(uri, id);
  const choose = async (uri: string, id: string) => {
    const remedies = await drift.remedies(uri, id);
    if (!remedies) return;
    const actions = actionsOf(drift, uri, id, remedies);
    const chosen = await window.showQuickPick(actions, {
      title: id,
      placeHolder: 'Live, and what the template says',
      ignoreFocusOut: true,
    });
    await chosen?.run();
  };
  return Disposable.from(
    commands.registerCommand('cronwright.drift.actions', choose),
    commands.registerCommand('cronwright.drift.diff', diff),
    commands.registerCommand('cronwright.drift.more', ({ uri, id }: Compared) => choose(uri, id)),
    ...QUESTIONS.map(question =>
      commands.registerCommand(`cronwright.drift.${question}`, (uri: string, id: string) =>
        ask(drift, question, uri, id),
      ),
    ),
  );
}

function actionsOf(drift: Drift, uri: string, id: string, remedies: Remedies): Action[] {
  const { differences, adopt, restore, questions } = remedies;
  const actions: Action[] = [];
  if (differences.length > 0)
    actions.push({ label: '$(diff) Show the difference', run: () => openSides(uri, id) });
  if (adopt)
    actions.push({
      label: '$(arrow-down) Adopt the live values into the template',
      run: () => apply(drift, adopt),
    });
  if (restore)
    actions.push({
      label: '$(clippy) Copy the command that restores the template’s values',
      run: () => copy(restore, id),
    });
  if (differences.length > 0)
    actions.push({
      label: '$(eye-closed) Ignore a property, with a reason…',
      run: () => ignore(drift, uri, id, differences),
    });
  for (const question of questions)
    actions.push({ label: LABELS[question], run: () => ask(drift, question, uri, id) });
  return actions;
}

async function apply(drift: Drift, edit: WorkspaceEdit): Promise<void> {
  const converted = await drift.client.protocol2CodeConverter.asWorkspaceEdit(edit);
  if (converted) await workspace.applyEdit(converted);
}

async function copy(command: string, id: string): Promise<void> {
  await env.clipboard.writeText(command);
  window.setStatusBarMessage(`$(clippy) Copied what restores ${id}.`, 10_000);
}

async function ignore(
  drift: Drift,
  uri: string,
  id: string,
  differences: readonly string[],
): Promise<void> {
  const [only, ...more] = differences;
  const property =
    more.length === 0
      ? only
      : await window.showQuickPick([...differences], { title: `${id}: which property?` });
  if (property === undefined) return;
  const reason = await window.showInputBox({
    title: `Why may ${property} of ${id} differ?`,
    prompt: 'Stands in cronwright.yml, for whoever wonders later',
    ignoreFocusOut: true,
    validateInput: text => (text.trim() === '' ? 'A reason is needed.' : null),
  });
  if (reason !== undefined) await apply(drift, await drift.ignore(uri, id, property, reason));
}

async function ask(drift: Drift, what: Question, uri: string, id: string): Promise<void> {
  const title = what === 'who' ? `Asking CloudTrail about ${id}` : `Asking CloudWatch about ${id}`;
  const answer = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (_, token) => drift.ask(what, uri, id, token).catch(error => `${(error as Error).message}`),
  );
  void window.showInformationMessage(answer);
}
