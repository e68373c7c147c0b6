import { commands, Disposable, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askAll } from '../../views/wizard.js';
import { lookAndMake } from './preview.js';
import { MigrateSidekiq } from './protocol.js';
import { questions, TITLE } from './questions.js';

const FINISH = 'Finish Sidekiq Redis Migration';

const VERIFY = 'bundle exec ruby script/sidekiq_verify.rb';

/** Starts and finishes the migration of Sidekiq to another Redis; each is one edit, looked at before it is made. */
export function registerMigrateSidekiq(client: LanguageClient): Disposable {
  return Disposable.from(
    commands.registerCommand('cronwright.startMigration', () => start(client)),
    commands.registerCommand('cronwright.finishMigration', (uri?: string) => finish(client, uri)),
    commands.registerCommand('cronwright.verifyMigration', verify),
  );
}

async function start(client: LanguageClient): Promise<void> {
  const uri = await chosenFolder(client);
  if (uri === undefined) return;
  const about = new MigrateSidekiq(client, uri);
  const opened = await about.open();
  if ('refused' in opened) return warn(opened.refused);
  if (opened.isUnderway) return warn(`A migration is under way in ${opened.initializer}.`);
  const answers = await askAll(() => TITLE, questions(about, opened), {});
  if (!answers) return;
  const started = await about.start(answers);
  if ('refused' in started) return warn(started.refused);
  if (!(await lookAndMake(client, started, TITLE))) return;
  await window.showTextDocument(client.protocol2CodeConverter.asUri(started.runbook));
  if (started.notes.length > 0) void window.showInformationMessage(started.notes.join(' '));
}

async function finish(client: LanguageClient, at?: string): Promise<void> {
  const uri = at ?? (await chosenFolder(client));
  if (uri === undefined) return;
  const about = new MigrateSidekiq(client, uri);
  const opened = await about.open();
  if ('refused' in opened) return warn(opened.refused);
  if (!opened.isUnderway) return warn(`No migration is under way in ${opened.initializer}.`);
  const mark = await askWhetherVerified();
  if (mark === undefined) return;
  const finished = await about.finish(mark);
  if ('refused' in finished) return warn(finished.refused);
  if (!(await lookAndMake(client, finished, FINISH))) return;
  if (finished.leftovers.length === 0) return;
  const where = finished.leftovers.join(', ');
  void window.showInformationMessage(`What still names the old Redis: ${where}`);
}

/** The day to leave as a comment, or null for none; undefined where it is not verified that nothing is left. */
async function askWhetherVerified(): Promise<string | null | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  const choices = [
    { label: 'Run the verifier first', detail: VERIFY, run: verify },
    { label: 'It ended with 0: finish', mark: null },
    { label: `It ended with 0: finish, and leave the date ${today} as a comment`, mark: today },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: FINISH,
    placeHolder: 'Has the verifier ended with 0, 60 s after the last process that drains?',
    ignoreFocusOut: true,
  });
  chosen?.run?.();
  return chosen?.mark;
}

/** Types the command and leaves it to the user to run it: where the servers can be reached, and with what in front. */
function verify(): void {
  const terminal = window.createTerminal('Verify the old Redis');
  terminal.show();
  terminal.sendText(VERIFY, false);
}

/** Where there are several folders, the one whose Sidekiq is meant. */
async function chosenFolder(client: LanguageClient): Promise<string | undefined> {
  const [only, ...others] = workspace.workspaceFolders ?? [];
  if (!only) {
    warn('Open the folder of the application first.');
    return undefined;
  }
  const chosen = others.length === 0 ? only : await window.showWorkspaceFolderPick();
  return chosen && client.code2ProtocolConverter.asUri(chosen.uri);
}

function warn(message: string): void {
  void window.showWarningMessage(message);
}
