import type { LiveRule } from '../../drift/snapshot.js';

/** A rule by its bus and name. */
export interface RuleName {
  readonly bus: string;
  readonly name: string;
}

/** The physical id of a rule is `name`, or `bus|name`. */
export function ruleNameOf(physicalId: string): RuleName {
  const bar = physicalId.lastIndexOf('|');
  return { bus: busOf(physicalId.slice(0, Math.max(bar, 0))), name: physicalId.slice(bar + 1) };
}

export function nameOf({ EventBusName, Name }: LiveRule): RuleName {
  return { bus: busOf(EventBusName), name: Name };
}

/** A bus by its name, which `default` is where none is said; its ARN ends with it. */
export function busOf(nameOrArn: string | undefined): string {
  return nameOrArn?.replace(/^arn:[^/]+:event-bus\//, '') || 'default';
}

/** Bus and name as one, to be looked up by; a bus has no bar in its name. */
export function keyOf({ bus, name }: RuleName): string {
  return `${bus}|${name}`;
}
