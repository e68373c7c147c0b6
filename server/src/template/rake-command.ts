import { type Piece, readShell, type Word, wordOf } from './shell-words.js';

/** A place in a command: offsets count in the text of its word, from 0. */
export interface WordSpan {
  /** The index of the word. */
  readonly word: number;
  readonly start: number;
  readonly end: number;
}

/** A rake task that a command runs. */
export interface RakeCall extends WordSpan {
  readonly kind: 'task';
  readonly name: string;
  readonly args: readonly RakeArgument[];
}

export interface RakeArgument extends WordSpan {
  readonly text: string;
}

/** Ruby that a command runs in the application: `rails runner "Job.run"`, or a file of it. */
export interface RunnerCall extends WordSpan {
  readonly kind: 'runner';
  readonly code: string;
}

export type ApplicationCall = RakeCall | RunnerCall;

/**
 * What a command runs of a Rails application: the words of a container's `command`, or one string
 * for a shell. A call's place is that of its name, as it is written. Nothing is said of tasks that
 * come from another Rakefile (`-f`, `-C`).
 */
export function callsOf(command: string | readonly string[]): ApplicationCall[] {
  const words = typeof command === 'string' ? [command] : command;
  const [only = '', more] = words;
  // an image's entrypoint may be a shell
  const isShell = more === undefined && /\s/.test(only.trim());
  return isShell ? inShell(wordOf(only, 0), 0) : inCommand(words.map(wordOf), 0);
}

/** Shells in shells in shells. */
const MOST_SHELLS = 5;

function inShell(script: Word, depth: number): ApplicationCall[] {
  if (depth > MOST_SHELLS) return [];
  return readShell(script).commands.flatMap(words => inCommand(words, depth));
}

function inCommand(words: readonly Word[], depth: number): ApplicationCall[] {
  const rest = withoutWrappers(words);
  const [program, ...args] = rest;
  if (!program) return [];
  const name = program.text.replace(/^.*\//, '');
  if (SHELL.test(name)) {
    const flag = args.findIndex(({ text }) => /^-[a-z]*c$/.test(text));
    const script = flag < 0 ? undefined : args[flag + 1];
    return script ? inShell(script, depth + 1) : [];
  }
  if (name === 'rake') return tasksIn(args);
  if (name === 'rails') return railsCalls(args);
  const after = rest.findIndex(({ text }, i) => isAfter(name, text, rest[i - 1]));
  return after < 0 ? [] : inCommand(rest.slice(after), depth);
}

/** Where the command of another program starts: after `--`, or what `ruby` is given to run. */
function isAfter(program: string, text: string, before: Word | undefined): boolean {
  return before?.text === '--' || (program === 'ruby' && /(?:^|\/)(?:rake|rails)$/.test(text));
}

const SHELL = /^(?:ba|z|da|a|k)?sh$/;

/** Drops what only prepares the program: `FOO=bar`, `bundle exec`, `timeout 60`, an entrypoint. */
function withoutWrappers(words: readonly Word[]): readonly Word[] {
  let at = 0;
  for (;;) {
    const { text } = words[at] ?? { text: '' };
    if (ASSIGNMENT.test(text) || WRAPPERS.has(text) || ENTRYPOINT.test(text)) at++;
    else if (text === 'bundle' && words[at + 1]?.text === 'exec') at = afterFlags(words, at + 2);
    else if (text === 'timeout') at = afterFlags(words, at + 1, /^-[ks]$/) + 1;
    else return words.slice(at);
  }
}

function afterFlags(words: readonly Word[], from: number, takesValue = /$^/): number {
  let at = from;
  for (let text = words[at]?.text; text?.startsWith('-'); text = words[at]?.text)
    at += takesValue.test(text) ? 2 : 1;
  return at;
}

const ASSIGNMENT = /^[A-Za-z_]\w*=/;
const WRAPPERS = new Set(['exec', 'env', 'nice', 'time', 'nohup', 'command', '--']);
const ENTRYPOINT = /(?:^|\/)(?:docker-)?entrypoint[\w.-]*$|\.sh$/;

function railsCalls(args: readonly Word[]): ApplicationCall[] {
  const at = args.findIndex(({ text }) => !text.startsWith('-') && !ASSIGNMENT.test(text));
  const command = args[at]?.text;
  if (command === undefined) return [];
  if (command !== 'runner' && command !== 'r')
    return RAILS_COMMANDS.has(command) ? [] : tasksIn(args);
  const code = args[afterFlags(args, at + 1, /^-e$|^--environment$/)];
  return code ? [{ kind: 'runner', code: code.text, ...spanOf(code, 0, code.text.length) }] : [];
}

/** What `rails` does itself, with all that follows. */
const RAILS_COMMANDS: ReadonlySet<string> = new Set(
  'about boot c console credentials:edit credentials:show d db dbconsole destroy encrypted:edit encrypted:show g generate new plugin s server t test version'.split(
    ' ',
  ),
);

function tasksIn(args: readonly Word[]): RakeCall[] {
  const calls: RakeCall[] = [];
  for (let i = 0; i < args.length; i++) {
    let word = args[i] as Word;
    if (NO_TASKS.test(word.text)) return [];
    if (TAKES_VALUE.test(word.text)) i++;
    // a number is how many jobs may run at once
    if (/^-|^\d+$/.test(word.text) || ASSIGNMENT.test(word.text)) continue;
    // `ns:task[a, b]` comes in two words
    while (/\[[^\]]*$/.test(word.text) && i + 1 < args.length)
      word = joined(word, args[++i] as Word);
    const call = callIn(word);
    if (call) calls.push(call);
  }
  return calls;
}

/** Flags with which rake runs other tasks than these, or none. */
const NO_TASKS =
  /^(?:-[fCTPWDEepg]|--(?:rakefile|directory|tasks|prereqs|where|describe|execute\S*|system))/;
const TAKES_VALUE = /^(?:-[IrR]|--(?:libdir|require|rakelibdir|suppress-backtrace))$/;

function joined(a: Word, b: Word): Word {
  const last = a.pieces.at(-1) as Piece;
  return { text: `${a.text} ${b.text}`, pieces: [...a.pieces, last, ...b.pieces] };
}

/** Arguments as Rake itself takes them apart: `\,` is a comma in one. */
function callIn(word: Word): RakeCall | null {
  const [, name = '', list] = /^([^[\]]+)(?:\[(.*)\])?$/s.exec(word.text) ?? [];
  if (!name) return null;
  const args = list?.trim() ? argumentsIn(word, name.length + 1, list) : [];
  return { kind: 'task', name, args, ...spanOf(word, 0, name.length) };
}

function argumentsIn(word: Word, from: number, list: string): RakeArgument[] {
  const args: RakeArgument[] = [];
  const next = /\s*((?:\\.|[^\\,])*)(,?)/sy;
  for (let more = true; more; ) {
    const end = from + next.lastIndex;
    const [whole, written = '', comma = ''] = next.exec(list) ?? [''];
    const start = end + whole.length - comma.length - written.length;
    const kept = written.trimEnd();
    const text = kept.replace(/\\(.)/gs, '$1');
    args.push({ text, ...spanOf(word, start, start + kept.length) });
    more = comma === ',';
  }
  return args;
}

function spanOf({ pieces }: Word, start: number, end: number): WordSpan {
  const first = pieces[start] ?? pieces.at(-1);
  const last = end > start ? pieces[end - 1] : undefined;
  const { word = 0, at = 0 } = first ?? {};
  return { word, start: at, end: last?.word === word ? last.at + 1 : at };
}
