import type { Check, RuleChange } from '../review.js';
import { check, look, nameOf, type Remark } from './check.js';

export function stateCheck(changes: readonly RuleChange[]): Check {
  return check('state', changes.flatMap(remarksOn));
}

function remarksOn(change: RuleChange): Remark[] {
  const { before, after, service } = change;
  const name = nameOf(change);
  if (!after) return [];
  if (!before)
    return after.state === 'DISABLED'
      ? [look(`${name} is new, and disabled: it does not run.`)]
      : [];
  if (before.state !== after.state)
    return [look(`${name} ${flipText(after.state)}: ${stateOf(before)} → ${stateOf(after)}.`)];
  if (service === 'rule' && after.state === 'ENABLED' && !after.properties.has('State'))
    return [
      look(
        `${name} has no State, so this change probably switches it on if somebody disabled it in the console. Write \`State\`.`,
      ),
    ];
  return [];
}

function flipText(state: string | null): string {
  if (state === null) return 'may be switched on or off';
  return state === 'DISABLED' ? 'is switched off' : 'is switched on';
}

function stateOf({ state }: { readonly state: string | null }): string {
  return state ?? 'not known';
}
