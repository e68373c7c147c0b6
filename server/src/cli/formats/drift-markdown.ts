import { lensText } from '../../drift/words.js';
import {
  type DriftReport,
  driftSummary,
  type PlacedDrift,
  STATUS_WORDS,
  STATUSES,
  snapshotText,
} from '../drift-report.js';
import { sentences } from './drift-text.js';
import { code, escaped } from './markdown.js';

/** For an issue or a job's summary: a section for each status that has any. */
export function formatDriftMarkdown(report: DriftReport): string {
  const heads = report.snapshots.map(snapshot => `- ${escaped(snapshotText(snapshot))}`);
  const sections = STATUSES.filter(status => status !== 'in-sync').flatMap(status => {
    const found = report.resources.filter(resource => resource.status === status);
    return found.length > 0 ? [`### ${titleOf(status)}\n\n${found.map(entryOf).join('\n')}`] : [];
  });
  return [...(heads.length > 0 ? [heads.join('\n')] : []), ...sections, driftSummary(report)]
    .map(part => `${part}\n`)
    .join('\n');
}

function titleOf(status: PlacedDrift['status']): string {
  const words = STATUS_WORDS[status];
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function entryOf(resource: PlacedDrift): string {
  const { place, logicalId, reasons } = resource;
  const head = `- ${code(logicalId)} (${escaped(place.file)}:${place.line}): ${escaped(lensText(resource))}`;
  return [head, ...[...sentences(resource), ...reasons].map(line => `  - ${line}`)].join('\n');
}
