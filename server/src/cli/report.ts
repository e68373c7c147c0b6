import type { Severity } from '../rules/rule.js';

/** What `lint` found, ready to be printed. */
export interface Report {
  /** How many files were looked at. */
  readonly files: number;
  /** What they are called, where they are all of one kind. */
  readonly noun: 'template' | 'file';
  /** By file, and in a file by place. */
  readonly problems: readonly LocatedProblem[];
  /** What could not be done, each in one line. */
  readonly failures: readonly string[];
  /** How many problems the baseline answers for; null where there is none. */
  readonly known: number | null;
}

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Place {
  /** As the reader would write it: relative, with `/`. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface LocatedProblem extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fixable: boolean;
  /** Another place that explains it. */
  readonly related?: RelatedPlace;
  /** The text that it is about. */
  readonly text: string;
}

export interface RelatedPlace extends Place {
  readonly message: string;
}

export const SEVERITY_ORDER: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

export function countOf(report: Report, severity: Severity): number {
  return report.problems.filter(problem => problem.severity === severity).length;
}

/** Where a rule is documented, in the repository and in the package. */
export function docsOf(rule: string): string {
  return `docs/rules/${rule}.md`;
}
