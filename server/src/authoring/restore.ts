import { apiJson } from '../drift/api-json.js';
import type { Difference, ResourceDrift } from '../drift/drift.js';
import { shapesOf } from '../drift/shape.js';
import type { LiveTarget } from '../drift/snapshot.js';
import { fieldOf, type Json, type Value } from '../drift/value.js';
import { quoted } from './shell.js';

/** Where the command is to be run. */
export interface Account {
  readonly region: string;
  /** Null for the one that the command line uses by itself. */
  readonly profile: string | null;
}

type Object = Readonly<Record<string, unknown>>;

/**
 * The `aws` command that gives a property that drifted the value that was deployed, and leaves the
 * others as they are: the calls replace the whole, so these are repeated as they are live. Null where
 * that value, or what has to be repeated, is not wholly known.
 */
export function restoreCommand(
  drift: ResourceDrift,
  difference: Difference,
  where: Account,
): string | null {
  if (difference.kind !== 'drift' || !drift.live || !drift.wanted) return null;
  const words =
    drift.type === 'AWS::Events::Rule'
      ? ruleCommand(drift, difference)
      : scheduleCommand(drift, difference);
  if (!words) return null;
  const all = ['aws', ...words, '--region', where.region];
  return [...all, ...(where.profile === null ? [] : ['--profile', where.profile])]
    .map(quoted)
    .join(' ');
}

function ruleCommand(drift: ResourceDrift, difference: Difference): string[] | null {
  const { EventBusName: bus } = drift.live ?? {};
  const onBus = typeof bus === 'string' && bus !== 'default' ? ['--event-bus-name', bus] : [];
  const name = drift.live?.Name ?? '';
  const [property] = difference.steps;
  if (property === 'Targets') return targetCommand(drift, difference, name, onBus);
  const command = SWITCHES.get(`${difference.path} ${difference.template}`);
  if (command) return ['events', command, '--name', name, ...onBus];
  const rule = repeated(drift, PUT_RULE.keys(), difference);
  if (!rule) return null;
  const flags = [...PUT_RULE].flatMap(([key, flag]) => (rule[key] ? [flag, `${rule[key]}`] : []));
  return ['events', 'put-rule', '--name', name, ...flags, ...onBus];
}

const SWITCHES: ReadonlyMap<string, string> = new Map([
  ['State ENABLED', 'enable-rule'],
  ['State DISABLED', 'disable-rule'],
]);

/** What PutRule resets where it is not given. */
const PUT_RULE: ReadonlyMap<string, string> = new Map([
  ['ScheduleExpression', '--schedule-expression'],
  ['EventPattern', '--event-pattern'],
  ['State', '--state'],
  ['Description', '--description'],
  ['RoleArn', '--role-arn'],
]);

function targetCommand(
  drift: ResourceDrift,
  { steps, template }: Difference,
  name: string,
  onBus: readonly string[],
): string[] | null {
  const [, target, property] = steps;
  if (typeof target !== 'object') return null;
  const on = ['--rule', name, ...onBus];
  if (property === undefined && template === undefined)
    return ['events', 'remove-targets', ...on, '--ids', target.id];
  const wanted = targetOf(drift, target.id);
  const json =
    property === undefined
      ? wanted && apiJson(wanted, shapesOf(drift.type).get('Targets'))
      : replaced(liveTarget(drift, target.id), property, wanted, drift);
  if (!isObject(json) || hidesInput(json, drift)) return null;
  return ['events', 'put-targets', ...on, '--targets', JSON.stringify([json])];
}

function targetOf({ wanted }: ResourceDrift, id: string): Value | undefined {
  const targets = fieldOf(wanted ?? undefined, 'Targets');
  if (targets?.kind !== 'list') return undefined;
  return targets.items.find(target => {
    const found = fieldOf(target, 'Id');
    return found?.kind === 'known' && found.value === id;
  });
}

function liveTarget({ live }: ResourceDrift, id: string): LiveTarget | undefined {
  const targets = live?.Targets as readonly LiveTarget[] | undefined;
  return targets?.find(target => target.Id === id);
}

/** A live target with one of its properties as the template wants it. */
function replaced(
  live: Object | undefined,
  property: unknown,
  wanted: Value | undefined,
  { type }: ResourceDrift,
): Object | null {
  const shapes = shapesOf(type).get(type === 'AWS::Events::Rule' ? 'Targets' : 'Target')?.members;
  if (!live || !wanted || !shapes || typeof property !== 'string') return null;
  return withProperty(live, property, fieldOf(wanted, property), shapes.get(property));
}

function withProperty(
  live: Object,
  property: string,
  wanted: Value | undefined,
  shape: Parameters<typeof apiJson>[1],
): Object | null {
  const { [property]: _, ...others } = live;
  if (!wanted) return others;
  const json = apiJson(wanted, shape);
  return json === undefined ? null : { ...others, [property]: json };
}

/** A rule's or schedule's own properties, one of them as the template wants it. */
function repeated(
  { live, wanted, type }: ResourceDrift,
  keys: Iterable<string>,
  { steps: [property] }: Difference,
): Object | null {
  if (typeof property !== 'string' || !live) return null;
  const own = Object.fromEntries([...keys].flatMap(key => (key in live ? [[key, live[key]]] : [])));
  const shape = shapesOf(type).get(property);
  return withProperty(own, property, fieldOf(wanted ?? undefined, property), shape);
}

function scheduleCommand(drift: ResourceDrift, difference: Difference): string[] | null {
  const { live, wanted } = drift;
  const [first, second] = difference.steps;
  const schedule =
    first === 'Target'
      ? withTarget(
          drift,
          replaced(asObject(live?.Target), second, fieldOf(wanted ?? undefined, 'Target'), drift),
        )
      : repeated(drift, UPDATE_SCHEDULE, difference);
  const target = asObject(schedule?.Target);
  if (!schedule || !target || hidesInput(target, drift)) return null;
  return ['scheduler', 'update-schedule', '--cli-input-json', JSON.stringify(schedule)];
}

/** What UpdateSchedule resets where it is not given. */
const UPDATE_SCHEDULE: readonly string[] = [
  'Name',
  'GroupName',
  'ScheduleExpression',
  'ScheduleExpressionTimezone',
  'StartDate',
  'EndDate',
  'State',
  'Description',
  'FlexibleTimeWindow',
  'ActionAfterCompletion',
  'KmsKeyArn',
  'Target',
];

function withTarget({ live }: ResourceDrift, target: Object | null): Object | null {
  if (!live || !target) return null;
  const own = UPDATE_SCHEDULE.flatMap(key => (key in live ? [[key, live[key]] as const] : []));
  return { ...Object.fromEntries(own), Target: target };
}

/** A hash in the place of an input must not be written to AWS. */
function hidesInput(target: Object, { inputsHashed }: ResourceDrift): boolean {
  return inputsHashed && 'Input' in target;
}

function isObject(json: Json | Object | null | undefined): json is Object {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

function asObject(value: unknown): Object | undefined {
  return isObject(value as Json) ? (value as Object) : undefined;
}
