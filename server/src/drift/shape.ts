import { type Properties, type Property, RESOURCE_TYPES } from '../template/schema/index.js';

/** How a value is named, read and compared: by the template's keys and by the API's alike. */
export interface Shape {
  /** The API's key. */
  readonly name: string;
  /** `input` and `pattern` are JSON in a text, of which a pattern may be a mapping in a template. */
  readonly reading: 'text' | 'integer' | 'boolean' | 'date' | 'input' | 'pattern';
  /** What it is where it is left out; null for nothing. */
  readonly fallback: string | null;
  /** The order of the items is nobody's wish. */
  readonly isSet: boolean;
  /** The items are known by their `Id`. */
  readonly byId: boolean;
  /** Of an object or each item of a list, by the template's keys and the API's; null where any may be. */
  readonly members: ReadonlyMap<string, Shape> | null;
}

export type ComparedType = 'AWS::Events::Rule' | 'AWS::Scheduler::Schedule';

export function isCompared(type: string): type is ComparedType {
  return COMPARED.has(type);
}

/** What of a resource is compared, by its properties. */
export function shapesOf(type: ComparedType): ReadonlyMap<string, Shape> {
  return COMPARED.get(type) ?? new Map();
}

/** What a resource is found by: a change of it makes another resource. */
export const IDENTITY: Readonly<Record<ComparedType, readonly string[]>> = {
  'AWS::Events::Rule': ['Name', 'EventBusName'],
  'AWS::Scheduler::Schedule': ['Name', 'GroupName'],
};

/** The API's keys where they are not the template's; of items also in lower camel case. */
const RENAMED: ReadonlyMap<string, string> = new Map([
  ['AwsVpcConfiguration', 'awsvpcConfiguration'],
  ['AwsvpcConfiguration', 'awsvpcConfiguration'],
  ['TagList', 'Tags'],
  ['PlacementStrategies', 'PlacementStrategy'],
]);
const IN_LOWER_CAMEL = new Set([
  'PlacementStrategy',
  'PlacementConstraints',
  'CapacityProviderStrategy',
]);

/**
 * Defaults by the API's keys. Source: the API references of EventBridge, Scheduler and ECS; a
 * description that is left out is empty.
 */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ['State', 'ENABLED'],
  ['EventBusName', 'default'],
  ['TaskCount', '1'],
  ['PlatformVersion', 'LATEST'],
  ['EnableECSManagedTags', 'false'],
  ['EnableExecuteCommand', 'false'],
  ['AssignPublicIp', 'DISABLED'],
  ['MaximumRetryAttempts', '185'],
  ['MaximumEventAgeInSeconds', '86400'],
  ['ScheduleExpressionTimezone', 'UTC'],
  ['GroupName', 'default'],
  ['ActionAfterCompletion', 'NONE'],
]);

const SETS = new Set(['Subnets', 'SecurityGroups', 'Tags', 'PlacementConstraints']);
const READINGS: ReadonlyMap<string, Shape['reading']> = new Map([
  ['Input', 'input'],
  ['EventPattern', 'pattern'],
  ['StartDate', 'date'],
  ['EndDate', 'date'],
]);

function shapes(properties: Properties, inLowerCamel: boolean): Map<string, Shape> {
  const byKey = new Map<string, Shape>();
  for (const [key, property] of Object.entries(properties)) {
    const shape = shapeOf(key, property, inLowerCamel);
    byKey.set(key, shape);
    byKey.set(shape.name, shape);
  }
  return byKey;
}

function shapeOf(key: string, property: Property, inLowerCamel: boolean): Shape {
  const name = inLowerCamel ? lowerCamel(key) : (RENAMED.get(key) ?? key);
  const { type, properties, open } = property;
  const isScalar = type === 'integer' || type === 'boolean';
  return {
    name,
    reading: READINGS.get(key) ?? (isScalar ? type : 'text'),
    fallback: DEFAULTS.get(name) ?? null,
    isSet: SETS.has(name),
    byId: name === 'Targets',
    members: properties && !open ? shapes(properties, IN_LOWER_CAMEL.has(name)) : null,
  };
}

function lowerCamel(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}

/** Not in the schema of CloudFormation; an edit in the console may set it. */
const AFTER_COMPLETION: Properties = {
  ActionAfterCompletion: { description: 'NONE or DELETE', type: 'string' },
};

const COMPARED: ReadonlyMap<string, ReadonlyMap<string, Shape>> = new Map([
  ['AWS::Events::Rule', topShapes('AWS::Events::Rule')],
  ['AWS::Scheduler::Schedule', topShapes('AWS::Scheduler::Schedule', AFTER_COMPLETION)],
]);

function topShapes(type: ComparedType, more: Properties = {}): ReadonlyMap<string, Shape> {
  return shapes({ ...RESOURCE_TYPES[type]?.properties, ...more }, false);
}

/** The shapes of what is compared of a resource, each once: what it is found by is not. */
export function comparedShapes(type: ComparedType): readonly Shape[] {
  return type === 'AWS::Events::Rule' ? RULE : SCHEDULE;
}

const RULE = shapesBeside('AWS::Events::Rule');
const SCHEDULE = shapesBeside('AWS::Scheduler::Schedule');

function shapesBeside(type: ComparedType): readonly Shape[] {
  const shapes = [...new Set(shapesOf(type).values())];
  return shapes.filter(({ name }) => !IDENTITY[type].includes(name));
}
