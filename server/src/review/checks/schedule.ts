import type { Check, RuleChange } from '../review.js';
import { timingText } from '../timing-text.js';
import { check, look, nameOf, type Remark } from './check.js';

const WHEN =
  /^(?:ScheduleExpression|ScheduleExpressionTimezone|StartDate|EndDate|FlexibleTimeWindow|EventPattern|ActionAfterCompletion|Condition)\b/;

export function scheduleCheck(changes: readonly RuleChange[]): Check {
  return check('schedule', changes.flatMap(remarksOn));
}

function remarksOn(change: RuleChange): Remark[] {
  const { before, after, action, differences } = change;
  if (action === 'added' && after)
    return [look(`${nameOf(change)} is new. It runs: ${timingText(after.timing)}.`)];
  const isTouched = differences.some(({ path }) => WHEN.test(path));
  if (!before || !after || !isTouched) return [];
  const [old, now] = [timingText(before.timing), timingText(after.timing)];
  const paths = differences.flatMap(({ path }) => (WHEN.test(path) ? path : []));
  // a date or a condition moves no word of it
  const text = old === now ? `${old}, with another ${paths.join(', ')}` : `${old} → ${now}`;
  return [look(`${nameOf(change)}: ${text}.`)];
}
