import type { Config } from '../rules/config.js';
import { lint } from '../rules/lint.js';
import type { Problem } from '../rules/rule.js';
import type { Template } from '../template/template.js';
import type { Workspace } from '../workspace/workspace.js';
import { lineAt } from './lines.js';
import type { NewProblem } from './review.js';

/** A template and what is around it, as lint sees it. */
export interface Linted {
  readonly template: Template;
  readonly workspace: Workspace;
}

/**
 * The problems that a template has now and did not have before; hints are left out. A problem is
 * known by its rule and the text that it is about, so that neither a line that moves nor a message
 * that is worded anew makes it a new one.
 */
export function newProblems(
  before: Linted | null,
  after: Linted,
  { uri, file, now, config }: { uri: string; file: string; now: number; config: Config },
): NewProblem[] {
  const lintOf = ({ template, workspace }: Linted) =>
    lint(template, { now, uri, workspace, live: null }, config);
  const left = new Map<string, number>();
  for (const problem of before ? lintOf(before) : []) {
    const key = keyOf(problem, before?.template);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return lintOf(after).flatMap(problem => {
    const key = keyOf(problem, after.template);
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    if (count > 0 || problem.severity === 'hint') return [];
    const { rule, severity, message, start } = problem;
    return [{ file, line: lineAt(after.template.text, start), rule, severity, message }];
  });
}

function keyOf({ rule, start, end }: Problem, template: Template | undefined): string {
  const text = template?.text.slice(start, end) ?? '';
  return `${rule}\n${text.trim().replace(/\s+/g, ' ')}`;
}
