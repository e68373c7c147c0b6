import { type ExtensionContext, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { LINKED_COMMANDS } from './drift/actions.js';

/** Any scheme: what is unsaved or on another machine is checked as well. */
export const SELECTOR = [
  { language: 'yaml' },
  { language: 'json' },
  { language: 'jsonc' },
  { pattern: '**/*.template' },
];

/** From the tasks in these one goes to the rules that run them. */
const RAKE_FILES = { pattern: '**/{*.rake,Rakefile,rakefile,Rakefile.rb,rakefile.rb}' };

/** What configures Sidekiq beside YAML. */
const SIDEKIQ_FILES = [
  { language: 'ruby' },
  { pattern: '**/{Procfile,Procfile.*,.env,.env.*,sidekiq*.yml.erb}' },
];

export function createClient(context: ExtensionContext): LanguageClient {
  const module = context.asAbsolutePath('dist/server.js');
  // most of what a keystroke makes is gone after it: a small nursery saves 40 MB
  const server: ServerOptions = {
    module,
    transport: TransportKind.ipc,
    options: { execArgv: ['--max-semi-space-size=4'] },
  };
  const options: LanguageClientOptions = {
    documentSelector: [...SELECTOR, RAKE_FILES, ...SIDEKIQ_FILES],
    initializationOptions: { trusted: workspace.isTrusted, commandLinks: true },
    markdown: { isTrusted: { enabledCommands: LINKED_COMMANDS } },
  };
  const client = new LanguageClient('cronwright', 'Cronwright', server, options);
  const trusting = workspace.onDidGrantWorkspaceTrust(() =>
    client.sendNotification('cronwright/trusted'),
  );
  context.subscriptions.push(trusting);
  return client;
}
