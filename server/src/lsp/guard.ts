import type { Connection } from 'vscode-languageserver/node';
import { type GuardDocument, guardOf } from '../authoring/guard/guard.js';
import { checkAccount, checkRole, type GuardOptions } from '../authoring/guard/options.js';

/** The questions of `client/src/commands/generate-guard.ts`, which has the shapes of the answers. */
export function serveGuard(connection: Connection): void {
  connection.onRequest(
    'cronwright/guard/check',
    ({ what, text }: { what: 'role' | 'account'; text: string }): string | null =>
      what === 'role' ? checkRole(text) : checkAccount(text),
  );
  connection.onRequest('cronwright/guard', (options: GuardOptions): readonly GuardDocument[] =>
    guardOf(options),
  );
}
