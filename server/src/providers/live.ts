import { join } from 'node:path';
import type { Captured, CaptureRequest, Work } from './provider.js';
import type { Answer } from './trouble.js';

/** How AWS is reached; what is absent is as the environment and `~/.aws` say. */
export interface Connection {
  readonly profile?: string | undefined;
  readonly region?: string | undefined;
  /** Of all services, for a double of AWS. */
  readonly endpoint?: string | undefined;
  /** Twelve digits: nothing is asked of another account. */
  readonly account?: string | undefined;
}

/** AWS, asked by its own SDK. No method rejects where AWS or the network fails: the answer is a trouble. */
export interface Aws {
  /** Reads a stack and what is live of it. What was read is kept for five minutes. */
  capture(request: CaptureRequest, work: Work): Promise<Answer<Captured>>;
  /**
   * The last change of each that CloudFormation did not make, from CloudTrail of the last 90 days.
   * Takes seconds, and knows an event minutes after it happened: for a click, not for a glance.
   */
  whoChanged(names: readonly LiveName[], work: Work): Promise<Answer<Changes>>;
  /** What CloudWatch recorded of rules, by their physical ids, in a window. */
  firing(rules: readonly string[], window: Window, work: Work): Promise<Answer<Firing>>;
  /** A change set with the values of its properties, all pages, as DescribeChangeSet answers. */
  changeSet(named: ChangeSetName, work: Work): Promise<Answer<ChangeSet>>;
}

export interface LiveName {
  readonly kind: 'rule' | 'schedule';
  readonly physicalId: string;
  /** Of a schedule; without it, that of any group. */
  readonly groupName?: string | undefined;
}

export interface Changes {
  /** Newest first, at most one of each name. */
  readonly changes: readonly Change[];
  /** CloudTrail was searched in full; else an older change may have been missed. */
  readonly isWhole: boolean;
}

export interface Change {
  readonly name: LiveName;
  /** ISO 8601 in UTC. */
  readonly when: string;
  /** The API's name, such as `DisableRule`. */
  readonly event: string;
  /** `role Admin`, `user ann`, `the root user`. */
  readonly who: string;
  /** Of a role: who took it, such as an address. */
  readonly session: string | null;
  /** In the AWS console, by a person. */
  readonly isConsole: boolean;
}

/** ISO 8601 in UTC; from is in it, to is not. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

export interface Firing {
  /** What was looked at: it ends at least 15 minutes ago, since metrics come late. */
  readonly window: Window;
  /** By physical id. AWS sends these as best it can and only when they are not zero. */
  readonly rules: Readonly<Record<string, RuleFiring>>;
}

/** What was recorded; 0 is not proof that nothing happened. */
export interface RuleFiring {
  readonly triggered: number;
  readonly invocations: number;
  readonly failed: number;
}

export interface ChangeSetName {
  /** Not needed where the change set is named by its ARN. */
  readonly stack?: string | undefined;
  readonly name: string;
}

/** DescribeChangeSet's answer as plain JSON; dates are ISO 8601 in UTC. */
export type ChangeSet = Readonly<Record<string, unknown>>;

/** What the bundle of the AWS SDK exports. */
interface AwsBundle {
  connect(connection: Connection): Aws;
}

/**
 * Loads the AWS SDK, which stands in a bundle of its own beside the one that runs. It takes a
 * moment the first time, so only who asks AWS pays for it.
 */
export function connectAws(connection: Connection): Aws {
  const bundle: AwsBundle = require(join(__dirname, 'aws.js'));
  return bundle.connect(connection);
}
