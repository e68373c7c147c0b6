import { describeSchedule } from '../schedule/describe.js';
import { parseSchedule } from '../schedule/parse.js';
import type { ResourceDrift, Status } from './drift.js';
import type { Snapshot } from './snapshot.js';
import { type Difference, isEditedHere } from './three-ways.js';
import { fieldOf, type Json, textOf } from './value.js';

/** A code lens is at most so many characters long. */
const LENS = 80;
/** Who changed it is worth a longer one. */
const LENS_WITH_WHO = 90;

/**
 * What is said above a resource; whoever shows it chooses which statuses to show. `who` is who
 * changed it and when, where that is known.
 */
export function lensText(drift: ResourceDrift, who: string | null = null): string {
  if (who === null) return headText(drift, LENS);
  const tail = ` · ${who}`;
  return headText(drift, LENS_WITH_WHO - tail.length) + tail;
}

function headText(drift: ResourceDrift, room: number): string {
  const { status, differences, pending, notCompared } = drift;
  if (status === 'drift') {
    const changed = differences.filter(({ kind }) => kind === 'drift');
    return withPaths('⚠ Console drift: ', changed, room);
  }
  if (status === 'adopted') return withPaths('Live already, not deployed yet: ', differences, room);
  if (status === 'in-sync' && pending.length > 0)
    return withPaths('✓ Live as deployed; waits for a deploy: ', pending, room);
  return status === 'in-sync' && notCompared > 0
    ? `${LENSES[status]}; not compared: ${notCompared} ${notCompared === 1 ? 'value' : 'values'}`
    : LENSES[status];
}

const LENSES: Readonly<Record<Exclude<Status, 'drift' | 'adopted'>, string>> = {
  'in-sync': '✓ Live as deployed',
  deleted: '✗ Deleted in AWS',
  'not-deployed': 'Not deployed yet',
  unknown: 'Not compared with AWS',
};

/** As many paths as there is room for, and how many more there are. */
function withPaths(head: string, differences: readonly Difference[], room: number): string {
  const paths = differences.map(({ path }) => path);
  for (let shown = paths.length; shown > 0; shown--) {
    const more = paths.length - shown;
    const text = head + paths.slice(0, shown).join(', ') + (more > 0 ? `, ${more} more` : '');
    if (text.length <= room) return text;
  }
  const [first = ''] = paths;
  const more = paths.length > 1 ? `…, ${paths.length - 1} more` : '…';
  return head + first.slice(0, Math.max(0, room - head.length - more.length)) + more;
}

/** When a snapshot was taken: "as of 2026-11-24 09:00 UTC". */
export function timeText({ capturedAt }: Snapshot): string {
  return `as of ${capturedAt.slice(0, 16).replace('T', ' ')} UTC`;
}

/** One difference in a sentence, schedules in words. */
export function differenceText(drift: ResourceDrift, difference: Difference): string {
  const { kind, path, live, template, local } = difference;
  const said = (value: Json | undefined) => valueText(value, difference, drift);
  if (kind === 'pending')
    return `${path} is ${said(live)}, and becomes ${said(template)} with the next deploy.`;
  if (kind === 'adopted')
    return `${path} is ${said(live)}, as this file says; deployed was ${said(template)}.`;
  const head = `${path} is ${said(live)}, ${wantedText(drift, difference, said)}`;
  return isEditedHere(difference) ? `${head}, and this file says ${said(local)}.` : `${head}.`;
}

function wantedText(
  { inputsHashed }: ResourceDrift,
  { path, template, isDefault }: Difference,
  said: (value: Json | undefined) => string,
): string {
  if (inputsHashed && isInput(path)) return 'the hash of another text than the template’s';
  if (isDefault) return `the template says nothing, which is ${said(template)}`;
  return template === undefined
    ? 'and the template does not have it'
    : `the template says ${said(template)}`;
}

function isInput(path: string): boolean {
  return /(?:^|\.)Input(?:$|[.[])/.test(path);
}

/** Longer values are cut. */
const LONGEST = 120;

function valueText(value: Json | undefined, { path }: Difference, { type }: ResourceDrift): string {
  if (value === undefined) return 'absent';
  const text = typeof value === 'string' && value !== '' ? value : JSON.stringify(value);
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const code = `\`${short}\``;
  const words = path === 'ScheduleExpression' ? scheduleWords(text, type) : null;
  return words ? `${code} (${words})` : code;
}

/** A schedule in words; null where it is none, or has a zone that stands elsewhere. */
function scheduleWords(text: string, type: ResourceDrift['type']): string | null {
  const service = type === 'AWS::Events::Rule' ? 'rule' : 'scheduler';
  const { schedule } = parseSchedule(text, service);
  if (!schedule) return null;
  const words = describeSchedule(schedule, { service });
  const zone = service === 'rule' && schedule.kind === 'cron' ? ', UTC' : '';
  return words.charAt(0).toLowerCase() + words.slice(1) + zone;
}

/** What the next deploy would do about the drift of a resource; null where there is nothing to say. */
export function nextDeployText(drift: ResourceDrift): string | null {
  const { status, type, pending, differences } = drift;
  const what = type === 'AWS::Events::Rule' ? 'rule' : 'schedule';
  if (status === 'deleted')
    return `A deploy that leaves this ${what} as it is does not bring it back: CloudFormation compares templates, not what is live.`;
  const changed = differences.filter(({ kind }) => kind === 'drift');
  if (changed.length === 0) return null;
  const isEdited = pending.length > 0 || differences.some(isEditedHere);
  const subject = isEdited
    ? `The next deploy changes this ${what}, and then it`
    : `The next deploy that changes this ${what}`;
  const added = changed.filter(isAddedTarget);
  const sentences = [
    ...(added.length < changed.length ? [`${subject} probably ${putBack(drift, changed)}.`] : []),
    ...added.map(({ path }) => `${path} was added outside the template and survives a deploy.`),
  ];
  return sentences.join(' ');
}

function isAddedTarget({ path, template }: Difference): boolean {
  return template === undefined && /^Targets\[[^\]]*\]$/.test(path);
}

function putBack({ wanted }: ResourceDrift, changed: readonly Difference[]): string {
  const state = changed.find(({ path, live }) => path === 'State' && live === 'DISABLED');
  const says = wanted ? textOf(fieldOf(wanted, 'State')) : undefined;
  const isReEnabled = state && (says === undefined || says === 'ENABLED');
  const others = changed.some(one => !isAddedTarget(one) && (one !== state || !isReEnabled));
  const enables = `enables it again${says === undefined ? ', as the template has no State' : ''}`;
  return [
    ...(others ? ['puts back what the template says'] : []),
    ...(isReEnabled ? [enables] : []),
  ].join(', and ');
}
