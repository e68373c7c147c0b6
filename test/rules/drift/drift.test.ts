import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../server/src/drift/snapshot.js';
import { changed } from '../../../server/src/rules/drift/changed.js';
import { deleted } from '../../../server/src/rules/drift/deleted.js';
import { applyEdits } from '../../../server/src/template/write.js';
import { deployedRule, OPTIONS, QUEUE, ruleText, snapshotOf } from '../../drift/support.js';
import { found } from '../../support/findings.js';

const FIVE = 'ScheduleExpression: cron(0 5 * * ? *)';
const JOBS = { Id: 'jobs', Arn: QUEUE };
const SIX = { ScheduleExpression: 'cron(0 6 * * ? *)' };
const live = (snapshot: Snapshot) => ({ live: { ...OPTIONS, snapshot } });

const said = (text: string, snapshot: Snapshot) => found(changed, text, live(snapshot));

describe('drift/changed', () => {
  it('stands on the value that differs, and says when, how and what comes of it', () => {
    const text = ruleText(FIVE);
    const problems = said(text, deployedRule(text, { ...SIX, Targets: [] }));
    expect(problems).toMatchObject([
      {
        severity: 'warning',
        token: 'cron(0 5 * * ? *)',
        message:
          'Live differs from the template (as of 2026-11-24 09:00 UTC): ScheduleExpression is `cron(0 6 * * ? *)` (at 06:00, UTC), the template says `cron(0 5 * * ? *)` (at 05:00, UTC). The next deploy that changes this rule probably puts back what the template says.',
      },
    ]);
  });

  it('says nothing of what is pending or adopted, and nothing where nothing is live', () => {
    const text = ruleText(FIVE);
    const edited = ruleText('ScheduleExpression: cron(0 6 * * ? *)');
    const asDeployed = { ScheduleExpression: 'cron(0 5 * * ? *)', Targets: [] };
    expect(said(edited, deployedRule(text, asDeployed))).toEqual([]);
    expect(said(edited, deployedRule(text, { ...SIX, Targets: [] }))).toEqual([]);
    expect(found(changed, text)).toEqual([]);
  });
});

describe('the live value is adopted', () => {
  const adopted = (text: string, change: Record<string, unknown>, deployed = text) => {
    const standing = { ScheduleExpression: 'cron(0 5 * * ? *)', Targets: [JOBS] };
    const problems = said(text, deployedRule(deployed, { ...standing, ...change }));
    expect(problems).not.toEqual([]);
    const fixes = problems.flatMap(({ fixes = [] }) => fixes);
    const titles = fixes.map(({ title }) => title);
    return [
      applyEdits(
        text,
        fixes.flatMap(({ edits }) => edits),
      ),
      ...titles,
    ];
  };
  const TARGETS = `Targets: [{ Id: jobs, Arn: '${QUEUE}' }]`;
  const rule = (...lines: readonly string[]) => ruleText(FIVE, ...lines, TARGETS);

  it.each([
    [FIVE, 'ScheduleExpression: cron(0 6 * * ? *)'],
    ["ScheduleExpression: 'cron(0 5 * * ? *)'", "ScheduleExpression: 'cron(0 6 * * ? *)'"],
    [
      'ScheduleExpression: "cron(0 5 * * ? *)" # early',
      'ScheduleExpression: "cron(0 6 * * ? *)" # early',
    ],
  ])('in the quotes that it has: %s', (before, after) => {
    expect(adopted(ruleText(before, TARGETS), SIX)).toEqual([
      ruleText(after, TARGETS),
      'Write `cron(0 6 * * ? *)`',
    ]);
  });

  it('as a line of its own where the template says nothing', () => {
    expect(adopted(rule('Description: x'), { State: 'DISABLED', Description: 'x' })).toEqual([
      ruleText(FIVE, 'State: DISABLED', 'Description: x', TARGETS),
      'Write `State: DISABLED`',
    ]);
    const crlf = rule().replaceAll('\n', '\r\n');
    expect(adopted(crlf, { State: 'DISABLED' })[0]).toBe(
      ruleText(FIVE, 'State: DISABLED', TARGETS).replaceAll('\n', '\r\n'),
    );
  });

  it.each([
    [
      `'{"a": "old", "b": [1]}'`,
      { a: 'it’s "new"', b: [1] },
      `'{"a": "it’s \\"new\\"", "b": [1]}'`,
    ],
    [`'{"a": "old", "b": [1]}'`, { a: 'old', b: [2] }, `'{"a": "old", "b": [2]}'`],
    [`"{\\"a\\": \\"old\\"}"`, { a: "it's" }, `"{\\"a\\": \\"it's\\"}"`],
    [`'{"a": "old"}'`, { a: "it's" }, `'{"a": "it''s"}'`],
    [
      `!Sub '{"a": "old", "b": "\${AWS::Region}"}'`,
      { a: 'new', b: 'eu-west-1' },
      `!Sub '{"a": "new", "b": "\${AWS::Region}"}'`,
    ],
  ])('inside of an Input: %s', (before, input, after) => {
    const withInput = (text: string) =>
      ruleText(FIVE, `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: ${text} }]`);
    const change = { Targets: [{ ...JOBS, Input: JSON.stringify(input) }] };
    expect(adopted(withInput(before), change)[0]).toBe(withInput(after));
  });

  it('as a number where it was one', () => {
    const withCount = (count: string) =>
      ruleText(
        FIVE,
        `Targets: [{ Id: jobs, Arn: '${QUEUE}', EcsParameters: { TaskDefinitionArn: t, TaskCount: ${count} } }]`,
      );
    const ecs = { TaskDefinitionArn: 't', TaskCount: 3 };
    const change = { Targets: [{ ...JOBS, EcsParameters: ecs }] };
    expect(adopted(withCount('2'), change)[0]).toBe(withCount('3'));
    expect(adopted(withCount("'2'"), change)[0]).toBe(withCount("'3'"));
  });

  it('in JSON', () => {
    const json = (schedule: string) =>
      JSON.stringify({
        Resources: {
          Nightly: {
            Type: 'AWS::Events::Rule',
            Properties: { ScheduleExpression: schedule, Targets: [JOBS] },
          },
        },
      });
    expect(adopted(json('cron(0 5 * * ? *)'), SIX)[0]).toBe(json('cron(0 6 * * ? *)'));
  });

  it.each([
    ['a parameter', ruleText('ScheduleExpression: !Ref When', TARGETS)],
    [
      'a branch',
      ruleText("ScheduleExpression: !If [A, 'cron(0 5 * * ? *)', 'rate(1 day)']", TARGETS),
    ],
    [
      'an alias',
      `Metadata: { When: &when 'cron(0 5 * * ? *)' }\n${ruleText('ScheduleExpression: *when', TARGETS)}`,
    ],
  ])('not where the template puts it together: %s', (_, text) => {
    const head = 'Conditions: { A: !Equals [a, a] }\nParameters: { When: { Type: String } }\n';
    const snapshot = deployedRule(
      head + text,
      { ...SIX, Targets: [JOBS] },
      {
        parameters: { When: 'cron(0 5 * * ? *)' },
      },
    );
    const [problem] = said(head + text, snapshot);
    expect(problem).toBeDefined();
    expect(problem).not.toHaveProperty('fixes');
  });

  it('not where a part of an Input is put together, or a target is gone', () => {
    const text = ruleText(
      FIVE,
      `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: !Sub '{"a": "\${AWS::Region}"}' }]`,
    );
    const change = { Targets: [{ ...JOBS, Input: '{"a": "b"}' }] };
    expect(adopted(text, change)).toEqual([text]);
    expect(adopted(rule(), { Targets: [] })).toEqual([rule()]);
  });
});

describe('drift/deleted', () => {
  it('stands on the logical id', () => {
    const text = ruleText(FIVE);
    const gone = snapshotOf({ rules: { Nightly: 'shop-Nightly' }, template: text });
    expect(found(deleted, text, live(gone))).toMatchObject([
      {
        severity: 'warning',
        token: 'Nightly',
        message:
          '`Nightly` was deleted in AWS (`shop-Nightly`, as of 2026-11-24 09:00 UTC), so it doesn’t run. A deploy that leaves this rule as it is does not bring it back: CloudFormation compares templates, not what is live. Take it out of the template, deploy that and put it back, or leave it out for good.',
      },
    ]);
    expect(found(deleted, text, live({ ...gone, complete: false }))).toEqual([]);
    expect(found(deleted, text)).toEqual([]);
  });
});
