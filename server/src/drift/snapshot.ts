/** What is live of one stack, and what was deployed, at one moment: what a provider hands in. */
export interface Snapshot {
  readonly version: 1;
  /** ISO 8601 in UTC. */
  readonly capturedAt: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** Everything was read: what is not in it is not there. */
  readonly complete: boolean;
  /** Each `Input` is the hash of itself (`--hash-input`), in the deployed template too. */
  readonly inputsHashed: boolean;
  readonly stack: DeployedStack;
  /** The values of the exports by their names; null where they were not read. */
  readonly exports: Readonly<Record<string, string>> | null;
  readonly rules: readonly LiveRule[];
  readonly schedules: readonly LiveSchedule[];
}

export interface DeployedStack {
  readonly name: string;
  readonly id: string;
  /** Resolved values by name; null where AWS hides them (`NoEcho`). */
  readonly parameters: Readonly<Record<string, string | null>>;
  /** What each logical id is in AWS. */
  readonly resources: Readonly<Record<string, DeployedResource>>;
  /** The text of the deployed template, after its transforms. */
  readonly template: string;
}

export interface DeployedResource {
  readonly type: string;
  /** Of a rule `name` or `bus|name`, of a schedule its name alone. */
  readonly physicalId: string;
}

/** As ListRules and ListTargetsByRule of EventBridge answer. */
export interface LiveRule {
  readonly Name: string;
  readonly EventBusName?: string;
  /** The service that made it and keeps it, which is then not compared. */
  readonly ManagedBy?: string;
  /** Absent where they were not read. */
  readonly Targets?: readonly LiveTarget[];
  readonly [property: string]: unknown;
}

export interface LiveTarget {
  readonly Id: string;
  readonly [property: string]: unknown;
}

/** As GetSchedule of EventBridge Scheduler answers, its dates as ISO 8601 in UTC. */
export interface LiveSchedule {
  readonly Name: string;
  readonly GroupName?: string;
  readonly [property: string]: unknown;
}
