import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Json } from '../../server/src/drift/value.js';
import { ACCOUNT } from './support.js';

/** A rule or a schedule as it is meant, whichever way it is written. */
export interface Meant {
  readonly expression: string;
  readonly state: 'ENABLED' | 'DISABLED';
  readonly description: string;
  readonly targets: readonly MeantTarget[];
}

export interface MeantTarget {
  readonly id: string;
  readonly arn: string;
  readonly role: string | null;
  readonly input: Json | null;
  readonly retry: { readonly attempts: number; readonly age: number };
  readonly ecs: MeantEcs | null;
}

export interface MeantEcs {
  readonly definition: string;
  readonly count: number;
  readonly subnets: readonly string[];
  readonly groups: readonly string[];
  readonly publicIp: 'ENABLED' | 'DISABLED';
  readonly tags: readonly (readonly [key: string, value: string])[];
  readonly strategy: readonly (readonly [type: string, field: string])[];
  readonly providers: readonly (readonly [name: string, weight: number])[];
  readonly version: string;
  readonly exec: boolean;
}

/** No word that YAML 1.1 takes for a boolean. */
const word = fc.nat(999).map(n => `${['job', 'ship-', 'Mail_'][n % 3]}${n}x`);
const arn = word.map(name => `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/${name}`);

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>(tie => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.oneof(word, fc.string({ minLength: 1 })), tie('value'), {
    maxKeys: 3,
    noNullPrototype: true,
  }),
})).object;

const ecs: fc.Arbitrary<MeantEcs> = fc.record({
  definition: word.map(name => `arn:aws:ecs:eu-west-1:${ACCOUNT}:task-definition/${name}:3`),
  count: fc.integer({ min: 1, max: 10 }),
  subnets: fc.uniqueArray(
    word.map(name => `subnet-${name}`),
    { minLength: 1, maxLength: 3 },
  ),
  groups: fc.uniqueArray(
    word.map(name => `sg-${name}`),
    { maxLength: 2 },
  ),
  publicIp: fc.constantFrom('ENABLED', 'DISABLED'),
  tags: fc.uniqueArray(fc.tuple(word, word), { maxLength: 3, selector: ([key]) => key }),
  strategy: fc.array(fc.tuple(fc.constantFrom('spread', 'binpack'), word), { maxLength: 2 }),
  providers: fc.array(fc.tuple(word, fc.integer({ min: 0, max: 9 })), { maxLength: 2 }),
  version: fc.constantFrom('LATEST', '1.4.0'),
  exec: fc.boolean(),
});

const target: fc.Arbitrary<MeantTarget> = fc.record({
  id: word,
  arn,
  role: fc.option(word.map(name => `arn:aws:iam::${ACCOUNT}:role/${name}`)),
  input: fc.option(json),
  retry: fc.record({
    attempts: fc.constantFrom(185, 3, 0),
    age: fc.constantFrom(86400, 600),
  }),
  ecs: fc.option(ecs),
});

export const meant: fc.Arbitrary<Meant> = fc.record({
  expression: fc.constantFrom('cron(0 5 * * ? *)', 'cron(0 9 ? * MON-FRI *)', 'rate(5 minutes)'),
  state: fc.constantFrom('ENABLED', 'DISABLED'),
  description: fc.oneof(fc.constant(''), word),
  targets: fc.uniqueArray(target, { minLength: 1, maxLength: 4, selector: ({ id }) => id }),
});

/** How something that is free is done: a stream of coin tosses and orders. */
export interface Whim {
  toss(): boolean;
  shuffled<T>(items: readonly T[]): T[];
}

export const whim: fc.Arbitrary<Whim> = fc.infiniteStream(fc.nat()).map(stream => {
  const next = () => (stream.next().value as number | undefined) ?? 0;
  return {
    toss: () => next() % 2 === 0,
    shuffled: items =>
      items
        .map(item => [next(), item] as const)
        .sort(([a], [b]) => a - b)
        .map(([, item]) => item),
  };
});

/** A default is stated or left out. */
function unless<T>(isDefault: boolean, { toss }: Whim, value: T): T | undefined {
  return isDefault && toss() ? undefined : value;
}

type Loose = Readonly<Record<string, unknown>>;

function jsonText(value: Json, { toss, shuffled }: Whim): string {
  const reordered = (inner: Json): Json => {
    if (inner === null || typeof inner !== 'object') return inner;
    if (Array.isArray(inner)) return inner.map(item => reordered(item));
    return Object.fromEntries(shuffled(Object.entries(inner)).map(([k, v]) => [k, reordered(v)]));
  };
  return JSON.stringify(reordered(value), null, toss() ? 2 : 0);
}

/** The spelling of the template or of the API, of a rule or of a schedule. */
type Spelling = 'rule' | 'schedule' | 'api';

function ecsIn(meantEcs: MeantEcs, spelling: Spelling, free: Whim): Loose {
  const { definition, count, publicIp, version, exec, subnets, groups, tags } = meantEcs;
  const inApi = spelling === 'api';
  const vpc = inApi
    ? 'awsvpcConfiguration'
    : spelling === 'rule'
      ? 'AwsVpcConfiguration'
      : 'AwsvpcConfiguration';
  const number = (value: number) => (!inApi && free.toss() ? String(value) : value);
  const strategy = meantEcs.strategy.map(([type, field]) =>
    inApi ? { type, field } : { Type: type, Field: field },
  );
  const providers = meantEcs.providers.map(([name, weight]) =>
    inApi
      ? { capacityProvider: name, weight, base: 0 }
      : { CapacityProvider: name, Weight: number(weight) },
  );
  return {
    TaskDefinitionArn: definition,
    TaskCount: unless(count === 1, free, number(count)),
    PlatformVersion: unless(version === 'LATEST', free, version),
    EnableExecuteCommand: unless(!exec, free, !inApi && free.toss() ? String(exec) : exec),
    EnableECSManagedTags: unless(true, free, false),
    NetworkConfiguration: {
      [vpc]: {
        Subnets: free.shuffled(subnets),
        SecurityGroups: unless(groups.length === 0, free, free.shuffled(groups)),
        AssignPublicIp: unless(publicIp === 'DISABLED', free, publicIp),
      },
    },
    [spelling === 'rule' ? 'TagList' : 'Tags']: unless(
      tags.length === 0,
      free,
      free.shuffled(tags).map(([Key, Value]) => ({ Key, Value })),
    ),
    [spelling === 'rule' ? 'PlacementStrategies' : 'PlacementStrategy']: unless(
      strategy.length === 0,
      free,
      strategy,
    ),
    CapacityProviderStrategy: unless(providers.length === 0, free, providers),
  };
}

function targetIn(meantTarget: MeantTarget, spelling: Spelling, free: Whim): Loose {
  const { id, arn, role, input, retry, ecs: meantEcs } = meantTarget;
  const policy = {
    MaximumRetryAttempts: unless(retry.attempts === 185, free, retry.attempts),
    MaximumEventAgeInSeconds: unless(retry.age === 86400, free, retry.age),
  };
  const isStandard = retry.attempts === 185 && retry.age === 86400;
  return {
    Id: id,
    Arn: arn,
    RoleArn: role ?? undefined,
    Input: input === null ? undefined : jsonText(input, free),
    RetryPolicy: unless(isStandard, free, policy),
    DeadLetterConfig: unless(true, free, {}),
    EcsParameters: meantEcs ? ecsIn(meantEcs, spelling, free) : undefined,
  };
}

export function ruleIn(
  { expression, state, description, targets }: Meant,
  spelling: 'rule' | 'api',
  free: Whim,
): Loose {
  return {
    ScheduleExpression: expression,
    State: unless(state === 'ENABLED', free, state),
    Description: unless(description === '', free, description),
    EventBusName: unless(true, free, 'default'),
    Targets: free.shuffled(targets).map(one => targetIn(one, spelling, free)),
  };
}

export function scheduleIn(
  { expression, state, description, targets: [first] }: Meant,
  spelling: 'schedule' | 'api',
  free: Whim,
): Loose {
  const { Id: _, ...target } = first ? targetIn(first, spelling, free) : {};
  const dates = ['2030-01-01T00:00:00.000Z', '2030-01-01T00:00:00Z', '2030-01-01T02:00:00+02:00'];
  return {
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: unless(true, free, 'UTC'),
    State: unless(state === 'ENABLED', free, state),
    Description: unless(description === '', free, description),
    GroupName: unless(true, free, 'default'),
    StartDate: free.shuffled(dates)[0],
    FlexibleTimeWindow: { Mode: 'OFF' },
    Target: target,
  };
}

/** A template with one resource, in YAML or JSON, without what is undefined. */
export function templateWith(type: string, properties: Loose, { toss }: Whim): string {
  const template = JSON.parse(
    JSON.stringify({ Resources: { Nightly: { Type: type, Properties: properties } } }),
  ) as Loose;
  return toss() ? JSON.stringify(template, null, toss() ? 2 : 0) : stringify(template);
}

/** What AWS answers, through JSON as a snapshot is. */
export function live<T>(shape: T): T {
  return JSON.parse(JSON.stringify(shape)) as T;
}
