import { DEFAULT_CONFIG } from '../rules/config.js';
import { lint } from '../rules/lint.js';
import type { Severity } from '../rules/rule.js';
import { describeSchedule, frequency, type Wording } from '../schedule/describe.js';
import { neverFires, nextRuns } from '../schedule/occurrences.js';
import { parseSchedule } from '../schedule/parse.js';
import type { Parsed, Schedule, Service, Span } from '../schedule/schedule.js';
import { parseTemplate } from '../template/template.js';
import { Workspace } from '../workspace/workspace.js';

/** What there is to say of one expression. */
export interface Explanation {
  readonly expression: string;
  readonly service: Service;
  readonly kind: Schedule['kind'] | null;
  /** The service takes it; that it never runs, or ran for the last time, is another matter. */
  readonly valid: boolean;
  /** Offsets count in the expression. */
  readonly problems: readonly ExpressionProblem[];
  /** Null where the expression is not understood. */
  readonly description: string | null;
  /** `5 runs a week`; null where it can't be said simply. */
  readonly frequency: string | null;
  /** IANA; a rule's is UTC. */
  readonly timezone: string;
  /** Epoch milliseconds. */
  readonly next: readonly number[];
  readonly neverFires: boolean;
}

export interface ExpressionProblem extends Span {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
}

export interface Question {
  /** Where none is given, it is told from the expression. */
  readonly service: Service | undefined;
  readonly timezone: string | undefined;
  /** Epoch milliseconds; runs after it, not at it. */
  readonly from: number;
  /** How many runs. */
  readonly count: number;
  /** A BCP 47 tag. */
  readonly locale: string;
}

export function explain(expression: string, question: Question): Explanation {
  const { timezone = 'UTC', from, locale } = question;
  const service = question.service ?? serviceOf(expression, question.timezone);
  const parsed = parseSchedule(expression, service);
  const { kind, schedule } = parsed;
  const zone = service === 'scheduler' ? { zone: timezone } : {};
  return {
    expression,
    service,
    kind,
    valid: schedule !== null,
    problems: problemsOf(parsed, timezone, from),
    description: schedule && describe(schedule, { service, locale }),
    frequency: schedule && frequency(schedule),
    timezone,
    next: schedule ? nextRuns(schedule, { from, ...zone }, question.count) : [],
    neverFires: schedule !== null && neverFires(schedule) !== null,
  };
}

/** The zone is told beside it; what a rate counts from is not, and it is what one would ask next. */
function describe(schedule: Schedule, wording: Wording): string {
  const words = describeSchedule(schedule, wording);
  return schedule.kind === 'rate' ? `${words}, from when it was created` : words;
}

/** Only Scheduler knows `at()` and time zones. */
function serviceOf(expression: string, timezone: string | undefined): Service {
  return timezone !== undefined || /^\s*at\s*\(/i.test(expression) ? 'scheduler' : 'rule';
}

/**
 * What the editor would say of the expression in a template, by the same engine; the problems of
 * its grammar as they are, since a template may have to write a character in another way.
 */
function problemsOf(parsed: Parsed, timezone: string, now: number): ExpressionProblem[] {
  const { text: expression, service } = parsed;
  const Properties = {
    ScheduleExpression: expression,
    ...(service === 'scheduler' && { ScheduleExpressionTimezone: timezone }),
  };
  const Type = service === 'rule' ? 'AWS::Events::Rule' : 'AWS::Scheduler::Schedule';
  const text = JSON.stringify({ Resources: { Explained: { Type, Properties } } });
  const written = JSON.stringify(expression);
  const start = text.indexOf(written, text.indexOf('"ScheduleExpression":'));
  const end = start + written.length;
  const context = { now, uri: 'file:///explained.json', workspace: new Workspace(), live: null };
  const beyondGrammar = lint(parseTemplate(text), context, DEFAULT_CONFIG)
    .filter(problem => start <= problem.start && problem.end <= end)
    .filter(({ rule }) => rule !== 'schedule/syntax' && rule !== 'schedule/unsure')
    .map(problem => ({
      ...problem,
      start: Math.max(0, problem.start - start - 1),
      end: Math.min(expression.length, problem.end - start - 1),
    }));
  return [...parsed.problems, ...beyondGrammar]
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .map(({ rule, severity, message, start, end }) => ({ rule, severity, message, start, end }));
}
