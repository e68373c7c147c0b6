import type { ExtensionContext } from 'vscode';
import { registerAddRule } from './commands/add-rule/add-rule.js';
import { registerCopyTestRun } from './commands/copy-test-run.js';
import { registerFixAll } from './commands/fix-all.js';
import { registerGenerateGuard } from './commands/generate-guard.js';
import { registerMigrateSidekiq } from './commands/migrate-sidekiq/migrate-sidekiq.js';
import { registerRestart } from './commands/restart.js';
import { registerReviewChanges } from './commands/review-changes.js';
import { registerShowOutput } from './commands/show-output.js';
import { registerShowReferences } from './commands/show-references.js';
import { showDrift } from './drift/drift.js';
import { createClient } from './language-client.js';
import { showStatus } from './views/status.js';

/** Starts the server and registers the rest; nothing waits for the server to be up. */
export function activate(context: ExtensionContext): void {
  const client = createClient(context);
  context.subscriptions.push(
    client,
    showStatus(client),
    showDrift(client),
    registerAddRule(client),
    registerCopyTestRun(client),
    registerFixAll(),
    registerGenerateGuard(client),
    registerMigrateSidekiq(client),
    registerRestart(client),
    registerReviewChanges(client),
    registerShowOutput(client),
    registerShowReferences(),
  );
  // the client itself tells the user of a server that can't be started
  client.start().catch(error => client.outputChannel.appendLine(String(error)));
}
