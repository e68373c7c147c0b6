import { isLiteral } from '../../template/names.js';
import type { Check, RuleChange } from '../review.js';
import { type Value, valueText } from '../value.js';
import { code } from '../words.js';
import { check, look, nameOf, type Remark } from './check.js';

/** `beyond` are remarks on what can't be told of the change as a whole. */
export function knownCheck(changes: readonly RuleChange[], beyond: readonly Remark[] = []): Check {
  return check('known', [...beyond, ...changes.flatMap(remarksOn)]);
}

function remarksOn(change: RuleChange): Remark[] {
  const name = nameOf(change);
  return unknownValues(change).map(({ path, value }) =>
    look(`${name}: ${path} is ${code(valueText(value))}, which only the deployment knows.`),
  );
}

interface UnknownValue {
  readonly path: string;
  readonly value: Value;
}

/** Of what is new: when it runs; of what changes: each property that is not as it was. */
function unknownValues({ after, differences, action }: RuleChange): UnknownValue[] {
  const paths =
    action === 'added' ? ['ScheduleExpression', 'State'] : differences.map(({ path }) => path);
  return paths.flatMap(path => {
    const value = after?.properties.get(path) ?? null;
    return value && !isLiteral(value.name) ? [{ path, value }] : [];
  });
}
