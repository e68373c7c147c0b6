import { callsOf } from '../template/rake-command.js';
import { readShell, wordOf } from '../template/shell-words.js';

/**
 * A task as it is asked for is a rake task (`orders:ship`, `reports:send[daily,3]`) or a whole
 * command (`bin/rails runner Cleanup.run`). One word is a task, as in `rake` itself.
 */
export function isRakeTask(task: string): boolean {
  return /^[A-Za-z_][\w-]*(?::[\w-]+)*(?:\[[^[\]\s]*\])?$/.test(task);
}

/**
 * The words of a command line as a container is started with them: what only a shell can do goes to
 * one. Null where a quote is open.
 */
export function wordsOfLine(line: string): string[] | null {
  const { commands, isOpen, needsShell } = readShell(wordOf(line, 0));
  if (isOpen) return null;
  return needsShell ? ['sh', '-c', line.trim()] : commands.flat().map(({ text }) => text);
}

/** Where in a command's words the rake task stands; -1 where none does. */
function rakeTaskAt(words: readonly string[]): number {
  const rake = words.findIndex(word => /(?:^|\/)(?:rake|rails)$/.test(word));
  if (rake < 0) return -1;
  const at = words.findIndex((word, i) => i > rake && !word.startsWith('-') && !/^\w+=/.test(word));
  const isRails = words[rake]?.endsWith('rails');
  // `rails runner` and `rails console` are commands of Rails
  return at >= 0 && isRakeTask(words[at] ?? '') && !(isRails && !words[at]?.includes(':'))
    ? at
    : -1;
}

const RUNNER = ['bundle', 'exec', 'rake'];

/** The words to start a task with; a rake task is started as the command `like` starts one. */
export function commandWords(task: string, like: readonly string[] = []): string[] {
  if (!isRakeTask(task)) return wordsOfLine(task) ?? [];
  const at = rakeTaskAt(like);
  return [...(at < 0 ? RUNNER : like.slice(0, at)), task];
}

/** The rake tasks that a task as it is asked for runs, without their arguments. */
export function rakeTasksOf(task: string): string[] {
  return isRakeTask(task) ? [task.replace(/\[.*$/s, '')] : rakeTasksIn(wordsOfLine(task) ?? []);
}

function rakeTasksIn(words: readonly string[]): string[] {
  return callsOf(words).flatMap(call => (call.kind === 'task' ? [call.name] : []));
}

/** What a job is called by its command: its rake task, else the program or what that is given. */
export function taskName(task: string): string {
  return isRakeTask(task) ? task.replace(/\[.*$/s, '') : nameOfWords(wordsOfLine(task) ?? []);
}

/** The same, of the words of a command that is there. */
export function nameOfWords(words: readonly string[]): string {
  return rakeTasksIn(words)[0] ?? nameIn(words.flatMap(unwrapped));
}

/** Of a script for a shell the words of the first command that does more than prepare. */
function unwrapped(word: string, at: number, words: readonly string[]): string[] {
  if (!/^-[a-z]*c$/.test(words[at - 1] ?? '')) return [word];
  const { commands } = readShell(wordOf(word, 0));
  const job = commands.find(([program]) => !PREPARES.test(program?.text ?? '')) ?? commands.at(-1);
  return job?.map(({ text }) => text) ?? [];
}

const PREPARES = /^(?:cd|set|export|source|\.|umask|ulimit|sleep|echo|true|\w+=.*)$/s;

/** Of `bin/rails runner 'Cleanup.run'` the name is `Cleanup.run`; of `./bin/sync --all` it is `sync`. */
function nameIn(words: readonly string[]): string {
  const named = words.filter(word => !/^(?:-|\w+=)/.test(word));
  const word = named.find(one => !STARTERS.test(one)) ?? named.at(-1) ?? '';
  return word.replace(/^.*\//, '').replace(/\.(?:rb|sh|py|js)$/, '');
}

const STARTERS =
  /^(?:(?:.*\/)?(?:bundle|exec|rails|rake|ruby|runner|python3?|node|npm|npx|run|sh|bash|env|timeout|php|artisan)|\d+)$/;
