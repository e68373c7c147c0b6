import { gather } from './gather.js';
import { type Entry, entryOf, get, type Mapping, type Node, type Scalar } from './node.js';
import { perBlock } from './per-block.js';

/** A block of the Resources section as a resource; null for what is none (`Fn::ForEach`, a typo). */
export interface Resource {
  readonly type: string;
  readonly typeNode: Scalar;
  readonly body: Mapping;
  /** Null where there are none, or they come from elsewhere. */
  readonly properties: Mapping | null;
}

export const resourceOf = perBlock(({ section, value }): Resource | null => {
  const type = section === 'Resources' ? get(value, 'Type') : undefined;
  if (value.kind !== 'mapping' || type?.kind !== 'scalar') return null;
  const properties = get(value, 'Properties');
  return {
    type: type.text,
    typeNode: type,
    body: value,
    properties: properties?.kind === 'mapping' ? properties : null,
  };
});

/** What a resource says about when it runs. */
export interface ScheduleUse {
  readonly service: 'rule' | 'scheduler';
  readonly expression: Entry;
  /** Of a Scheduler schedule. */
  readonly zone: Node | undefined;
  readonly start: Node | undefined;
  readonly end: Node | undefined;
}

export const scheduleOf = perBlock((block): ScheduleUse | null => {
  const resource = resourceOf(block);
  const expression = entryOf(resource?.properties ?? undefined, 'ScheduleExpression');
  if (!resource || !expression) return null;
  const service = SERVICES.get(resource.type);
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
});

/** The schedules that take a value from elsewhere. */
export const indirectSchedules = gather((block): ScheduleUse | null => {
  const use = scheduleOf(block);
  const nodes = use ? [use.expression.value, use.zone, use.start, use.end] : [];
  return nodes.some(node => node && node.kind !== 'scalar') ? use : null;
});

const SERVICES: ReadonlyMap<string, ScheduleUse['service']> = new Map([
  ['AWS::Events::Rule', 'rule'],
  ['AWS::Scheduler::Schedule', 'scheduler'],
]);
