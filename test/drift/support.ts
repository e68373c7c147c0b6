import { type DriftOptions, driftOf, type ResourceDrift } from '../../server/src/drift/drift.js';
import type { LiveRule, LiveSchedule, Snapshot } from '../../server/src/drift/snapshot.js';
import { parseTemplate } from '../../server/src/template/template.js';

export const ACCOUNT = '123456789012';
export const STACK_ID = `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/shop/1`;
export const QUEUE = `arn:aws:sqs:eu-west-1:${ACCOUNT}:jobs`;

export const OPTIONS: DriftOptions = {
  ignored: [],
  account: null,
  region: null,
  stack: null,
  hash: null,
};

/** What differs from a complete snapshot of a stack with nothing in it. */
export interface Parts {
  readonly template?: string;
  /** The physical ids of rules and schedules, and of others with their types. */
  readonly rules?: Readonly<Record<string, string>>;
  readonly schedules?: Readonly<Record<string, string>>;
  readonly others?: Readonly<Record<string, readonly [type: string, physicalId: string]>>;
  readonly parameters?: Snapshot['stack']['parameters'];
  readonly exports?: Snapshot['exports'];
  readonly live?: readonly LiveRule[];
  readonly liveSchedules?: readonly LiveSchedule[];
  readonly complete?: boolean;
}

export function snapshotOf(parts: Parts): Snapshot {
  const { rules = {}, schedules = {}, others = {} } = parts;
  const resources = [
    ...Object.entries(rules).map(([id, physicalId]) => [id, RULE, physicalId] as const),
    ...Object.entries(schedules).map(([id, physicalId]) => [id, SCHEDULE, physicalId] as const),
    ...Object.entries(others).map(([id, [type, physicalId]]) => [id, type, physicalId] as const),
  ];
  return {
    version: 1,
    capturedAt: '2026-11-24T09:00:00Z',
    account: ACCOUNT,
    region: 'eu-west-1',
    complete: parts.complete ?? true,
    inputsHashed: false,
    stack: {
      name: 'shop',
      id: STACK_ID,
      parameters: parts.parameters ?? {},
      resources: Object.fromEntries(
        resources.map(([id, type, physicalId]) => [id, { type, physicalId }]),
      ),
      template: parts.template ?? '',
    },
    exports: parts.exports ?? null,
    rules: parts.live ?? [],
    schedules: parts.liveSchedules ?? [],
  };
}

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';

/** The only resource of a template, held against a snapshot. */
export function driftIn(
  local: string,
  snapshot: Snapshot,
  options: Partial<DriftOptions> = {},
): ResourceDrift {
  const [only, ...more] = driftOf(parseTemplate(local), snapshot, { ...OPTIONS, ...options });
  if (!only || more.length > 0) throw new Error('one rule or schedule is needed');
  return only;
}

/** A rule of a template by the lines of its properties. */
export function ruleText(...lines: readonly string[]): string {
  return resourceText(RULE, lines);
}

export function scheduleText(...lines: readonly string[]): string {
  return resourceText(SCHEDULE, lines);
}

function resourceText(type: string, lines: readonly string[]): string {
  const properties = lines.map(line => `      ${line}\n`).join('');
  return `Resources:\n  Nightly:\n    Type: ${type}\n    Properties:\n${properties}`;
}

/** A rule that is deployed as a template says and lives as `live` says. */
export function deployedRule(
  template: string,
  live: Readonly<Record<string, unknown>>,
  parts: Parts = {},
): Snapshot {
  const rule = { Name: 'shop-Nightly', ...live };
  return snapshotOf({ rules: { Nightly: 'shop-Nightly' }, template, live: [rule], ...parts });
}

export function deployedSchedule(
  template: string,
  live: Readonly<Record<string, unknown>>,
  parts: Parts = {},
): Snapshot {
  const schedule = { Name: 'shop-Nightly', ...live };
  const schedules = { Nightly: 'shop-Nightly' };
  return snapshotOf({ schedules, template, liveSchedules: [schedule], ...parts });
}

/** What differs, each by its path and both values. */
export function told({ status, differences, pending, reasons }: ResourceDrift): unknown {
  const sides = [...differences, ...pending].map(({ kind, path, template, live }) => [
    kind,
    path,
    template,
    live,
  ]);
  return { status, sides, reasons };
}
