import type { ChangeSet, ResourceChange } from './change-set.js';
import { causesIn, sidesOf } from './change-set-sides.js';
import { driftCheck, othersCheck, readyCheck } from './checks/change-set.js';
import { check, look, nameOf, note, type Remark } from './checks/check.js';
import { knownCheck } from './checks/known.js';
import { removalCheck } from './checks/removal.js';
import { replacementCheck } from './checks/replacement.js';
import { scheduleCheck } from './checks/schedule.js';
import { stateCheck } from './checks/state.js';
import { targetsCheck } from './checks/targets.js';
import { holdAgainst, type LocalTemplate } from './held.js';
import type { Manner } from './manner.js';
import type { Properties } from './properties.js';
import { canRunTwice, windowText } from './replacement.js';
import { type Replacement, type Review, type RuleChange, worst } from './review.js';
import { comparedRules } from './rule-changes.js';
import { serviceOf } from './version.js';
import { code, listed } from './words.js';

/** Reviews a change set, held against the one of some templates that it is of. */
export function reviewChangeSet(
  changeSet: ChangeSet,
  templates: readonly LocalTemplate[],
  manner: Manner,
): Review {
  const rules = new Map(
    changeSet.changes.flatMap(rule => (serviceOf(rule.type) ? [[rule.logicalId, rule]] : [])),
  );
  const compared = comparedRules(sidesOf(changeSet), manner).map(change =>
    asTold(change, rules.get(change.logicalId)),
  );
  const changes = compared.filter(
    ({ action, differences, replacement }) =>
      action !== 'changed' || differences.length > 0 || replacement !== null,
  );
  const held = holdAgainst(changeSet, afterOf(compared, rules), templates);
  const checks = [
    readyCheck(changeSet, manner.now),
    check('held', held.remarks),
    removalCheck(changes, held.file === null ? 'stop' : 'look'),
    replacementCheck(changes),
    scheduleCheck(changes),
    stateCheck(changes),
    targetsCheck(changes),
    othersCheck(changeSet),
    knownCheck(changes, untold(compared, rules)),
    driftCheck(changeSet),
  ];
  return {
    source: {
      kind: 'change-set',
      name: changeSet.name,
      stack: changeSet.stack,
      template: held.file,
    },
    now: manner.now,
    changes,
    checks,
    verdict: worst(checks.map(({ level }) => level)),
    notKnown: notKnownOf(templates, held.file),
    problems: [],
  };
}

/** The change with what the change set itself says of its causes and of a replacement. */
function asTold(change: RuleChange, rule: ResourceChange | undefined): RuleChange {
  if (!rule) return change;
  return {
    ...change,
    differences: change.differences.map(difference => ({
      ...difference,
      causes: causesIn(rule, difference.path),
    })),
    replacement: replacementTold(change, rule),
  };
}

/** CloudFormation knows best, but for what it finds out too late. */
function replacementTold(change: RuleChange, rule: ResourceChange): Replacement | null {
  const { replacement: own, before, after } = change;
  if (own?.kind === 'fails' || rule.replacement === null) return own;
  if (rule.replacement === 'False' || !before || !after) return null;
  const isSure = rule.replacement === 'True';
  if (own && isSure) return own;
  const kept = /Retain/.test(rule.policyAction) ? ' The old one is kept, and goes on running.' : '';
  return {
    kind: isSure ? 'replaced' : 'may-be-replaced',
    runsTwice: canRunTwice(before, after),
    properties: own?.properties ?? [],
    message: `${isSure ? 'It is replaced' : 'It may be replaced'}: ${windowText(before, after)}${kept}`,
  };
}

/** The properties that the change set holds in full. */
function afterOf(
  changes: readonly RuleChange[],
  rules: ReadonlyMap<string, ResourceChange>,
): Map<string, Properties> {
  return new Map(
    changes.flatMap(({ logicalId, after }) =>
      after && rules.get(logicalId)?.after ? [[logicalId, after.properties]] : [],
    ),
  );
}

/** What the change set does not tell of its own changes. */
function untold(
  compared: readonly RuleChange[],
  rules: ReadonlyMap<string, ResourceChange>,
): Remark[] {
  const changed = compared.filter(({ action }) => action === 'changed');
  const isPart = ({ logicalId }: RuleChange) => {
    const rule = rules.get(logicalId);
    return rule !== undefined && !(rule.before && rule.after);
  };
  const parts = changed.filter(isPart).map(nameOf);
  const alike = changed
    .filter(({ differences, replacement }) => differences.length === 0 && !replacement)
    .filter(change => !isPart(change))
    .map(nameOf);
  const open = [...rules.values()].filter(({ action }) => action === 'Dynamic');
  return [
    ...(parts.length > 0
      ? [
          look(
            `${listed(parts)}: not all properties are told. Read the change set with \`--include-property-values\`.`,
          ),
        ]
      : []),
    ...open.map(({ logicalId }) => look(`What happens to ${code(logicalId)} can’t be told yet.`)),
    ...(alike.length > 0
      ? [note(`${listed(alike)} would be updated, though no property differs.`)]
      : []),
  ];
}

function notKnownOf(templates: readonly LocalTemplate[], file: string | null): string[] {
  const written = templates.find(local => local.file === file)?.written ?? null;
  if (file === null || written !== null) return [];
  return [
    'Rules that the change set does not name are not compared with the template: `--base` says what was written.',
  ];
}
