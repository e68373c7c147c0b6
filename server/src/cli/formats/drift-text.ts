import { differenceText, lensText, nextDeployText } from '../../drift/words.js';
import { visible } from '../../template/visible.js';
import {
  type DriftReport,
  driftSummary,
  type PlacedDrift,
  STATUS_WORDS,
  STATUSES,
  snapshotText,
} from '../drift-report.js';
import { type Paint, type Style, WIDTH, wrap } from '../terminal.js';

const STYLES: Readonly<Record<PlacedDrift['status'], Style>> = {
  drift: 'warning',
  deleted: 'error',
  adopted: 'info',
  'not-deployed': 'info',
  unknown: 'dim',
  'in-sync': 'dim',
};

/** For people: what differs first, then what could not be told; what is in sync is counted. */
export function formatDriftText(report: DriftReport, paint: Paint): string {
  const heads = report.snapshots.map(snapshot => paint('dim', visible(snapshotText(snapshot))));
  const shown = report.resources
    .filter(({ status, pending, firing }) => status !== 'in-sync' || pending.length > 0 || firing)
    .sort((a, b) => STATUSES.indexOf(a.status) - STATUSES.indexOf(b.status));
  const blocks = shown.map(resource => `${blockOf(resource, paint)}\n`);
  return [...heads, ...(heads.length > 0 ? [''] : []), ...blocks, `${driftSummary(report)}\n`].join(
    '\n',
  );
}

function blockOf(resource: PlacedDrift, paint: Paint): string {
  const { place, logicalId, status, notCompared, reasons } = resource;
  const where = paint('bold', `${visible(place.file)}:${place.line}`);
  const said = sentences(resource);
  const head = `${where}  ${paint(STYLES[status], STATUS_WORDS[status].padEnd(WIDEST))}  ${logicalId}`;
  const why =
    reasons.length === 0
      ? []
      : [`${notCompared > 0 ? 'Not compared: ' : ''}${reasons.join('; ')}.`];
  const lines = [...(said.length > 0 || why.length > 0 ? said : [lensText(resource)]), ...why];
  return [head, ...lines.flatMap(line => wrap(line, WIDTH - 2)).map(line => `  ${line}`)].join(
    '\n',
  );
}

const WIDEST = Math.max(...Object.values(STATUS_WORDS).map(word => word.length));

/** What is to be said of a resource, each in a sentence. */
export function sentences(resource: PlacedDrift): string[] {
  const { differences, pending, firing } = resource;
  const next = nextDeployText(resource);
  return [
    ...[...differences, ...pending].map(difference => differenceText(resource, difference)),
    ...(next === null ? [] : [next]),
    ...(firing === null ? [] : [firing]),
  ];
}
