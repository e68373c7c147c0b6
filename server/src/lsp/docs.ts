import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { URI } from 'vscode-uri';

// beside the bundle, as the extension and the repository have it
const FOLDER = join(__dirname, '..', 'docs', 'rules');
const there = existsSync(FOLDER);
const pages = new Map<string, string>();

/** The page about a rule, which came along with the server: nothing is fetched to read it. */
export function rulePage(rule: string): string | undefined {
  if (!there) return undefined;
  let page = pages.get(rule);
  if (!page) {
    page = URI.file(join(FOLDER, `${rule}.md`)).toString();
    pages.set(rule, page);
  }
  return page;
}
