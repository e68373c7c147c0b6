import type { Check, NewProblem } from '../review.js';
import { code } from '../words.js';
import { check, look, type Remark, stop } from './check.js';

/** An error is what AWS is known to refuse, or a job known not to run. */
export function problemsCheck(problems: readonly NewProblem[]): Check {
  const remarks = problems.map(({ file, line, rule, severity, message }): Remark => {
    const text = `${code(`${file}:${line}`)} ${rule}: ${message}`;
    return severity === 'error' ? stop(text) : look(text);
  });
  return check('problems', remarks);
}
