import type { Properties, Property } from './property.js';
import { rule } from './rule.js';
import { schedule, scheduleGroup } from './schedule.js';

export { RESOURCE_ATTRIBUTES } from './attributes.js';
export type { Properties, Property, PropertyType } from './property.js';

export interface ResourceType {
  readonly description: string;
  readonly properties: Properties;
}

/**
 * What the resource types we know may contain, after the CloudFormation registry schemas.
 * An unknown-property warning is built on it: a key that is missing here is a false alarm there.
 * Keys are spelled as CloudFormation spells them, which is not always as the API does, nor the
 * same for a rule and a schedule (`AwsVpcConfiguration` and `AwsvpcConfiguration`).
 */
export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::Events::Rule': {
    description: 'Starts up to 5 targets on a schedule, or when an event matches',
    properties: rule,
  },
  'AWS::Scheduler::Schedule': {
    description: 'Starts one target on a schedule, in any time zone, or once',
    properties: schedule,
  },
  'AWS::Scheduler::ScheduleGroup': {
    description: 'Holds schedules together',
    properties: scheduleGroup,
  },
};

/**
 * The keys that stand under a path of a resource's properties: `[]` gives those of the resource,
 * `['Targets']` those of a target, as the items of a list share its path. Undefined where the type
 * or a key on the way is unknown, and where anything may stand.
 */
export function propertiesAt(type: string, path: readonly string[]): Properties | undefined {
  let properties = own(RESOURCE_TYPES, type)?.properties;
  for (const key of path) properties = properties && own(properties, key)?.properties;
  return properties;
}

/** What stands under a path of a resource's properties; see `propertiesAt`. */
export function propertyAt(type: string, path: readonly string[]): Property | undefined {
  const key = path.at(-1);
  const siblings = propertiesAt(type, path.slice(0, -1));
  return key !== undefined && siblings ? own(siblings, key) : undefined;
}

/** Keys come from a user's text, and may be `constructor`. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
