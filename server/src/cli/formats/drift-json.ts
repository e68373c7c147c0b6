import type { DriftReport, PlacedDrift } from '../drift-report.js';

/** For programs: a contract, whose `version` changes with what a reader can rely on. */
export function formatDriftJson({ resources, snapshots }: DriftReport): string {
  const only = <T>(values: readonly T[]) => (new Set(values).size === 1 ? values[0] : null);
  const report = {
    version: 1,
    // of several the oldest, which is as far as one can rely on all of them
    capturedAt: snapshots.map(({ capturedAt }) => capturedAt).sort()[0] ?? null,
    account: only(snapshots.map(({ account }) => account)),
    region: only(snapshots.map(({ region }) => region)),
    resources: resources.map(resourceOf),
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

function resourceOf(resource: PlacedDrift) {
  const { place, logicalId, physicalId, status, notCompared, reasons, firing } = resource;
  return {
    file: place.file,
    line: place.line,
    stack: resource.snapshot?.stack.name ?? null,
    logicalId,
    physicalId,
    status,
    differences: resource.differences.map(({ path, template = null, live = null }) => ({
      path,
      template,
      live,
    })),
    notCompared,
    reasons,
    ...(firing !== null && { firing }),
  };
}
