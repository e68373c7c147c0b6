import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  differenceText,
  lensText,
  nextDeployText,
  timeText,
} from '../../server/src/drift/words.js';
import {
  deployedRule,
  deployedSchedule,
  driftIn,
  QUEUE,
  ruleText,
  scheduleText,
  snapshotOf,
} from './support.js';

const FIVE = 'ScheduleExpression: cron(0 5 * * ? *)';
const live = { ScheduleExpression: 'cron(0 5 * * ? *)', Targets: [] };

function rule(
  change: Record<string, unknown>,
  lines: readonly string[] = [],
  local: readonly string[] = lines,
) {
  const snapshot = deployedRule(ruleText(FIVE, ...lines), { ...live, ...change });
  return driftIn(ruleText(FIVE, ...local), snapshot);
}

const sentences = (drift: ReturnType<typeof rule>) =>
  [...drift.differences, ...drift.pending].map(difference => differenceText(drift, difference));

const SIX = { ScheduleExpression: 'cron(0 6 * * ? *)' };
const OFF = { State: 'DISABLED' };
const ADDED = { Targets: [{ Id: 'mine', Arn: QUEUE }] };

describe('a lens', () => {
  it.each([
    [rule({ ...SIX, ...OFF }), '⚠ Console drift: ScheduleExpression, State'],
    [rule({}), '✓ Live as deployed'],
    [rule({}, ['RoleArn: !ImportValue x']), '✓ Live as deployed; not compared: 1 value'],
    [rule({}, [], ['State: DISABLED']), '✓ Live as deployed; waits for a deploy: State'],
    [rule(OFF, [], ['State: DISABLED']), 'Live already, not deployed yet: State'],
    [driftIn(ruleText(FIVE), snapshotOf({})), 'Not deployed yet'],
    [
      driftIn(ruleText(FIVE), snapshotOf({ rules: { Nightly: 'x' }, template: ruleText(FIVE) })),
      '✗ Deleted in AWS',
    ],
    [driftIn(ruleText(FIVE), snapshotOf({}), { region: 'x' }), 'Not compared with AWS'],
  ])('%#', (drift, text) => {
    expect(lensText(drift)).toBe(text);
  });

  it('says who changed it, and has more room for that', () => {
    const who = 'by role Admin in the console, 3 h ago';
    expect(lensText(rule({ ...SIX, ...OFF }), who)).toBe(
      '⚠ Console drift: ScheduleExpression, State · by role Admin in the console, 3 h ago',
    );
    expect(lensText(rule({ ...SIX, ...OFF, ...ADDED }), who)).toBe(
      '⚠ Console drift: ScheduleExpression, State, 1 more · by role Admin in the console, 3 h ago',
    );
  });

  it('has room for at most 80 characters, and says how many more there are', () => {
    const id = fc.stringMatching(/^[a-z]{1,64}$/);
    fc.assert(
      fc.property(fc.uniqueArray(id, { minLength: 1, maxLength: 5 }), ids => {
        const text = lensText(rule({ Targets: ids.map(Id => ({ Id, Arn: QUEUE })) }));
        expect(text.length).toBeLessThanOrEqual(80);
        expect(text).toMatch(/^⚠ Console drift: Targets\[/);
        const shown = text.match(/Targets\[/g)?.length ?? 0;
        const more = Number(/(\d+) more$/.exec(text)?.[1] ?? 0);
        expect(shown + more).toBe(ids.length);
      }),
    );
  });
});

describe('a difference in a sentence', () => {
  it.each([
    [
      rule(SIX),
      'ScheduleExpression is `cron(0 6 * * ? *)` (at 06:00, UTC), the template says `cron(0 5 * * ? *)` (at 05:00, UTC).',
    ],
    [rule(OFF), 'State is `DISABLED`, the template says nothing, which is `ENABLED`.'],
    [rule(OFF, ['State: ENABLED']), 'State is `DISABLED`, the template says `ENABLED`.'],
    [rule({ Description: 'new' }), 'Description is `new`, and the template does not have it.'],
    [rule({}, ['Description: old']), 'Description is absent, the template says `old`.'],
    [
      rule({ Description: 'new' }, ['Description: old'], ['Description: newest']),
      'Description is `new`, the template says `old`, and this file says `newest`.',
    ],
    [
      rule(OFF, ['State: ENABLED'], ['State: DISABLED']),
      'State is `DISABLED`, as this file says; deployed was `ENABLED`.',
    ],
    [
      rule({}, [], ['State: DISABLED']),
      'State is `ENABLED`, and becomes `DISABLED` with the next deploy.',
    ],
    [
      rule(ADDED),
      `Targets[mine] is \`{"Id":"mine","Arn":"${QUEUE}"}\`, and the template does not have it.`,
    ],
  ])('%#', (drift, text) => {
    expect(sentences(drift)).toEqual([text]);
  });

  it('has the times of a schedule without a zone, which stands elsewhere', () => {
    const text = scheduleText(FIVE);
    const drift = driftIn(text, deployedSchedule(text, SIX));
    expect(sentences(drift)).toEqual([
      'ScheduleExpression is `cron(0 6 * * ? *)` (at 06:00), the template says `cron(0 5 * * ? *)` (at 05:00).',
    ]);
  });
});

describe('what the next deploy does', () => {
  const target = [`Targets: [{ Id: jobs, Arn: '${QUEUE}' }]`];

  it.each([
    [rule({}), null],
    [
      rule(SIX),
      'The next deploy that changes this rule probably puts back what the template says.',
    ],
    [
      rule(OFF),
      'The next deploy that changes this rule probably enables it again, as the template has no State.',
    ],
    [
      rule({ ...SIX, ...OFF }, ['State: ENABLED']),
      'The next deploy that changes this rule probably puts back what the template says, and enables it again.',
    ],
    [
      rule(SIX, [], ['Description: new']),
      'The next deploy changes this rule, and then it probably puts back what the template says.',
    ],
    [rule(ADDED), 'Targets[mine] was added outside the template and survives a deploy.'],
    [
      rule({ ...SIX, Targets: [...ADDED.Targets, { Id: 'jobs', Arn: QUEUE }] }, target),
      'The next deploy that changes this rule probably puts back what the template says. Targets[mine] was added outside the template and survives a deploy.',
    ],
    [
      driftIn(ruleText(FIVE), snapshotOf({ rules: { Nightly: 'x' }, template: ruleText(FIVE) })),
      'A deploy that leaves this rule as it is does not bring it back: CloudFormation compares templates, not what is live.',
    ],
  ])('%#', (drift, text) => {
    expect(nextDeployText(drift)).toBe(text);
  });
});

it('says as of when', () => {
  expect(timeText(snapshotOf({}))).toBe('as of 2026-11-24 09:00 UTC');
});
