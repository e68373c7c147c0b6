/**
 * A task as it is asked for is a rake task (`orders:ship`, `reports:send[daily,3]`) or a whole
 * command (`bin/rails runner Cleanup.run`). One word is a task, as in `rake` itself.
 */
export function isRakeTask(task: string): boolean {
  return /^[A-Za-z_][\w-]*(?::[\w-]+)*(?:\[[^[\]\s]*\])?$/.test(task);
}

/** The words of a command as a shell splits them, quotes taken off. Null where a quote is open. */
export function shellWords(command: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  const part = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)|(.)/gy;
  for (const [all, single, double, escaped, plain, odd] of command.matchAll(part)) {
    if (odd !== undefined) return null;
    if (/^\s/.test(all)) {
      if (word !== null) words.push(word);
      word = null;
    } else
      word = (word ?? '') + (single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? plain);
  }
  return word === null ? words : [...words, word];
}

/** Where in a command's words the rake task stands; -1 where none does. */
export function rakeTaskAt(words: readonly string[]): number {
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
  if (!isRakeTask(task)) return shellWords(task) ?? [];
  const at = rakeTaskAt(like);
  return [...(at < 0 ? RUNNER : like.slice(0, at)), task];
}

/** What a job is called by its command: the task without its arguments, else the last word's name. */
export function taskName(task: string): string {
  const words = isRakeTask(task) ? [task] : (shellWords(task) ?? []);
  const at = rakeTaskAt(words);
  const word = at >= 0 ? words[at] : isRakeTask(task) ? task : nameIn(words);
  return (word ?? '').replace(/\[.*$/s, '');
}

/** Of `bin/rails runner 'Cleanup.run'` the name is `Cleanup.run`; of `./bin/sync --all` it is `sync`. */
function nameIn(words: readonly string[]): string {
  const named = words.filter(word => !/^(?:-|\w+=)/.test(word));
  const word = named.find(one => !STARTERS.test(one)) ?? named.at(-1) ?? '';
  return word.replace(/^.*\//, '').replace(/\.(?:rb|sh|py|js)$/, '');
}

const STARTERS =
  /^(?:(?:.*\/)?(?:bundle|exec|rails|rake|ruby|runner|python3?|node|npm|npx|run|sh|bash|env|timeout|php|artisan)|\d+)$/;
