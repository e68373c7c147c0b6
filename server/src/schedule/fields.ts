import type { FieldName } from './schedule.js';

/** What a field of a cron expression may hold. */
export interface FieldSpec {
  readonly name: FieldName;
  readonly min: number;
  readonly max: number;
  /** The greatest step that is accepted. */
  readonly maxStep: number;
  /** In the order of their numbers, from `min`; empty where the field has none. */
  readonly names: readonly string[];
  /** What to write, as a message says it. */
  readonly range: string;
}

export const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );
export const WEEKDAYS = 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'.split(' ');

const abbreviated = (name: string) => name.slice(0, 3).toUpperCase();

/** Sources: the EventBridge and Scheduler user guides; the steps as Quartz checks them. */
export const SPECS: readonly FieldSpec[] = [
  { name: 'minutes', min: 0, max: 59, maxStep: 59, names: [], range: '0 to 59' },
  { name: 'hours', min: 0, max: 23, maxStep: 23, names: [], range: '0 to 23' },
  {
    name: 'day-of-month',
    min: 1,
    max: 31,
    maxStep: 31,
    names: [],
    range: '1 to 31',
  },
  {
    name: 'month',
    min: 1,
    max: 12,
    maxStep: 12,
    names: MONTHS.map(abbreviated),
    range: '1 (January) to 12 (December)',
  },
  {
    name: 'day-of-week',
    min: 1,
    max: 7,
    maxStep: 7,
    names: WEEKDAYS.map(abbreviated),
    range: '1 (Sunday) to 7 (Saturday)',
  },
  {
    name: 'year',
    min: 1970,
    max: 2199,
    maxStep: Infinity,
    names: [],
    range: '1970 to 2199',
  },
];

export const [MINUTES, HOURS, DAY_OF_MONTH, MONTH, DAY_OF_WEEK, YEAR] = SPECS as readonly [
  FieldSpec,
  FieldSpec,
  FieldSpec,
  FieldSpec,
  FieldSpec,
  FieldSpec,
];

export function specOf(name: FieldName): FieldSpec {
  return SPECS.find(spec => spec.name === name) ?? MINUTES;
}

const ALL: ReadonlyMap<FieldSpec, readonly number[]> = new Map(
  SPECS.map(spec => [spec, span(spec.min, spec.max)]),
);

/** Every value of the field, in order. */
export function allValues(spec: FieldSpec): readonly number[] {
  return ALL.get(spec) ?? [];
}

/** The whole numbers from `first` to `last`, both included. */
export function span(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
}

/** Sorted, without repeats. */
export function sorted(values: Iterable<number>): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
