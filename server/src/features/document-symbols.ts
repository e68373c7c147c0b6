import { describeSchedule } from '../schedule/describe.js';
import { parseSchedule } from '../schedule/parse.js';
import { exportOf } from '../template/exports.js';
import { commandLine, commandsOf } from '../template/input.js';
import { nameText } from '../template/names.js';
import { get, moved, type Span } from '../template/node.js';
import { resourceOf, scheduleOf } from '../template/resource.js';
import { targetsOf } from '../template/targets.js';
import type { Block, PlacedBlock, Template } from '../template/template.js';
import { knownValues } from '../template/values.js';
import type { Env } from './env.js';

/** An entry of a template's outline; offsets count in the file. */
export interface Outline extends Span {
  readonly name: string;
  /** What it is or does, in a few words; may be empty. */
  readonly detail: string;
  readonly kind: OutlineKind;
  /** The part of it that has its name. */
  readonly key: Span;
  readonly children: readonly Outline[];
}

export type OutlineKind =
  | 'section'
  | 'rule'
  | 'target'
  | 'resource'
  | 'parameter'
  | 'condition'
  | 'mapping'
  | 'output'
  | 'other';

/** The sections of a template with their entries, rules with their schedules in words. */
export function documentSymbols(template: Template, env: Env): Outline[] {
  const sections = new Map<string, Outline[]>();
  for (const placed of template.blocks) {
    if (placed.block.key === '') continue;
    const { section } = placed.block;
    const entries = sections.get(section) ?? [];
    entries.push(entryOutline(placed, template, env));
    sections.set(section, entries);
  }
  return [...sections].flatMap(([name, children]) => {
    const [first, last] = [children[0], children.at(-1)];
    if (!name || !first || !last) return [];
    const key = headOf(name, first, template.text);
    const { start } = key;
    return [{ name, detail: '', kind: 'section', key, start, end: last.end, children }];
  });
}

/** Where a section's own key is: between it and its first entry there is little but blanks. */
function headOf(name: string, first: Outline, text: string): Span {
  const start = text.lastIndexOf(name, first.start - name.length);
  return start < 0 ? first.key : { start, end: start + name.length };
}

function entryOutline({ block, offset }: PlacedBlock, template: Template, env: Env): Outline {
  const { key, keySpan, value } = block;
  const kind = kindOf(block);
  return {
    name: key,
    detail: detailOf(block, template, env),
    kind,
    key: moved(keySpan, offset),
    start: keySpan.start + offset,
    end: Math.max(value.end, keySpan.end) + offset,
    children: kind === 'rule' ? targetOutlines(block, offset) : [],
  };
}

function targetOutlines(block: Block, offset: number): Outline[] {
  return targetsOf(block).flatMap(target => {
    const id = get(target.node, 'Id');
    if (id?.kind !== 'scalar' || !id.text) return [];
    const detail = commandsOf(block)
      .filter(command => command.target === target)
      .map(commandLine)
      .join('; ');
    const span = moved(target.node, offset);
    return [
      { name: id.text, detail, kind: 'target', key: moved(id, offset), ...span, children: [] },
    ];
  });
}

function kindOf(block: Block): OutlineKind {
  return scheduleOf(block) ? 'rule' : (KINDS.get(block.section) ?? 'other');
}

const KINDS: ReadonlyMap<string, OutlineKind> = new Map([
  ['Resources', 'resource'],
  ['Parameters', 'parameter'],
  ['Conditions', 'condition'],
  ['Mappings', 'mapping'],
  ['Outputs', 'output'],
]);

function detailOf(block: Block, template: Template, env: Env): string {
  const words = scheduleWords(block, template, env);
  if (words) return words;
  if (block.section === 'Parameters') {
    const type = get(block.value, 'Type');
    return type?.kind === 'scalar' ? type.text : '';
  }
  const name = exportOf(block)?.name;
  return name ? nameText(name) : (resourceOf(block)?.type ?? '');
}

/** Where the schedule is one that is known. */
function scheduleWords(block: Block, template: Template, { locale, hour12 }: Env): string {
  const use = scheduleOf(block);
  const values = use ? knownValues(use.expression.value, template) : [];
  const [only] = values.length === 1 ? values : [];
  if (!use || !only) return '';
  const { service } = use;
  const { schedule } = parseSchedule(only.text, service);
  const zone = use.zone ? knownValues(use.zone, template)[0]?.text : undefined;
  return schedule
    ? describeSchedule(schedule, { service, locale, hour12, ...(zone && { zone }) })
    : '';
}
