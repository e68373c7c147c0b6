import type { ScheduleProblem, Span } from './schedule.js';

/** A problem before the whole corrected expression is known. */
export interface Fault extends Span {
  readonly rule: ScheduleProblem['rule'];
  readonly message: string;
  /** The message where the corrected expression is known. */
  readonly withFix?: (fix: string) => string;
}

/** What was read of a piece of text, and that piece as it should be written. */
export interface Reading<T> {
  /** Null where a fault is an error. */
  readonly value: T | null;
  readonly faults: readonly Fault[];
  /** Null where we can't know what was meant. */
  readonly mended: string | null;
  /** `mended` is the likeliest of several meanings. */
  readonly guess?: boolean;
}

/** A piece of the expression; offsets count in the whole expression. */
export interface Token extends Span {
  readonly text: string;
}

export function syntax(at: Span, message: string, withFix?: Fault['withFix']): Fault {
  return fault('schedule/syntax', at, message, withFix);
}

export function unsure(at: Span, message: string, withFix?: Fault['withFix']): Fault {
  return fault('schedule/unsure', at, message, withFix);
}

function fault(rule: Fault['rule'], at: Span, message: string, withFix: Fault['withFix']): Fault {
  return { rule, start: at.start, end: at.end, message, ...(withFix && { withFix }) };
}

/** A message that ends with the corrected expression where it is known. */
export function syntaxWithFix(at: Span, message: string): Fault {
  return syntax(at, message, fix => `${message} Write \`${fix}\`.`);
}

/** The same for what is undocumented or disputed. */
export function unsureWithFix(at: Span, message: string): Fault {
  return unsure(at, message, fix => `${message} Write \`${fix}\`.`);
}

export function isError(fault: Fault): boolean {
  return fault.rule === 'schedule/syntax';
}

export function good<T>(value: T, mended: string): Reading<T> {
  return { value, faults: [], mended };
}

/** Not understood. */
export function bad(fault: Fault, mended: string | null = null): Reading<never> {
  return { value: null, faults: [fault], mended };
}

/**
 * The problems of a whole expression, in the order of the text. One that has no characters of its
 * own stands under all of it.
 */
export function problemsOf(reading: Reading<unknown>, text: string): ScheduleProblem[] {
  const fix = reading.mended === null || reading.mended === text ? undefined : reading.mended;
  const problems = reading.faults.map(
    ({ rule, start, end, message, withFix }): ScheduleProblem => ({
      rule,
      severity: rule === 'schedule/syntax' ? 'error' : 'warning',
      ...(start === end ? { start: 0, end: text.length } : { start, end }),
      message: (fix !== undefined && withFix?.(fix)) || message,
      ...(fix !== undefined && { fix }),
      ...(fix !== undefined && reading.guess && { guess: true }),
    }),
  );
  return problems.sort((a, b) => a.start - b.start || a.end - b.end);
}
