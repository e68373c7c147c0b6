import type { ChangeSet, ResourceChange } from '../change-set.js';
import type { Check } from '../review.js';
import { serviceOf } from '../version.js';
import { code, counted } from '../words.js';
import { check, look, note, type Remark, stop } from './check.js';

const DAY = 86_400_000;

/** Whether it can be executed, all of it is here, and it is not old. */
export function readyCheck(changeSet: ChangeSet, now: number): Check {
  return check('ready', [
    ...statusRemarks(changeSet),
    ...(changeSet.isWhole
      ? []
      : [stop('Pages of it are missing, so there may be more changes. Read all of them.')]),
    ...ageRemarks(changeSet, now),
  ]);
}

function statusRemarks({ status, statusReason, executionStatus }: ChangeSet): Remark[] {
  if (status === null) return [look('Its status is not told.')];
  if (status === 'FAILED' && /didn.t contain changes|no updates/i.test(statusReason))
    return [note('It holds no changes: there is nothing to deploy.')];
  const reason = statusReason ? `: ${statusReason}` : '';
  if (status !== 'CREATE_COMPLETE') return [stop(`Its status is ${status}${reason}`)];
  if (executionStatus === 'AVAILABLE') return [];
  return [stop(`It can’t be executed: its execution status is ${executionStatus ?? 'not told'}.`)];
}

function ageRemarks({ createdAt }: ChangeSet, now: number): Remark[] {
  const days = createdAt === null ? 0 : Math.floor((now - createdAt) / DAY);
  if (days < 1) return [];
  return [
    look(
      `It was made ${counted(days, 'day')} ago: what it changes may have changed since. Make it anew.`,
    ),
  ];
}

/** What else it would do, in short. */
export function othersCheck({ changes }: ChangeSet): Check {
  const others = changes.filter(({ type }) => serviceOf(type) === undefined);
  const total =
    others.length > 0 ? [note(`It changes ${counted(others.length, 'other resource')}.`)] : [];
  return check('others', [...others.flatMap(otherRemarks), ...total]);
}

function otherRemarks({
  logicalId,
  type,
  action,
  replacement,
  policyAction,
  nested,
}: ResourceChange): Remark[] {
  const name = `${code(logicalId)} (${type})`;
  const kept = /Retain/.test(policyAction) ? ', and the old one is kept' : '';
  if (action === 'Remove') return [look(`${name} is removed${kept}.`)];
  if (type === 'AWS::CloudFormation::Stack')
    return [look(`${name} is a stack of its own, ${nestedText(nested)}.`)];
  if (replacement === 'True') return [look(`${name} is replaced${kept}.`)];
  return replacement === 'Conditional' ? [look(`${name} may be replaced${kept}.`)] : [];
}

function nestedText(nested: string): string {
  return nested
    ? `and its change set is reviewed by \`cronwright review --change-set-name ${nested}\``
    : 'and what changes in it is not told: make the change set with `--include-nested-stacks`';
}

/** Whether what was changed in the console is in it. */
export function driftCheck({ changes, isDriftAware }: ChangeSet): Check {
  if (!isDriftAware)
    return check('drift', [
      look(
        'It is not drift-aware: console edits are not shown, and may be overwritten. Make it with `--deployment-mode REVERT_DRIFT` to see them.',
      ),
    ]);
  const rules = changes.filter(({ type }) => serviceOf(type) !== undefined);
  return check('drift', rules.flatMap(driftRemarks));
}

function driftRemarks({ logicalId, driftStatus, details }: ResourceChange): Remark[] {
  const name = code(logicalId);
  if (driftStatus === 'DELETED') return [look(`${name} was deleted outside of CloudFormation.`)];
  const seen = new Map(details.map(detail => [detail.path, detail.drift]));
  const drifts = [...seen].flatMap(([path, drift]) =>
    drift
      ? [
          look(
            `${name}: ${path.replace('/Properties/', '')} is ${code(drift.live)} live, and ${code(drift.deployed)} was deployed.`,
          ),
        ]
      : [],
  );
  if (drifts.length > 0) return drifts;
  return driftStatus === 'MODIFIED' ? [look(`${name} was changed outside of CloudFormation.`)] : [];
}
