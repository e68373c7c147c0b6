import type { ListedSchedule } from '../features/schedules.js';
import { dayAndTime } from '../features/times.js';

/** A schedule and where it stands; the line counts from 1. */
export interface PlacedSchedule extends ListedSchedule {
  /** As the reader would write it: relative, with `/`. */
  readonly file: string;
  readonly line: number;
}

/** What `schedules` found, ready to be printed. */
export interface ScheduleList {
  /** How many templates were looked at. */
  readonly files: number;
  /** In the order of the files and of their texts. */
  readonly schedules: readonly PlacedSchedule[];
  /** When it was asked, epoch milliseconds. */
  readonly now: number;
}

/** The column whose lines are not broken. */
export const NEXT_RUNS = 2;

export const COLUMNS = ['Name', 'When', 'Next runs (UTC)', 'Target', 'Command'] as const;

/** A row of the table for people: the lines of each cell. */
export function cellsOf(schedule: PlacedSchedule, now: number): string[][] {
  const { name, logicalId, target, command } = schedule;
  return [
    [name ?? logicalId],
    [whenWords(schedule)],
    nextLines(schedule, now),
    target === null ? [] : target.split('; ').map(shortTarget),
    command === null ? [] : command.split('; '),
  ];
}

export function byFile(schedules: readonly PlacedSchedule[]): [string, PlacedSchedule[]][] {
  const groups = new Map<string, PlacedSchedule[]>();
  for (const schedule of schedules) {
    const group = groups.get(schedule.file);
    if (group) group.push(schedule);
    else groups.set(schedule.file, [schedule]);
  }
  return [...groups];
}

function whenWords(schedule: PlacedSchedule): string {
  const { expression, written, description, timezone, kind } = schedule;
  if (expression === null) return `not known${written === null ? '' : `: ${written}`}`;
  if (description === null) return `not understood: ${expression}`;
  if (kind === 'rate' || timezone === 'UTC') return description;
  return `${description} (${timezone ?? 'zone not known'})`;
}

function nextLines(schedule: PlacedSchedule, now: number): string[] {
  const { next, state, description, neverFires, kind, timezone } = schedule;
  if (description === null) return [];
  if (state === 'DISABLED') return ['disabled'];
  if (neverFires) return ['never'];
  if (next.length === 0 && kind === 'rate') return ['counts from its', 'creation'];
  if (next.length === 0) return [timezone === null ? 'not known' : 'no run left'];
  const manner = { locale: 'en', hour12: false };
  const times = next.map(run => dayAndTime(run, 'UTC', now, manner));
  return state === null ? [...times, 'if it is enabled'] : times;
}

/** Of an ARN the service and the name: `lambda report`; of a `GetAtt` the id. */
function shortTarget(target: string): string {
  const [, service, resource] = ARN.exec(target) ?? [];
  return service && resource
    ? `${service} ${resource.replace(/^[A-Za-z-]+[:/](?=.)/, '')}`
    : target.replace(/^\$\{([^}.]+)(?:\.Arn)?\}$/, '$1');
}

const PART = '(?:\\$\\{[^}]*\\}|[^:])*';
const ARN = new RegExp(`^arn:${PART}:(${PART}):${PART}:${PART}:(.+)$`, 's');
