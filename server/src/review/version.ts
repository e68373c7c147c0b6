import type { Scope } from '../authoring/pieces.js';
import type { Service } from '../schedule/schedule.js';
import { resourceOf } from '../template/resource.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { Manner } from './manner.js';
import { type Properties, propertiesOf } from './properties.js';
import { type Timing, timingOf } from './timing.js';
import { knownText, valueText } from './value.js';

/** A rule or schedule as it is before or after. */
export interface RuleVersion {
  /** Null where CloudFormation makes one up. */
  readonly name: string | null;
  /** `ENABLED` where nothing is said; null where only the deployment knows. */
  readonly state: string | null;
  readonly timing: Timing;
  readonly targets: readonly TargetVersion[];
  readonly properties: Properties;
}

export interface TargetVersion {
  /** A rule's target by its Id, a schedule's is `Target`. */
  readonly id: string;
  readonly arn: string | null;
  /** What its containers run, each as one would type it. */
  readonly commands: readonly string[];
}

const SERVICES: ReadonlyMap<string, Service> = new Map([
  ['AWS::Events::Rule', 'rule'],
  ['AWS::Scheduler::Schedule', 'scheduler'],
]);

/** Which service a resource of a type belongs to; undefined for what is neither rule nor schedule. */
export function serviceOf(type: string): Service | undefined {
  return SERVICES.get(type);
}

/** A resource of a template that is a rule or a schedule. */
export interface PlacedRule {
  readonly placed: PlacedBlock;
  readonly service: Service;
}

/** The rules and schedules of a template by their logical ids. */
export function rulesOf(template: Template): Map<string, PlacedRule> {
  const rules = new Map<string, PlacedRule>();
  for (const placed of template.section('Resources')) {
    const service = serviceOf(resourceOf(placed.block)?.type ?? '');
    // a key that stands twice is one resource, and the first is what others find
    if (service && !rules.has(placed.block.key)) rules.set(placed.block.key, { placed, service });
  }
  return rules;
}

export function versionOf(
  { placed: { block }, service }: PlacedRule,
  scope: Scope,
  manner: Manner,
): RuleVersion {
  const properties = propertiesOf(block, scope);
  const name = properties.get('Name');
  const state = stateOf(properties);
  return {
    name: name ? valueText(name) : null,
    state,
    timing: timingOf(properties, service, state, manner),
    targets: targetsOf(properties),
    properties,
  };
}

function stateOf(properties: Properties): string | null {
  const value = properties.get('State');
  if (value) return knownText(value);
  return [...properties.keys()].some(path => path.startsWith('State (')) ? null : 'ENABLED';
}

const IN_TARGET = /^(?:Targets[^[]*\[([^\]]*)\](?: \([^)]*\))*|(Target)(?: \([^)]*\))*)\.(.+)$/;
const COMMAND = /^Input\.containerOverrides\[[^\]]*\]\.command$/;

function targetsOf(properties: Properties): TargetVersion[] {
  const targets = new Map<string, { arn: string | null; commands: string[] }>();
  for (const [path, value] of properties) {
    const [, listed, single, rest = ''] = IN_TARGET.exec(path) ?? [];
    const id = listed ?? single;
    if (id === undefined) continue;
    const target = targets.get(id) ?? { arn: null, commands: [] };
    targets.set(id, target);
    if (rest === 'Arn') target.arn = valueText(value);
    if (COMMAND.test(rest)) target.commands.push(commandLine(valueText(value)));
  }
  return [...targets].map(([id, target]) => ({ id, ...target }));
}

/** The words of a list with blanks between them. */
function commandLine(list: string): string {
  try {
    const words: unknown = JSON.parse(list);
    return Array.isArray(words) ? words.join(' ') : list;
  } catch {
    return list;
  }
}
