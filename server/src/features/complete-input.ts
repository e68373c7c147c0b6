import {
  canStandIn,
  type FoundTask,
  taskDefinitionsFor,
  taskLabel,
  taskOf,
} from '../rules/target/task-definition.js';
import { commandsOf, type Input, inputsOf, overridesIn } from '../template/input.js';
import { nameText } from '../template/names.js';
import { get, type Node } from '../template/node.js';
import { overrideAt, TASK_OVERRIDES } from '../template/schema/overrides.js';
import type { Property } from '../template/schema/property.js';
import type { Block, Template } from '../template/template.js';
import { completeTasks } from './complete-tasks.js';
import { type Completion, type Slot, snippetText } from './completion.js';
import type { Env } from './env.js';
import { type InputCursor, inputCursorAt, MARK } from './input-cursor.js';
import { keysOf } from './locate.js';
import { propertyMarkdown } from './property-words.js';

/** What can be written in the JSON of an `Input` that overrides an ECS task; null outside of one. */
export function completeInput(template: Template, offset: number, env: Env): Completion[] | null {
  const cursor = inputCursorAt(template, offset);
  if (!cursor) return null;
  if (cursor.path.length === 1) return wholeOverrides(cursor);
  if (cursor.onKey) return keysAt(cursor);
  const word = commandWordIn(cursor);
  return word ? wordsFor(word, cursor, template, env) : valuesAt(cursor, template, env);
}

/** A word of a container's command, as far as it is typed. */
export interface CommandWord {
  /** All words of the command; what is not typed yet is empty. */
  readonly command: readonly string[];
  /** Which of them it is. */
  readonly index: number;
  /** What is typed of it before the cursor. */
  readonly typed: string;
  /** What a completion replaces, and how a word is written there. */
  readonly slot: Slot;
}

/** Null where no word of a command is being typed. */
export function commandWordIn(cursor: InputCursor): CommandWord | null {
  const list = cursor.path.at(-2)?.node;
  const here = cursor.path.at(-1)?.node;
  if (keysOf(cursor.path).join('.') !== 'containerOverrides.command') return null;
  if (list?.kind !== 'list' || !here) return null;
  return {
    command: list.items.map(item => (item.kind === 'scalar' ? typedText(item.text) : '')),
    index: list.items.indexOf(here),
    typed: cursor.typed,
    slot: slotIn(cursor),
  };
}

/** Without the cursor's mark. */
function typedText(text: string): string {
  return text.replaceAll(MARK, '');
}

function slotIn(cursor: InputCursor): Slot {
  const [open, close] = [cursor.quoted ? '' : '"', cursor.quoteEnd === null ? '"' : ''];
  return {
    ...cursor.span,
    quoted: text => cursor.write(`${open}${JSON.stringify(text).slice(1, -1)}${close}`),
  };
}

/** An input that is empty so far. */
function wholeOverrides(cursor: InputCursor): Completion[] {
  if (cursor.input.scalar.text.trim() !== '') return [];
  const parts = ['{"containerOverrides": [{"name": "', '", "command": ["', '"]}]}'];
  const insertText = parts
    .map((part, i) => `${i ? `$${i}` : ''}${snippetText(cursor.write(part))}`)
    .join('');
  const documentation = TASK_OVERRIDES.containerOverrides?.description ?? '';
  return [
    {
      ...{ label: '{"containerOverrides": …}', kind: 'property', documentation },
      ...{ insertText, snippet: true, ...cursor.span },
    },
  ];
}

function keysAt(cursor: InputCursor): Completion[] {
  const keys = keysOf(cursor.path).slice(0, -1);
  const properties = keys.length === 0 ? TASK_OVERRIDES : overrideAt(keys)?.properties;
  const { entry: here, onKey } = cursor.path.at(-1) ?? {};
  if (!onKey) return [];
  const parent = cursor.path.at(-2)?.node;
  const present = parent?.kind === 'mapping' ? parent.entries.filter(e => e !== here) : [];
  return Object.entries(properties ?? {})
    .filter(([key]) => !present.some(entry => entry.key === key))
    .map(([key, property], i) => ({
      label: key,
      kind: 'property',
      detail: property.required ? `${property.type}, required` : property.type,
      documentation: propertyMarkdown(key, property),
      sortText: String(i).padStart(3, '0'),
      filterText: key,
      ...writtenKey(key, property, cursor),
    }));
}

function writtenKey(key: string, property: Property, cursor: InputCursor) {
  const open = cursor.quoted ? '' : '"';
  if (cursor.hasColon) return { ...cursor.span, insertText: cursor.write(`${open}${key}`) };
  const [before, after] = VALUES[property.properties ? `${property.type}s` : property.type] ?? [];
  const comma = /^\s*"/.test(cursor.rest) ? ', ' : '';
  const written = (json: string) => snippetText(cursor.write(json));
  return {
    start: cursor.span.start,
    end: cursor.quoteEnd ?? cursor.span.end,
    insertText: `${written(`${open}${key}": ${before ?? ''}`)}$1${written(`${after ?? ''}${comma}`)}`,
    snippet: true as const,
  };
}

/** What stands around the cursor in a value of a type; with an `s`, in one that holds objects. */
const VALUES: Readonly<Record<string, readonly [string, string]>> = {
  string: ['"', '"'],
  list: ['["', '"]'],
  lists: ['[{', '}]'],
  objects: ['{', '}'],
};

interface Value {
  readonly text: string;
  readonly detail: string;
}

function valuesAt(cursor: InputCursor, template: Template, env: Env): Completion[] {
  const slot = slotIn(cursor);
  return valuesFor(cursor, template, env).map(({ text, detail }, i) => ({
    label: text,
    kind: 'value',
    ...(detail && { detail }),
    insertText: slot.quoted(text),
    start: slot.start,
    end: slot.end,
    sortText: String(i).padStart(3, '0'),
    filterText: text,
  }));
}

function valuesFor(cursor: InputCursor, template: Template, env: Env): Value[] {
  const keys = keysOf(cursor.path);
  switch (keys.join('.')) {
    case 'containerOverrides.name':
      return distinct([
        ...containerNames(cursor, template, env),
        ...fromSiblings(cursor, template, namesIn),
      ]);
    case 'containerOverrides.environment.name':
      return distinct([
        ...variables(cursor, template, env),
        ...fromSiblings(cursor, template, variablesIn),
      ]);
    default:
      return (overrideAt(keys)?.values ?? []).map(text => ({ text, detail: '' }));
  }
}

function distinct(values: readonly Value[]): Value[] {
  return values.filter(({ text }, i) => values.findIndex(other => other.text === text) === i);
}

function containerNames({ input }: InputCursor, template: Template, env: Env): Value[] {
  const task = taskBehind(input, template, env);
  return (task?.definition.containers ?? []).flatMap(({ name }) =>
    task && name && canStandIn(input, name, task)
      ? [{ text: nameText(name), detail: `container of ${plainLabel(task)}` }]
      : [],
  );
}

function variables({ input }: InputCursor, template: Template, env: Env): Value[] {
  const task = taskBehind(input, template, env);
  return (task?.definition.containers ?? []).flatMap(known =>
    known.variables.map(text => ({ text, detail: task ? `set in ${plainLabel(task)}` : '' })),
  );
}

function taskBehind({ target }: Input, template: Template, env: Env): FoundTask | null {
  return taskDefinitionsFor(template, env).find(taskOf(target));
}

function plainLabel(task: FoundTask): string {
  return taskLabel(task).replaceAll('`', '');
}

/** What the other rules and schedules of the template write there, with who does. */
function fromSiblings(
  { placed }: InputCursor,
  template: Template,
  find: (block: Block) => string[],
): Value[] {
  return template
    .section('Resources')
    .filter(({ block }) => block !== placed.block)
    .flatMap(({ block }) => find(block).map(text => ({ text, detail: `as in ${block.key}` })));
}

function namesIn(block: Block): string[] {
  return inputsOf(block).flatMap(({ json }) => overridesIn(json?.root).flatMap(textIn('name')));
}

function variablesIn(block: Block): string[] {
  return inputsOf(block).flatMap(({ json }) =>
    overridesIn(json?.root).flatMap(override => {
      const list = get(override, 'environment');
      return list?.kind === 'list' ? list.items.flatMap(textIn('name')) : [];
    }),
  );
}

function textIn(key: string): (node: Node) => string[] {
  return node => {
    const value = get(node, key);
    return value?.kind === 'scalar' && value.text ? [value.text] : [];
  };
}

/** A task after `rake`; elsewhere what the other commands have there, most frequent first. */
function wordsFor(
  word: CommandWord,
  { placed }: InputCursor,
  template: Template,
  { workspace }: Env,
): Completion[] {
  const { command, index, typed, slot } = word;
  const isTask = /(?:^|\/)(?:rake|rails)$/.test(command[index - 1] ?? '');
  const tasks = isTask ? completeTasks(workspace.tasks, typed, slot) : [];
  const counts = new Map<string, number>();
  for (const { block } of template.section('Resources'))
    if (block !== placed.block)
      for (const text of nextWords(block, command.slice(0, index)))
        counts.set(text, (counts.get(text) ?? 0) + 1);
  const words = [...counts].filter(([text]) => !tasks.some(({ label }) => label === text));
  return [
    ...tasks,
    ...words
      .sort(([, a], [, b]) => b - a)
      .map(([text, count], i) => ({
        label: text,
        kind: 'value' as const,
        detail: count === 1 ? 'as in 1 other command' : `as in ${count} other commands`,
        insertText: slot.quoted(text),
        start: slot.start,
        end: slot.end,
        sortText: `0${String(i).padStart(3, '0')}`,
        filterText: text,
      })),
  ];
}

/** What follows the same beginning in the commands of a block; their last words are their own. */
function nextWords(block: Block, beginning: readonly string[]): string[] {
  return commandsOf(block).flatMap(({ words }) => {
    const next = words[beginning.length];
    const begins = beginning.every((text, i) => words[i]?.text === text);
    return next && begins && next !== words.at(-1) && next.text ? [next.text] : [];
  });
}
