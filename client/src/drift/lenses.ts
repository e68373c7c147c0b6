import {
  CodeLens,
  type CodeLensProvider,
  type Disposable,
  type Event,
  languages,
  type TextDocument,
  workspace,
} from 'vscode';
import { SELECTOR } from '../language-client.js';
import type { Compared, Drift, Status } from './protocol.js';

/** Which lenses are wanted: the setting `cronwright.driftLenses`. */
const SHOWN: Readonly<Record<string, readonly Status[]>> = {
  off: [],
  differences: ['drift', 'deleted', 'not-deployed', 'adopted'],
  all: ['drift', 'deleted', 'not-deployed', 'adopted', 'in-sync', 'unknown'],
};

/** What live says, above each rule and schedule. */
export function showDriftLenses(drift: Drift, changed: Event<void>): Disposable {
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: changed,
    async provideCodeLenses(document, token) {
      const shown = wanted(document);
      if (shown.length === 0) return [];
      const uri = drift.client.code2ProtocolConverter.asUri(document.uri);
      const found = (await drift.lenses(uri, token)) ?? [];
      return found.filter(({ status }) => shown.includes(status)).map(lens => asLens(drift, lens));
    },
  };
  return languages.registerCodeLensProvider(SELECTOR, provider);
}

function wanted(document: TextDocument): readonly Status[] {
  const setting = workspace.getConfiguration('cronwright', document).get('driftLenses', '');
  return SHOWN[setting] ?? [];
}

function asLens(drift: Drift, compared: Compared): CodeLens {
  const { title, uri, id } = compared;
  return new CodeLens(drift.client.protocol2CodeConverter.asRange(compared.range), {
    title,
    tooltip: 'What can be done about it',
    command: 'cronwright.drift.actions',
    arguments: [uri, id],
  });
}
