import { changeText } from '../difference-text.js';
import type { Difference } from '../differences.js';
import type { Check, RuleChange } from '../review.js';
import type { Revision } from '../revisions.js';
import type { TargetVersion } from '../version.js';
import { code, listed } from '../words.js';
import { check, look, nameOf, type Remark } from './check.js';

export function targetsCheck(
  changes: readonly RuleChange[],
  revisions: readonly Revision[] = [],
): Check {
  return check('targets', [...changes.flatMap(remarksOn), ...revisions.map(revisionRemark)]);
}

const TARGET = /^(?:Targets[^[]*\[([^\]]*)\][^.]*|(Target)\b[^.]*)\.(.+)$/;

function remarksOn(change: RuleChange): Remark[] {
  const { before, after, differences } = change;
  if (!before || !after) return [];
  const without = (version: typeof before, id: string) => !version.targets.some(t => t.id === id);
  const come = after.targets.filter(({ id }) => without(before, id));
  const gone = before.targets.filter(({ id }) => without(after, id));
  const whole = new Set([...come, ...gone].map(({ id }) => id));
  const name = nameOf(change);
  return [
    ...come.map(target => look(`${name} starts one more target: ${targetText(target)}.`)),
    ...gone.map(target => look(`${name} no longer starts target ${targetText(target)}.`)),
    ...differences.flatMap(difference => inTarget(name, difference, whole)),
  ];
}

function inTarget(name: string, difference: Difference, whole: ReadonlySet<string>): Remark[] {
  if (/^Targets?(?: \(.*\))?$/.test(difference.path))
    return [look(`${name}: ${difference.path} ${changeText(difference)}.`)];
  const [, id, single, path = ''] = TARGET.exec(difference.path) ?? [];
  if ((id === undefined && single === undefined) || (id !== undefined && whole.has(id))) return [];
  const target = id === undefined ? '' : `, target ${code(id)}`;
  return [look(`${name}${target}: ${path} ${changeText(difference)}.`)];
}

function targetText({ id, arn, commands }: TargetVersion): string {
  const runs = commands.length > 0 ? `, which runs ${listed(commands.map(code))}` : '';
  return `${code(id)}${arn === null ? '' : ` (${code(arn)})`}${runs}`;
}

function revisionRemark({ logicalId, paths, starters }: Revision): Remark {
  return look(
    `${code(logicalId)} gets a new revision (${listed(paths, 4)}), which ${listed(starters.map(code))} will start.`,
  );
}
