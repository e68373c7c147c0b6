import { hashable } from './hashed.js';
import { withoutInputs } from './hide-inputs.js';
import type { LiveRule, LiveSchedule, LiveTarget, Snapshot } from './snapshot.js';

type Hash = (text: string) => string;

/**
 * The snapshot with the hash of each `Input` in its place: of JSON in one way to write it, so that it
 * is the same for what means the same. The template is written anew without what else it says.
 */
export function hashInputs(snapshot: Snapshot, hash: Hash): Snapshot {
  if (snapshot.inputsHashed) return snapshot;
  return {
    ...snapshot,
    ...withoutInputs(snapshot, input => hash(hashable(input))),
    inputsHashed: true,
    rules: snapshot.rules.map(rule => hashedRule(rule, hash)),
    schedules: snapshot.schedules.map(schedule => hashedSchedule(schedule, hash)),
  };
}

function hashedRule(rule: LiveRule, hash: Hash): LiveRule {
  const { Targets: targets } = rule;
  return targets ? { ...rule, Targets: targets.map(target => hashedTarget(target, hash)) } : rule;
}

function hashedSchedule(schedule: LiveSchedule, hash: Hash): LiveSchedule {
  const target = schedule.Target;
  const isObject = typeof target === 'object' && target !== null;
  return isObject ? { ...schedule, Target: hashedTarget(target, hash) } : schedule;
}

function hashedTarget<T extends LiveTarget | object>(target: T, hash: Hash): T {
  const { Input: input } = target as { readonly Input?: unknown };
  if (input === undefined) return target;
  return { ...target, Input: hash(hashable(typeof input === 'string' ? input : '')) };
}
