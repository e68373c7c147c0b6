import type { Snapshot } from './snapshot.js';

/** What the functions of a template are computed with: one stack, as it is. */
export interface Scope {
  readonly account: string;
  readonly region: string;
  /** `aws`, `aws-cn`, …; null where the stack's id does not say it. */
  readonly partition: string | null;
  readonly stack: Snapshot['stack'];
  readonly exports: Snapshot['exports'];
}

export function scopeOf({ account, region, stack, exports }: Snapshot): Scope {
  const partition = /^arn:(aws[\w-]*):/.exec(stack.id)?.[1] ?? null;
  return { account, region, partition, stack, exports };
}

/** The value of an own key: names come from a user's text, and may be `constructor`. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
