import type { Check, Level, RuleChange } from '../review.js';
import { timingText } from '../timing-text.js';
import { knownText } from '../value.js';
import type { RuleVersion } from '../version.js';
import { code } from '../words.js';
import { check, nameOf } from './check.js';

/** `level` is that of a removal: one that nobody is known to have written should be stopped. */
export function removalCheck(changes: readonly RuleChange[], level: Level = 'look'): Check {
  const remarks = changes.flatMap(change =>
    change.action === 'removed' && change.before
      ? [{ level, text: textOn(change, change.before) }]
      : [],
  );
  return check('removal', remarks);
}

function textOn(change: RuleChange, { name, timing, properties }: RuleVersion): string {
  const called = name !== null && name !== change.logicalId ? `, named ${code(name)},` : '';
  const policy = properties.get('DeletionPolicy');
  const stays = policy && knownText(policy) !== 'Delete';
  const left = ' Its DeletionPolicy keeps it: it goes on running, and no stack knows of it.';
  return `${nameOf(change)}${called} is removed. It ran: ${timingText(timing)}.${stays ? left : ''}`;
}
