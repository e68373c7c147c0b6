import { type Entry, entryOf, get, type Mapping, type Node, type Scalar } from './node.js';
import type { Block } from './template.js';

export type ScheduleType = 'AWS::Events::Rule' | 'AWS::Scheduler::Schedule';

/** A block of the Resources section as a resource; null for what is none (`Fn::ForEach`, a typo). */
export interface Resource {
  readonly type: string;
  readonly typeNode: Scalar;
  readonly body: Mapping;
  /** Null where there are none, or they come from elsewhere. */
  readonly properties: Mapping | null;
}

const resources = new WeakMap<Block, { resource: Resource | null }>();

export function resourceOf(block: Block): Resource | null {
  let known = resources.get(block);
  if (!known) {
    known = { resource: readResource(block) };
    resources.set(block, known);
  }
  return known.resource;
}

function readResource({ section, value }: Block): Resource | null {
  const type = section === 'Resources' ? get(value, 'Type') : undefined;
  if (value.kind !== 'mapping' || type?.kind !== 'scalar') return null;
  const properties = get(value, 'Properties');
  return {
    type: type.text,
    typeNode: type,
    body: value,
    properties: properties?.kind === 'mapping' ? properties : null,
  };
}

/** What a resource says about when it runs. */
export interface ScheduleUse {
  readonly service: 'rule' | 'scheduler';
  readonly expression: Entry;
  /** Of a Scheduler schedule. */
  readonly zone: Node | undefined;
  readonly start: Node | undefined;
  readonly end: Node | undefined;
}

const uses = new WeakMap<Block, { use: ScheduleUse | null }>();

export function scheduleOf(block: Block): ScheduleUse | null {
  let known = uses.get(block);
  if (!known) {
    known = { use: readSchedule(block) };
    uses.set(block, known);
  }
  return known.use;
}

function readSchedule(block: Block): ScheduleUse | null {
  const resource = resourceOf(block);
  const expression = entryOf(resource?.properties ?? undefined, 'ScheduleExpression');
  if (!resource || !expression) return null;
  const service = SERVICES[resource.type];
  if (!service) return null;
  const property = (name: string) =>
    service === 'scheduler' ? get(resource.properties ?? undefined, name) : undefined;
  return {
    service,
    expression,
    zone: property('ScheduleExpressionTimezone'),
    start: property('StartDate'),
    end: property('EndDate'),
  };
}

const SERVICES: Readonly<Record<string, ScheduleUse['service']>> = {
  'AWS::Events::Rule': 'rule',
  'AWS::Scheduler::Schedule': 'scheduler',
} satisfies Record<ScheduleType, ScheduleUse['service']>;
