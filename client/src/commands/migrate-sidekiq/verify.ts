import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  type CancellationToken,
  Disposable,
  env,
  type OutputChannel,
  ProgressLocation,
  window,
  workspace,
} from 'vscode';
import type { Opened } from './protocol.js';

type Source = Opened['verifier'];

/** What the verifier of a migration prints: run here, or copied from where it was run. */
export class Verifier extends Disposable {
  private channel: OutputChannel | undefined;

  constructor() {
    super(() => this.channel?.dispose());
  }

  /** Asks where it comes from; undefined where one gave up. */
  async ask(verifier: Source, title: string): Promise<string | undefined> {
    const command = verifier.command.join(' ');
    const here = { label: 'Run the verifier', detail: command, get: () => this.run(verifier) };
    const elsewhere = {
      label: 'Take what it printed from the clipboard',
      detail: 'Run it where the old Redis can be reached, and copy all that it prints',
      get: () => this.paste(),
    };
    const chosen = await window.showQuickPick(
      workspace.isTrusted ? [here, elsewhere] : [elsewhere],
      { title, placeHolder: 'Has the old Redis no work left?', ignoreFocusOut: true },
    );
    return chosen?.get();
  }

  /** Runs it, and shows what it prints. */
  async run(verifier: Source): Promise<string | undefined> {
    if (!workspace.isTrusted) {
      void window.showWarningMessage('The verifier is run once you trust this workspace.');
      return undefined;
    }
    const channel = this.show();
    channel.appendLine(verifier.command.join(' '));
    let output = '';
    const told = (text: string) => {
      output += text;
      channel.append(text);
    };
    const progress = { location: ProgressLocation.Notification, cancellable: true };
    await window.withProgress({ ...progress, title: 'Looking at the old Redis' }, (_, cancel) =>
      runProcess(verifier, told, cancel),
    );
    return output;
  }

  private async paste(): Promise<string> {
    const output = await env.clipboard.readText();
    this.show().appendLine(output);
    return output;
  }

  private show(): OutputChannel {
    this.channel ??= window.createOutputChannel('Sidekiq Verifier');
    this.channel.clear();
    this.channel.show(true);
    return this.channel;
  }
}

async function runProcess(
  { folder, command: [name = '', ...args] }: Source,
  told: (text: string) => void,
  cancel: CancellationToken,
): Promise<void> {
  // on Windows `bundle` is a batch file
  const child = spawn(name, args, { cwd: folder, shell: process.platform === 'win32' });
  cancel.onCancellationRequested(() => child.kill());
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', told);
  try {
    await once(child, 'close');
  } catch {
    told(`${name} can’t be started here.\n`);
  }
}
