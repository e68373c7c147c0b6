import type { Template } from '../template/template.js';
import { check } from './check.js';
import type { Config } from './config.js';
import type { Context, Problem } from './rule.js';
import { suppress } from './suppress.js';

/**
 * What the editor and the command line both say of a template: every problem at the severity that
 * the team gave it, without those that a comment answers for; in the order of the file.
 */
export function lint(
  template: Template,
  around: Omit<Context, 'config'>,
  config: Config,
): Problem[] {
  const problems = check(template, { ...around, config }).flatMap(problem =>
    configured(problem, config),
  );
  return suppress(template, problems, config);
}

function configured(problem: Problem, { rules }: Config): Problem[] {
  const severity = rules[problem.rule];
  if (severity === undefined) return [problem];
  return severity === 'off' ? [] : [{ ...problem, severity }];
}
