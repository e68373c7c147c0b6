/**
 * The words of the schedule language: what an expression is once it is understood.
 *
 * Two services read schedule expressions, each with a grammar of its own: EventBridge rules
 * (`AWS::Events::Rule`: cron and rate, UTC) and EventBridge Scheduler (`AWS::Scheduler::Schedule`:
 * cron, rate and at, in a time zone).
 */

export type Service = 'rule' | 'scheduler';

/** A calendar schedule. Every list is sorted, without repeats. */
export interface Cron {
  readonly kind: 'cron';
  /** 0-59 */
  readonly minutes: readonly number[];
  /** 0-23 */
  readonly hours: readonly number[];
  /** 1-12 */
  readonly months: readonly number[];
  /** 1970-2199, or what was written (four digits); null is every year. */
  readonly years: readonly number[] | null;
  readonly days: Days;
}

/** Which days of a month: the day field that is not `?`. */
export type Days =
  | { readonly by: 'every-day' }
  | { readonly by: 'day-of-month'; readonly days: readonly DayOfMonth[] }
  | { readonly by: 'day-of-week'; readonly days: readonly DayOfWeek[] };

export type DayOfMonth =
  | { readonly kind: 'day' /** 1-31 */; readonly day: number }
  /** `L` (0 days before the last) and `L-3`. */
  | { readonly kind: 'last' /** 0-30 */; readonly before: number }
  /** `15W`: the weekday nearest the day, never crossing the month. */
  | { readonly kind: 'weekday'; readonly day: number }
  /** `LW`, and `L-3W`: the weekday nearest the day that is so many days before the last. */
  | { readonly kind: 'last-weekday' /** 0-30 */; readonly before: number };

/** Weekdays count from 1 (Sunday) to 7 (Saturday), as AWS counts. */
export type DayOfWeek =
  | { readonly kind: 'day'; readonly day: number }
  /** `6L`: the last Friday. */
  | { readonly kind: 'last'; readonly day: number }
  /** `3#2`: the second Tuesday. */
  | { readonly kind: 'nth'; readonly day: number /** 1-5 */; readonly nth: number };

export interface Rate {
  readonly kind: 'rate';
  /** A positive whole number. */
  readonly value: number;
  readonly unit: 'minute' | 'hour' | 'day';
}

/** One time, local to the schedule's zone. */
export interface At {
  readonly kind: 'at';
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export type Schedule = Cron | Rate | At;

/** A span of the expression's text: 0-based, end exclusive, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ScheduleProblem extends Span {
  /** `unsure` is for forms that are undocumented or disputed: never an error. */
  readonly rule: 'schedule/syntax' | 'schedule/unsure';
  readonly severity: 'error' | 'warning';
  /** What is wrong, why it matters here, what to write instead. */
  readonly message: string;
  /** The whole expression as it should be written: it reads without an error. */
  readonly fix?: string;
  /** The fix is the likeliest of several meanings: not one to apply unseen. */
  readonly guess?: true;
}

export type FieldName = 'minutes' | 'hours' | 'day-of-month' | 'month' | 'day-of-week' | 'year';

/** A field of a cron expression as it stands in the text, right or wrong. */
export interface Field extends Span {
  readonly name: FieldName;
  readonly text: string;
}

/** What was understood of an expression; parsing never fails. */
export interface Parsed {
  readonly text: string;
  readonly service: Service;
  /** What the text sets out to be; null where that can't be told. */
  readonly kind: Schedule['kind'] | null;
  /** Present where no problem is an error. */
  readonly schedule: Schedule | null;
  /** In the order of the text. */
  readonly problems: readonly ScheduleProblem[];
  /** The fields of a cron in their order; empty for the others. */
  readonly fields: readonly Field[];
}
