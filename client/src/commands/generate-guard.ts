import { commands, type Disposable, window, workspace } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

const TITLE = 'Generate Console Guard';

/** The shapes are those of `server/src/authoring/guard/guard.ts`. */
interface GuardDocument {
  readonly file: string;
  readonly language: string;
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * "Cronwright: Generate Console Guard": policies against changes by hand and a template that tells
 * of them, as documents that are not saved.
 */
export function registerGenerateGuard(client: LanguageClient): Disposable {
  return commands.registerCommand('cronwright.generateGuard', async () => {
    const breakGlass = await ask(client, 'role', {
      prompt: 'A role that may change schedules by hand in an emergency, by its name',
      placeHolder: 'BreakGlass; empty for none',
    });
    if (breakGlass === undefined) return;
    const allowed = await ask(client, 'role', {
      prompt:
        'A role that deploys schedules: the service role of CloudFormation, if stacks have one',
      placeHolder: 'cloudformation-deploy; empty for none',
    });
    if (allowed === undefined) return;
    const account = await ask(client, 'account', {
      prompt: 'The account that Cronwright itself is to read',
      placeHolder: '123456789012; empty for any',
    });
    if (account === undefined) return;
    const documents = await client.sendRequest<readonly GuardDocument[]>('cronwright/guard', {
      breakGlassRoles: breakGlass ? [breakGlass] : [],
      allowedRoles: allowed ? [allowed] : [],
      account: account || null,
    });
    void open(documents);
  });
}

interface Question {
  readonly prompt: string;
  readonly placeHolder: string;
}

/** Undefined where the user gives up; empty where there is none. */
async function ask(
  client: LanguageClient,
  what: 'role' | 'account',
  question: Question,
): Promise<string | undefined> {
  const answer = await window.showInputBox({
    ...question,
    title: TITLE,
    ignoreFocusOut: true,
    validateInput: text =>
      text.trim() === ''
        ? null
        : client.sendRequest<string | null>('cronwright/guard/check', { what, text: text.trim() }),
  });
  return answer?.trim();
}

const NOTES = 'What to Know';

async function open(documents: readonly GuardDocument[]): Promise<void> {
  for (const { language, text } of documents) await openUntitled(language, text);
  const message =
    'A policy that denies, a template that tells, and the policy that Cronwright needs.';
  if ((await window.showInformationMessage(message, NOTES)) !== NOTES) return;
  const parts = documents.map(
    ({ file, notes }) => `## ${file}\n\n${notes.map(note => `- ${note}`).join('\n')}\n`,
  );
  await openUntitled('markdown', parts.join('\n'));
}

async function openUntitled(language: string, content: string): Promise<void> {
  const document = await workspace.openTextDocument({ language, content });
  await window.showTextDocument(document, { preview: false });
}
