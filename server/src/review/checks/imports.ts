import type { Check, RuleChange } from '../review.js';
import { code, listed } from '../words.js';
import { check, look, nameOf } from './check.js';

export function importsCheck(changes: readonly RuleChange[]): Check {
  const remarks = changes.flatMap(change => {
    const { added, removed } = change.imports;
    const parts = [
      ...(added.length > 0 ? [`now imports ${listed(added.map(code))}`] : []),
      ...(removed.length > 0 ? [`no longer imports ${listed(removed.map(code))}`] : []),
    ];
    return parts.length > 0 ? [look(`${nameOf(change)} ${parts.join(', and ')}.`)] : [];
  });
  return check('imports', remarks);
}
