import { readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Migration } from '../authoring/sidekiq/migration.js';
import { findFiles } from './find.js';
import { GitIgnore } from './git-ignore.js';

/** Where a process gets its environment from, and what reads it. */
const MAY_NAME_IT = [
  '**/*.{rb,rake,ru,yml,yaml,json,template,sh,env}',
  '**/{Procfile*,Dockerfile*,.env*}',
];

/**
 * Where the old Redis is named once a migration is taken out, each as `FILE:LINE` relative to the folder; not in
 * comments.
 */
export async function leftoversOf(
  folder: string,
  { changes }: Migration,
  old: readonly string[],
): Promise<readonly string[]> {
  const after = new Map(changes.map(({ path, after }) => [join(folder, path), after]));
  const files = await findFiles(folder, MAY_NAME_IT, ['**/vendor/**'], new GitIgnore(folder));
  const names = old.map(name => name.replace(/\W+/g, '\\W+')).join('|');
  if (names === '') return [];
  const named = new RegExp(`(?<!\\w)(?:${names})(?!\\w)`);
  return files.flatMap(file => {
    const text = after.has(file) ? (after.get(file) ?? '') : readFileSync(file, 'utf8');
    return text.split('\n').flatMap((line, i) => {
      const isNamed = named.test(line) && !/^\s*#/.test(line);
      return isNamed ? [`${relative(folder, file).split(sep).join('/')}:${i + 1}`] : [];
    });
  });
}
