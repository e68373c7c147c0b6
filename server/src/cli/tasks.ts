import { URI } from 'vscode-uri';
import { findRakeFiles, readGems, readRakeFiles } from '../disk/ruby.js';
import type { Templates } from './templates.js';

/**
 * Reads the rake tasks of the application in a folder, where a template that was asked for runs any.
 * Gives what has to be said of it, each in one line.
 */
export async function readTasks(
  folder: string,
  { asked, texts, workspace: { tasks } }: Templates,
): Promise<string[]> {
  if (!asked.some(uri => RUNS_RUBY.test(texts.get(uri) ?? ''))) return [];
  const paths = await findRakeFiles(folder);
  try {
    const files = await readRakeFiles(paths);
    tasks.setFiles(files.map(([path, facts]) => [URI.file(path).toString(), facts]));
  } catch (error) {
    tasks.settled = false;
    return [`The rake tasks are not checked: reading the Ruby files ended with ${error}.`];
  }
  for (const [lock, gems] of await readGems(paths)) tasks.setGems(lock, gems);
  return [];
}

const RUNS_RUBY = /\bra(?:ke|ils)\b/;
