import { differencesBetween } from '../differences.js';
import { canRunTwice, windowText } from '../replacement.js';
import type { Check, RuleChange } from '../review.js';
import { knownText } from '../value.js';
import { check, look, nameOf, type Remark, stop } from './check.js';

export function replacementCheck(changes: readonly RuleChange[]): Check {
  return check('replacement', [...changes.flatMap(remarksOn), ...movedIds(changes)]);
}

function remarksOn(change: RuleChange): Remark[] {
  const { replacement } = change;
  if (!replacement) return [];
  const text = `${nameOf(change)}: ${replacement.message}`;
  return [replacement.kind === 'fails' || replacement.runsTwice ? stop(text) : look(text)];
}

/** A rule under another logical id is another resource: made first, and removed after. */
function movedIds(changes: readonly RuleChange[]): Remark[] {
  const removed = changes.filter(({ action }) => action === 'removed');
  const added = changes.filter(({ action }) => action === 'added');
  return removed.flatMap(old =>
    added.flatMap(now => (old.file === now.file ? moved(old, now) : [])),
  );
}

function moved(old: RuleChange, now: RuleChange): Remark[] {
  const [before, after] = [old.before, now.after];
  if (!before || !after || old.service !== now.service) return [];
  const pair = `${nameOf(old)} goes and ${nameOf(now)} comes`;
  const [oldName, newName] = [before, after].map(({ properties }) => properties.get('Name'));
  if (knownText(oldName) !== null && knownText(oldName) === knownText(newName))
    return [
      stop(
        `${pair} with the same Name \`${knownText(oldName)}\`. CloudFormation makes the new one first and is refused, since the name exists. Keep the logical id, or give another Name.`,
      ),
    ];
  const rest = differencesBetween(before.properties, after.properties);
  if (rest.some(({ path }) => path !== 'Name')) return [];
  const text = `${pair}, otherwise alike: ${windowText(before, after)}`;
  return [canRunTwice(before, after) ? stop(text) : look(text)];
}
