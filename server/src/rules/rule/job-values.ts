import { type Command, commandLine, commandsOf } from '../../template/input.js';
import { nameOf, nameText } from '../../template/names.js';
import { get, type Node, type Scalar, type Span, walk } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { targetsOf } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import { propertyOf } from './job.js';
import { tellingWords, wordsOf } from './words.js';

/** What is swapped when a rule is made from a copy of another, beside its schedule. */
export type ValueKind = 'name' | 'command' | 'id' | 'description' | 'logical id';

/** One of the values that say which job a rule is for. */
export interface JobValue extends Span {
  readonly kind: ValueKind;
  readonly text: string;
  /** The words that tell the job from others. */
  readonly words: ReadonlySet<string>;
  /** Equal for two values of which one can be a copy of the other. */
  readonly key: string;
}

/** The values of a rule or schedule that are known, by their kind. */
export const jobValuesOf = perBlock((block): ReadonlyMap<ValueKind, JobValue> => {
  const values = new Map<ValueKind, JobValue>();
  const add = (kind: ValueKind, text: string | null, span: Span | undefined) => {
    if (text && span) values.set(kind, jobValue(kind, text, span));
  };
  const named = (kind: ValueKind, node: Node | undefined) => add(kind, textIn(node), node);
  named('name', propertyOf(block, 'Name'));
  named('description', propertyOf(block, 'Description'));
  add('logical id', block.key, block.keySpan);
  const [target, another] = targetsOf(block);
  if (another) return values;
  named('id', get(target?.node, 'Id'));
  addCommand(block, add);
  return values;
});

/**
 * The words of queue, function, cluster, task definition and containers: they name what does the
 * work, and its name may be in the values of any of the jobs that are done there. Numbers are left
 * out, as those of an ARN (account, Region, revision) are no names.
 */
export const workerWords = perBlock((block): ReadonlySet<string> => {
  const nodes = targetsOf(block).flatMap(({ node }) => [
    get(node, 'Arn'),
    get(node, 'EcsParameters', 'TaskDefinitionArn'),
  ]);
  const scalars = nodes
    .flatMap(node => (node ? [...walk(node)] : []))
    .filter(node => node.kind === 'scalar');
  const containers = commandsOf(block).map(({ container }) => container);
  const texts = [...scalars.map(({ text }) => text), ...containers];
  return new Set([...tellingWords(texts.join(' '))].filter(word => !/\d/.test(word)));
});

function addCommand(
  block: Block,
  add: (kind: ValueKind, text: string, span: Span | undefined) => void,
): void {
  const [command, more] = commandsOf(block);
  if (!command || more || command.words.length < command.node.items.length) return;
  const words = withoutLoader(command);
  add('command', commandLine({ words }), spanOfWords(words));
}

function jobValue(kind: ValueKind, text: string, { start, end }: Span): JobValue {
  const isName = kind !== 'command' && kind !== 'description';
  const key = `${kind} ${isName ? withoutCopyMark(text) : text}`;
  return { kind, text, words: tellingWords(text), key, start, end };
}

function textIn(node: Node | undefined): string | null {
  const name = node && nameOf(node);
  return name ? nameText(name).trim() : null;
}

/** A name has to be unique, so that its copy gets a number or the like: `ShipOrdersRule2`. */
function withoutCopyMark(name: string): string {
  const words = wordsOf(name.replace(/\d+$/, ''));
  while (words.length > 1 && /^(?:copy|new|v?\d+)$/.test(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

/** `bundle exec` starts any command. */
function withoutLoader({ words }: Command): readonly Scalar[] {
  return words[0]?.text === 'bundle' && words[1]?.text === 'exec' ? words.slice(2) : words;
}

function spanOfWords(words: readonly Scalar[]): Span | undefined {
  const [first, last] = [words[0], words.at(-1)];
  if (!first || !last) return undefined;
  return {
    start: first.textStart < 0 ? first.start : first.textStart,
    end: last.textStart < 0 ? last.end : last.textStart + last.text.length,
  };
}
