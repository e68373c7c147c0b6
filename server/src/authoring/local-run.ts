import type { Command } from '../template/input.js';
import { get, type Node } from '../template/node.js';
import { type ApplicationCall, callsOf } from '../template/rake-command.js';
import { type Piece, piecesOfSub, type Scope } from './pieces.js';
import { shellWord } from './shell.js';
import { Variables } from './variables.js';

/**
 * A command as one runs it in a checkout of the application, with the variables that the rule gives
 * it but for those that name where it runs. Null where it runs no rake task and nothing of Rails.
 */
export function localLine(command: Command, around: Scope): string | null {
  const words = command.words.map(({ text }) => text);
  const calls = callsOf(words);
  if (calls.length === 0) return null;
  const variables = new Variables(around);
  const written = (text: string) => {
    const { isSub } = command.input;
    const pieces: readonly Piece[] | null = isSub
      ? piecesOfSub(text, undefined, around)
      : [{ kind: 'text', text }];
    return shellWord(variables.parts(pieces, 'Input'));
  };
  const environment = environmentOf(command).map(([name, value]) => `${name}=${written(value)}`);
  const lines = (directWords(words) ?? calls.map(wordsOfCall)).map(line =>
    [...environment, ...line.map(written)].join(' '),
  );
  return [...variables.assignments, ...lines].join(' &&\n');
}

/** The words from `bundle exec` or the program on; null where a shell reads them first. */
function directWords(words: readonly string[]): string[][] | null {
  const bundle = words.findIndex((word, i) => word === 'bundle' && words[i + 1] === 'exec');
  if (bundle >= 0) return [words.slice(bundle).filter(isOfJob)];
  const program = words.findIndex(word => /^(?:\S*\/)?(?:rake|rails)$/.test(word));
  if (program < 0) return null;
  const name = words[program]?.replace(/^.*\//, '') ?? '';
  return [['bundle', 'exec', name, ...words.slice(program + 1).filter(isOfJob)]];
}

function wordsOfCall(call: ApplicationCall): string[] {
  if (call.kind === 'runner') return ['bundle', 'exec', 'rails', 'runner', call.code];
  const args = call.args.map(({ text }) => text.replace(/[\\,]/g, '\\$&')).join(',');
  return ['bundle', 'exec', 'rake', args === '' ? call.name : `${call.name}[${args}]`];
}

/** The variables of the override, by their names. */
function environmentOf({ override }: Command): [name: string, value: string][] {
  const list = get(override, 'environment');
  const items = list?.kind === 'list' ? list.items : [];
  return items.flatMap(item => {
    const [name, value] = [textOf(get(item, 'name')), textOf(get(item, 'value'))];
    const isName = name !== null && /^[A-Za-z_]\w*$/.test(name) && !WHERE.test(name);
    return isName && value !== null ? [[name, value] as [string, string]] : [];
  });
}

function textOf(node: Node | undefined): string | null {
  return node?.kind === 'scalar' ? node.text : null;
}

/** What would make a run on one's own machine one of production. */
const WHERE = /^(?:RAILS|RACK|NODE)_ENV$|_URL$|^PATH$|^LD_|^RUBYOPT$/;

function isOfJob(word: string): boolean {
  const [, name] = /^([A-Za-z_]\w*)=/.exec(word) ?? [];
  return name === undefined || !WHERE.test(name);
}
