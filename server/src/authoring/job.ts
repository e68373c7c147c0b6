import { type Command, commandsOf } from '../template/input.js';
import { subParts } from '../template/names.js';
import { get, type Node } from '../template/node.js';
import { perBlock } from '../template/per-block.js';
import { resourceOf, scheduleOf } from '../template/resource.js';
import { targetsOf, textOf } from '../template/targets.js';
import type { Block, PlacedBlock, Template } from '../template/template.js';
import { nameOfWords } from './command.js';
import type { Kind } from './schedule.js';

/** A rule or schedule that is there, by the five values that make it a job of its own. */
export interface Job {
  readonly kind: Kind;
  readonly block: Block;
  readonly id: string;
  /** The `Name` as it is written, `${…}` for holes; empty where it is none or put together. */
  readonly name: string;
  /** The longest text of the name between its holes: all of it where it has none. */
  readonly core: string;
  readonly description: string;
  readonly expression: string;
  readonly commands: readonly Command[];
  /** What its first command is called, e.g. `orders:ship`; empty where it has none. */
  readonly task: string;
  readonly targetIds: readonly string[];
}

export const TYPES: Readonly<Record<Kind, string>> = {
  rule: 'AWS::Events::Rule',
  schedule: 'AWS::Scheduler::Schedule',
};

/** Null for what runs by no schedule. */
export const jobOf = perBlock((block): Job | null => {
  const use = scheduleOf(block);
  const properties = resourceOf(block)?.properties ?? undefined;
  if (!use || !properties) return null;
  const name = written(get(properties, 'Name'));
  const commands = commandsOf(block);
  const [first] = commands;
  const words = first?.words.map(({ text }) => text) ?? [];
  return {
    kind: use.service === 'rule' ? 'rule' : 'schedule',
    block,
    id: block.key,
    name,
    core: coreOf(name),
    description: written(get(properties, 'Description')),
    expression: written(use.expression.value),
    commands,
    task: first ? nameOfWords(words) : '',
    targetIds: targetsOf(block).flatMap(({ node }) => written(get(node, 'Id')) || []),
  };
});

export interface PlacedJob {
  readonly job: Job;
  readonly placed: PlacedBlock;
}

const known = new WeakMap<Template, readonly PlacedJob[]>();

/** What runs by a schedule in a template, in the order of the file. */
export function jobsOf(template: Template): readonly PlacedJob[] {
  let jobs = known.get(template);
  if (!jobs) {
    jobs = template.section('Resources').flatMap(placed => {
      const job = jobOf(placed.block);
      return job ? [{ job, placed }] : [];
    });
    known.set(template, jobs);
  }
  return jobs;
}

function written(node: Node | undefined): string {
  return textOf(node)?.scalar.text ?? '';
}

/** Without the dashes by which it hangs on the holes around it. */
export function coreOf(name: string): string {
  const texts = subParts(name).filter(part => part.kind === 'text');
  if (texts.length === 1 && texts[0]?.text === name) return name;
  const [longest] = texts
    .map(({ text }) => text.replace(/^[-_./]+|[-_./]+$/g, ''))
    .sort((a, b) => b.length - a.length);
  return longest ?? '';
}
