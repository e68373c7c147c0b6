import { parseChunk } from '../template/block.js';
import { exportOf, importsOf } from '../template/exports.js';
import { keptUpList } from '../template/gather.js';
import { commandLine, commandsOf } from '../template/input.js';
import type { Version } from '../template/kept-up.js';
import { type Name, possibleNames } from '../template/names.js';
import { get, type Span } from '../template/node.js';
import { perBlock } from '../template/per-block.js';
import { isTaskCall, rakeCallsOf } from '../template/rake-calls.js';
import { resourceOf, scheduleOf } from '../template/resource.js';
import { type SidekiqPart, sidekiqPartOf } from '../template/sidekiq-service.js';
import {
  type TaskDefinition,
  type TaskReference,
  taskDefinitionOf,
  taskReferenceOf,
} from '../template/task-definition.js';
import type { Block, PlacedBlock } from '../template/template.js';

/** What one template offers to and wants from the others: the facts of the blocks that have any. */
export type FileFacts = readonly PlacedFacts[];

export interface PlacedFacts {
  readonly facts: BlockFacts;
  /** Where the block's text starts in the file. */
  readonly offset: number;
}

export interface BlockFacts {
  readonly exports: readonly ExportFact[];
  readonly imports: readonly ImportFact[];
  /** What those can be whose names are put together in a way that can't be followed. */
  readonly unread: readonly ImportFact[];
  /** Of a parameter that has a Default. */
  readonly parameter: ParameterFact | null;
  /** Of what runs by a schedule. */
  readonly rule: RuleFact | null;
  /** The rake tasks that its commands run. */
  readonly calls: readonly CallFact[];
  readonly task: TaskDefinition | null;
  /** What it says of how many Sidekiq processes run. */
  readonly sidekiq: SidekiqPart | null;
  /** Two blocks with the same key offer others the same; empty where that is nothing. */
  readonly key: string;
}

/** Offsets are those of the output's key, counted in the block. */
export interface ExportFact extends Span {
  readonly name: Name;
  readonly output: string;
  readonly description: string;
  readonly value: string;
  /** What it may be the ARN of: a resource or a family of its own template. */
  readonly task: OwnTask | null;
}

export type OwnTask = Exclude<TaskReference, { kind: 'import' }>;

/** Offsets count in the block. */
export interface ImportFact extends Span {
  readonly name: Name;
}

export interface ParameterFact {
  readonly name: string;
  readonly text: string;
}

/** A rule or schedule, to be found by what it is called or does; offsets are those of its key. */
export interface RuleFact extends Span {
  readonly id: string;
  /** Its `Name`; empty where that is put together. */
  readonly name: string;
  /** The commands that it starts, each as one would type it. */
  readonly commands: readonly string[];
}

/** The name of a rake task in a command; offsets count in the block. */
export interface CallFact extends Span {
  readonly task: string;
}

/** The blocks that can hold facts, told by their text alone. */
export const FACTS =
  /\b(?:Export|ImportValue|ScheduleExpression|Default|containerOverrides|ContainerDefinitions|DesiredCount)\b/;

export function factsOf(blocks: readonly PlacedBlock[]): FileFacts {
  const file: PlacedFacts[] = [];
  for (const { block, offset } of blocks) {
    const facts = factsOfBlock(block);
    if (facts) file.push({ facts, offset });
  }
  return file;
}

/** The same of a template that is typed in: of the next version only other blocks are looked at. */
export const factsIn: (template: Version) => FileFacts = keptUpList(
  ({ chunk, offset }, at) =>
    parseChunk(chunk).blocks.flatMap(block => {
      const facts = factsOfBlock(block);
      return facts ? [{ at, offset, facts }] : [];
    }),
  ({ facts }, at, offset) => ({ at, offset, facts }),
);

const factsOfBlock = perBlock((block): BlockFacts | null => {
  if (!FACTS.test(block.text)) return null;
  const exports = exportFacts(block);
  const imports = importsOf(block).flatMap(({ node: { start, end }, name }) =>
    name ? [{ name, start, end }] : [],
  );
  const unread = importsOf(block).flatMap(({ node: { arg, start, end }, name }) =>
    name ? [] : possibleNames(arg).map(name => ({ name, start, end })),
  );
  const parameter = parameterFact(block);
  const rule = ruleFact(block);
  const calls = rakeCallsOf(block)
    .filter(isTaskCall)
    .map(({ call: { name: task }, span: { start, end } }) => ({ task, start, end }));
  const task = taskDefinitionOf(block);
  const sidekiq = sidekiqPartOf(block);
  const some = exports.length + imports.length + unread.length + calls.length;
  if (some === 0 && !parameter && !rule && !task && !sidekiq) return null;
  const offered = exports.map(({ start: _start, end: _end, ...said }) => said);
  const offersNothing = offered.length === 0 && !parameter && !task;
  const key = offersNothing ? '' : JSON.stringify([offered, parameter, task]);
  return { exports, imports, unread, parameter, rule, calls, task, sidekiq, key };
});

function exportFacts(block: Block): ExportFact[] {
  const found = exportOf(block);
  if (!found?.name) return [];
  const { name, output, description, value } = found;
  const { start, end } = block.keySpan;
  const text = value?.kind === 'scalar' ? value.text : '';
  const task = taskReferenceOf(value);
  return [
    {
      ...{ name, output, description, value: text, start, end },
      task: task?.kind === 'import' ? null : task,
    },
  ];
}

function parameterFact(block: Block): ParameterFact | null {
  if (block.section !== 'Parameters') return null;
  const node = get(block.value, 'Default');
  return node?.kind === 'scalar' && node.text ? { name: block.key, text: node.text } : null;
}

function ruleFact(block: Block): RuleFact | null {
  if (!scheduleOf(block)) return null;
  const name = get(resourceOf(block)?.properties ?? undefined, 'Name');
  const { start, end } = block.keySpan;
  const commands = commandsOf(block).map(commandLine);
  return { id: block.key, name: name?.kind === 'scalar' ? name.text : '', commands, start, end };
}
