import { changeBetween } from '../template/change.js';
import { moved } from '../template/node.js';
import type { Problem } from './rule.js';

/**
 * The problems of a text where they are in a later one that can't be read: without those that the
 * change touches, and without fixes, since what they would make is not known.
 */
export function carried(problems: readonly Problem[], before: string, after: string): Problem[] {
  const { start, end, by } = changeBetween(before, after);
  return problems.flatMap(({ fixes: _fixes, related: _related, ...problem }) => {
    if (problem.end <= start) return [problem];
    return problem.start >= end ? [{ ...problem, ...moved(problem, by) }] : [];
  });
}
