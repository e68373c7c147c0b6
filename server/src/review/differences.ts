import { nameText } from '../template/names.js';
import type { Properties } from './properties.js';
import type { Value } from './value.js';

/** A property that is not the same before and after. */
export interface Difference {
  /** `ScheduleExpression`, `Targets[nightly].Input.containerOverrides[app].command`. */
  readonly path: string;
  /** Null where it is absent. */
  readonly before: Value | null;
  readonly after: Value | null;
  /** What changed so that it differs: `parameter When`; empty where it is written anew itself. */
  readonly causes: readonly string[];
}

/**
 * What differs between two versions of a rule or schedule, by path. What one of them leaves out and
 * the other gives its default is the same.
 */
export function differencesBetween(before: Properties, after: Properties): Difference[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].flatMap(path => {
    const [old, next] = [before.get(path) ?? null, after.get(path) ?? null];
    if (textAt(path, old) === textAt(path, next)) return [];
    return [{ path, before: old, after: next, causes: [] }];
  });
}

/** What a property comes to, its default where it is left out; null for nothing. */
export function textAt(path: string, value: Value | null | undefined): string | null {
  return value ? nameText(value.name) : defaultAt(path);
}

/** What a property is where it is left out; null where that is nothing. */
export function defaultAt(path: string): string | null {
  return DEFAULTS.find(([pattern]) => pattern.test(path))?.[1] ?? null;
}

/**
 * Sources: the API references of PutRule, PutTargets, CreateSchedule and RunTask; the retry policies
 * of both services.
 */
const DEFAULTS: readonly (readonly [RegExp, string])[] = [
  [/^State$/, 'ENABLED'],
  [/^EventBusName$/, 'default'],
  [/^GroupName$/, 'default'],
  [/^Description$/, ''],
  [/^(?:DeletionPolicy|UpdateReplacePolicy)$/, 'Delete'],
  [/^ScheduleExpressionTimezone$/, 'UTC'],
  [/^ActionAfterCompletion$/, 'NONE'],
  [/\.EcsParameters\.TaskCount$/, '1'],
  [/\.EcsParameters\.PlatformVersion$/, 'LATEST'],
  [/\.EcsParameters\.Enable(?:ECSManagedTags|ExecuteCommand)$/, 'false'],
  [/\.AssignPublicIp$/, 'DISABLED'],
  [/\.RetryPolicy\.MaximumRetryAttempts$/, '185'],
  [/\.RetryPolicy\.MaximumEventAgeInSeconds$/, '86400'],
];
