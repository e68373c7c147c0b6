import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'vscode-uri';

// beside the bundle, as the extension and the repository have it
const FOLDER = join(__dirname, '..', 'docs', 'rules');
const there = existsSync(FOLDER);

/** The page about a rule, which came along with the server: nothing is fetched to read it. */
export function rulePage(rule: string): string | undefined {
  return there ? URI.file(join(FOLDER, `${rule}.md`)).toString() : undefined;
}
