import type { ResourceDrift } from '../drift/drift.js';
import type { Snapshot } from '../drift/snapshot.js';
import type { Place } from './report.js';

/** A rule or schedule of a template, held against what is live. */
export interface PlacedDrift extends ResourceDrift {
  readonly place: Place;
  /** What it was held against; null where no snapshot is of its template. */
  readonly snapshot: Snapshot | null;
  /** Whether it runs, in a sentence; null where nobody asked. */
  readonly firing: string | null;
}

/** What `drift` found, ready to be printed. */
export interface DriftReport {
  /** How many templates were looked at. */
  readonly files: number;
  /** In the order of the files and of their texts. */
  readonly resources: readonly PlacedDrift[];
  readonly snapshots: readonly Snapshot[];
}

export const STATUSES = [
  'drift',
  'deleted',
  'adopted',
  'not-deployed',
  'unknown',
  'in-sync',
] as const satisfies readonly ResourceDrift['status'][];

/** Each as one says it. */
export const STATUS_WORDS: Readonly<Record<ResourceDrift['status'], string>> = {
  drift: 'drift',
  deleted: 'deleted',
  adopted: 'adopted',
  'not-deployed': 'not deployed',
  unknown: 'unknown',
  'in-sync': 'in sync',
};

/** `1 drift, 2 in sync; 3 values not compared` */
export function driftSummary({ files, resources }: DriftReport): string {
  const counts = STATUSES.flatMap(status => {
    const count = resources.filter(resource => resource.status === status).length;
    return count > 0 ? [`${count} ${STATUS_WORDS[status]}`] : [];
  });
  const notCompared = resources.reduce((sum, resource) => sum + resource.notCompared, 0);
  const rest = notCompared === 0 ? '' : `; ${notCompared} value${s(notCompared)} not compared`;
  const where = `in ${files} template${s(files)}`;
  return counts.length > 0 ? `${counts.join(', ')} ${where}${rest}` : `No schedules ${where}`;
}

function s(count: number): string {
  return count === 1 ? '' : 's';
}

/** `shop-live · 123456789012 · eu-central-1 · as of 2026-11-24 05:00 UTC` */
export function snapshotText({ stack, account, region, capturedAt, complete }: Snapshot): string {
  const when = `as of ${capturedAt.slice(0, 16).replace('T', ' ')} UTC`;
  return [stack.name, account, region, when, ...(complete ? [] : ['not complete'])].join(' · ');
}
