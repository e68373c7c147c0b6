import { Disposable, EventEmitter, window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { registerDriftActions } from './actions.js';
import { registerCompare } from './compare.js';
import { showDriftLenses } from './lenses.js';
import { Drift } from './protocol.js';
import { showSides } from './sides.js';
import { showDriftStatus } from './status.js';
import { showDriftView } from './view.js';

/** Shows what the server knows of live schedules, and offers what one can do about it. */
export function showDrift(client: LanguageClient): Disposable {
  const drift = new Drift(client);
  const changed = new EventEmitter<void>();
  const status = showDriftStatus();
  const view = showDriftView(drift);
  const listening = client.onNotification('cronwright/drift/changed', async () => {
    changed.fire();
    const stacks = await drift.stacks();
    status.tell(stacks);
    view.tell(stacks);
  });
  // somebody who comes back may have logged in elsewhere
  const returning = window.onDidChangeWindowState(({ focused }) => {
    if (focused) void drift.retry();
  });
  return Disposable.from(
    changed,
    returning,
    status,
    view,
    listening,
    showDriftLenses(drift, changed.event),
    showSides(drift),
    registerDriftActions(drift),
    registerCompare(drift),
  );
}
