import { commands, type Disposable, Uri, workspace } from 'vscode';
import type { Drift } from './protocol.js';

const SCHEME = 'cronwright-live';

/** Shows a resource's two sides beside each other; they are never written to the disk. */
export function showSides(drift: Drift): Disposable {
  return workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent({ query, fragment: side }) {
      const [uri, id] = JSON.parse(query) as [string, string];
      const sides = await drift.sides(uri, id);
      return sides?.[side as keyof typeof sides] ?? '';
    },
  });
}

export async function openSides(uri: string, id: string): Promise<void> {
  const address = (fragment: 'template' | 'live') =>
    Uri.from({ scheme: SCHEME, path: `/${id}`, query: JSON.stringify([uri, id]), fragment });
  const title = `${id}: live ↔ template`;
  await commands.executeCommand('vscode.diff', address('live'), address('template'), title);
}
