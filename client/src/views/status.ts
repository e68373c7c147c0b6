import { Disposable, type LanguageStatusItem, LanguageStatusSeverity, languages } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { SELECTOR } from '../language-client.js';
import { counted } from '../words.js';

/** What the server tells by `cronwright/status`. */
interface Status {
  readonly indexing: boolean;
  readonly files: number;
  readonly unresolvedImports: number;
}

/** The status item of YAML and JSON editors: how many templates are known, and what is not. */
export function showStatus(client: LanguageClient): Disposable {
  const item = languages.createLanguageStatusItem('cronwright', SELECTOR);
  item.name = 'Cronwright';
  item.text = 'Cronwright';
  item.busy = true;
  item.command = { title: 'Show output', command: 'cronwright.showOutput' };
  const listening = client.onNotification('cronwright/status', (status: Status) =>
    show(item, status),
  );
  return Disposable.from(item, listening);
}

function show(item: LanguageStatusItem, { indexing, files, unresolvedImports }: Status): void {
  item.busy = indexing;
  item.text = indexing ? 'Reading templates' : counted(files, 'template');
  item.detail = unresolvedImports
    ? `${counted(unresolvedImports, 'import')} from stacks that are not known here`
    : 'Cronwright';
  item.severity = LanguageStatusSeverity.Information;
}
