import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, type Json } from '../../server/src/drift/value.js';
import {
  live,
  type Meant,
  type MeantTarget,
  meant,
  ruleIn,
  scheduleIn,
  templateWith,
  whim,
} from './arbitrary.js';
import { deployedRule, deployedSchedule, driftIn, told } from './support.js';

const IN_SYNC = { status: 'in-sync', sides: [], reasons: [] };
const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';

describe('a rule in any of its normal forms', () => {
  it('is in sync with itself', () => {
    fc.assert(
      fc.property(meant, whim, (rule, free) => {
        const text = templateWith(RULE, ruleIn(rule, 'rule', free), free);
        const snapshot = deployedRule(text, live(ruleIn(rule, 'api', free)));
        expect(told(driftIn(text, snapshot))).toEqual(IN_SYNC);
      }),
      { numRuns: 150 },
    );
  });

  it('is in sync with a template of today that is written otherwise', () => {
    fc.assert(
      fc.property(meant, whim, (rule, free) => {
        const deployed = templateWith(RULE, ruleIn(rule, 'rule', free), free);
        const local = templateWith(RULE, ruleIn(rule, 'rule', free), free);
        const snapshot = deployedRule(deployed, live(ruleIn(rule, 'api', free)));
        expect(told(driftIn(local, snapshot))).toEqual(IN_SYNC);
      }),
      { numRuns: 60 },
    );
  });

  it('shows any single change at its path, and nothing else', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(meant, whim, fc.nat(), (rule, free, choice) => {
        const [kind, changed, path] = changeOf(rule, choice);
        fc.pre(canonical(rule as unknown as Json) !== canonical(changed as unknown as Json));
        seen.add(kind);
        const text = templateWith(RULE, ruleIn(rule, 'rule', free), free);
        const snapshot = deployedRule(text, live(ruleIn(changed, 'api', free)));
        const { status, differences, notCompared } = driftIn(text, snapshot);
        expect({ status, notCompared }).toEqual({ status: 'drift', notCompared: 0 });
        expect(differences.map(one => one.path)).toEqual([path]);
      }),
      { numRuns: 400 },
    );
    expect(seen.size).toBe(CHANGES.length);
  });
});

describe('a schedule in any of its normal forms', () => {
  it('is in sync with itself', () => {
    fc.assert(
      fc.property(meant, whim, (schedule, free) => {
        const text = templateWith(SCHEDULE, scheduleIn(schedule, 'schedule', free), free);
        const snapshot = deployedSchedule(text, live(scheduleIn(schedule, 'api', free)));
        expect(told(driftIn(text, snapshot))).toEqual(IN_SYNC);
      }),
      { numRuns: 150 },
    );
  });

  it('shows any single change of its target at its path', () => {
    fc.assert(
      fc.property(meant, whim, fc.nat(), (schedule, free, choice) => {
        const only = { ...schedule, targets: schedule.targets.slice(0, 1) };
        const [kind, changed, path] = changeOf(only, choice);
        fc.pre(!kind.endsWith('target'));
        fc.pre(canonical(only as unknown as Json) !== canonical(changed as unknown as Json));
        const text = templateWith(SCHEDULE, scheduleIn(only, 'schedule', free), free);
        const snapshot = deployedSchedule(text, live(scheduleIn(changed, 'api', free)));
        const paths = driftIn(text, snapshot).differences.map(one => one.path);
        expect(paths).toEqual([path.replace(/^Targets\[[^\]]*\]/, 'Target')]);
      }),
      { numRuns: 200 },
    );
  });
});

/** A rule with one thing changed, and where that is. */
type Change = (rule: Meant, target: MeantTarget) => readonly [Meant, string];

const ofTarget =
  (change: (target: MeantTarget) => readonly [MeantTarget, string]): Change =>
  (rule, target) => {
    const [changed, path] = change(target);
    const targets = rule.targets.map(one => (one === target ? changed : one));
    return [{ ...rule, targets }, `Targets[${target.id}]${path && `.${path}`}`];
  };

const ofEcs = (
  change: (ecs: NonNullable<MeantTarget['ecs']>) => Partial<NonNullable<MeantTarget['ecs']>>,
  path: string,
): Change =>
  ofTarget(target => [
    { ...target, ecs: target.ecs && { ...target.ecs, ...change(target.ecs) } },
    `EcsParameters.${path}`,
  ]);

const VPC = 'NetworkConfiguration.awsvpcConfiguration';

const CHANGES: readonly (readonly [string, Change])[] = [
  ['schedule', rule => [{ ...rule, expression: 'cron(30 6 * * ? *)' }, 'ScheduleExpression']],
  [
    'state',
    rule => [{ ...rule, state: rule.state === 'ENABLED' ? 'DISABLED' : 'ENABLED' }, 'State'],
  ],
  ['description', rule => [{ ...rule, description: 'Changed by hand' }, 'Description']],
  ['arn', ofTarget(target => [{ ...target, arn: `${target.arn}-2` }, 'Arn'])],
  ['role', ofTarget(target => [{ ...target, role: 'arn:aws:iam::1:role/other' }, 'RoleArn'])],
  [
    'input',
    ofTarget(target => {
      const { input } = target;
      const isObject = input !== null && typeof input === 'object' && !Array.isArray(input);
      return isObject
        ? [{ ...target, input: { ...input, added: 'by hand' } }, 'Input.added']
        : [{ ...target, input: { by: 'hand' } }, 'Input'];
    }),
  ],
  [
    'retry',
    ofTarget(target => [
      { ...target, retry: { ...target.retry, attempts: 7 } },
      'RetryPolicy.MaximumRetryAttempts',
    ]),
  ],
  ['count', ofEcs(({ count }) => ({ count: (count % 10) + 1 }), 'TaskCount')],
  ['exec', ofEcs(({ exec }) => ({ exec: !exec }), 'EnableExecuteCommand')],
  ['subnets', ofEcs(({ subnets }) => ({ subnets: [...subnets, 'subnet-0'] }), `${VPC}.Subnets`)],
  ['groups', ofEcs(({ groups }) => ({ groups: [...groups, 'sg-0'] }), `${VPC}.SecurityGroups`)],
  [
    'public',
    ofEcs(
      ({ publicIp }) => ({ publicIp: publicIp === 'ENABLED' ? 'DISABLED' : 'ENABLED' }),
      `${VPC}.AssignPublicIp`,
    ),
  ],
  ['tags', ofEcs(({ tags }) => ({ tags: [...tags, ['by', 'hand']] }), 'Tags')],
  [
    'strategy',
    ofEcs(({ strategy }) => ({ strategy: [...strategy, ['random', 'x']] }), 'PlacementStrategy'),
  ],
  ['version', ofEcs(() => ({ version: '1.3.0' }), 'PlatformVersion')],
  [
    'more target',
    rule => [
      {
        ...rule,
        targets: [
          ...rule.targets,
          { id: 'Added', arn: 'arn:x', role: null, input: null, ecs: null, retry: STANDARD },
        ],
      },
      'Targets[Added]',
    ],
  ],
  [
    'less target',
    (rule, target) => [
      { ...rule, targets: rule.targets.filter(one => one !== target) },
      `Targets[${target.id}]`,
    ],
  ],
];

const STANDARD = { attempts: 185, age: 86400 };

function changeOf(rule: Meant, choice: number): readonly [string, Meant, string] {
  const [kind, change] = CHANGES[choice % CHANGES.length] ?? CHANGES[0] ?? fail();
  const target = rule.targets[choice % rule.targets.length] ?? fail();
  return [kind, ...change(rule, target)];
}

function fail(): never {
  throw new Error('there is always one');
}
