import { commands, type Disposable, window, workspace } from 'vscode';
import type { Drift } from './protocol.js';

const TURN_ON = 'Turn On';
const OPEN_SETTINGS = 'Settings';
const RUN = 'Open Terminal';

/** "Cronwright: Compare with AWS": reads the live state of the workspace's stacks. */
export function registerCompare(drift: Drift): Disposable {
  return commands.registerCommand('cronwright.compareWithAws', async () => {
    if (!workspace.isTrusted) {
      void window.showWarningMessage('AWS is asked only where the folder is trusted.');
      return;
    }
    if (await isTurnedOn()) await compare(drift);
  });
}

/** Nothing is asked of AWS until somebody says so, once for this machine. */
async function isTurnedOn(): Promise<boolean> {
  const settings = workspace.getConfiguration('cronwright');
  if (settings.get('aws.enabled')) return true;
  const chosen = await window.showInformationMessage(
    'Compare the schedules with AWS?',
    {
      modal: true,
      detail:
        'Cronwright then reads, and never changes, the rules, schedules and stacks that cronwright.yml names, with the credentials of this machine.',
    },
    TURN_ON,
    OPEN_SETTINGS,
  );
  if (chosen === OPEN_SETTINGS)
    await commands.executeCommand('workbench.action.openSettings', 'cronwright.aws');
  if (chosen !== TURN_ON) return false;
  await settings.update('aws.enabled', true, true);
  return true;
}

async function compare(drift: Drift): Promise<void> {
  await drift.refresh();
  const trouble = (await drift.stacks()).flatMap(stack => stack.trouble ?? [])[0];
  if (!trouble) return;
  const { message, command } = trouble;
  const action = command === null ? [] : [RUN];
  if ((await window.showWarningMessage(message, ...action)) !== RUN || command === null) return;
  const terminal = window.createTerminal('Cronwright');
  terminal.show();
  // not run: who reads the line decides
  terminal.sendText(command, false);
}
