import { commands, Disposable, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { askAll } from '../../views/wizard.js';
import { lookAndMake } from './preview.js';
import { MigrateSidekiq } from './protocol.js';
import { questions, TITLE } from './questions.js';
import { Verifier } from './verify.js';

const FINISH = 'Finish Sidekiq Redis Migration';

/** Starts and finishes the migration of Sidekiq to another Redis; each is one edit, looked at before it is made. */
export function registerMigrateSidekiq(client: LanguageClient): Disposable {
  const verifier = new Verifier();
  return Disposable.from(
    verifier,
    commands.registerCommand('cronwright.startMigration', () => start(client)),
    commands.registerCommand('cronwright.finishMigration', (uri?: string) =>
      finish(client, verifier, uri),
    ),
    commands.registerCommand('cronwright.verifyMigration', (uri: string) =>
      verify(client, verifier, uri),
    ),
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

async function finish(client: LanguageClient, verifier: Verifier, at?: string): Promise<void> {
  const uri = at ?? (await chosenFolder(client));
  if (uri === undefined) return;
  const about = new MigrateSidekiq(client, uri);
  const opened = await about.open();
  if ('refused' in opened) return warn(opened.refused);
  if (!opened.isUnderway) return warn(`No migration is under way in ${opened.initializer}.`);
  const printed = await verifier.ask(opened.verifier, FINISH);
  if (printed === undefined) return;
  if (!(await about.isVerified(printed))) return warn(NOT_VERIFIED);
  const mark = await askForMark();
  if (mark === undefined) return;
  const finished = await about.finish(mark);
  if ('refused' in finished) return warn(finished.refused);
  if (!(await lookAndMake(client, finished, FINISH))) return;
  if (finished.leftovers.length === 0) return;
  const where = finished.leftovers.join(', ');
  void window.showInformationMessage(`What still names the old Redis: ${where}`);
}

const NOT_VERIFIED =
  'Nothing is taken out: the old Redis is not verified to be empty. The output shows what the verifier said.';

/** The day to leave as a comment, or null for none; undefined where one gave up. */
async function askForMark(): Promise<string | null | undefined> {
  const today = new Date().toISOString().slice(0, 10);
  const choices = [
    { label: 'Leave no trace', mark: null },
    { label: `Leave a comment: the old Redis was decommissioned ${today}`, mark: today },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: FINISH,
    placeHolder: 'The old Redis has no work left. What is to remain in the initializer?',
    ignoreFocusOut: true,
  });
  return chosen?.mark;
}

async function verify(client: LanguageClient, verifier: Verifier, uri: string): Promise<void> {
  const opened = await new MigrateSidekiq(client, uri).open();
  if ('refused' in opened) return warn(opened.refused);
  await verifier.run(opened.verifier);
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
