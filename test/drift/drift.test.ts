import { describe, expect, it } from 'vitest';
import { driftOf } from '../../server/src/drift/drift.js';
import { parseTemplate } from '../../server/src/template/template.js';
import {
  deployedRule,
  deployedSchedule,
  driftIn,
  OPTIONS,
  QUEUE,
  ruleText,
  scheduleText,
  snapshotOf,
  told,
} from './support.js';

const at = (schedule: string, ...more: readonly string[]) =>
  ruleText(`ScheduleExpression: ${schedule}`, ...more);
const FIVE = 'cron(0 5 * * ? *)';
const SIX = 'cron(0 6 * * ? *)';
const SEVEN = 'cron(0 7 * * ? *)';

describe('live, the deployed template and this file', () => {
  it.each([
    [FIVE, FIVE, FIVE, 'in-sync', []],
    [SIX, FIVE, FIVE, 'drift', [['drift', 'ScheduleExpression', FIVE, SIX]]],
    [FIVE, FIVE, SIX, 'in-sync', [['pending', 'ScheduleExpression', SIX, FIVE]]],
    [SIX, FIVE, SIX, 'adopted', [['adopted', 'ScheduleExpression', FIVE, SIX]]],
    [SIX, FIVE, SEVEN, 'drift', [['drift', 'ScheduleExpression', FIVE, SIX]]],
  ])('live %s, deployed %s, here %s: %s', (live, deployed, here, status, sides) => {
    const snapshot = deployedRule(at(deployed), { ScheduleExpression: live, Targets: [] });
    expect(told(driftIn(at(here), snapshot))).toEqual({ status, sides, reasons: [] });
  });

  it('are told apart property by property', () => {
    const deployed = at(FIVE, 'State: ENABLED', 'Description: nightly');
    const here = at(FIVE, 'State: DISABLED', 'Description: every night');
    const live = { ScheduleExpression: SIX, State: 'DISABLED', Description: 'nightly' };
    expect(told(driftIn(here, deployedRule(deployed, { ...live, Targets: [] })))).toEqual({
      status: 'drift',
      sides: [
        ['drift', 'ScheduleExpression', FIVE, SIX],
        ['adopted', 'State', 'ENABLED', 'DISABLED'],
        ['pending', 'Description', 'every night', 'nightly'],
      ],
      reasons: [],
    });
  });

  it('also say what this file says where all three differ', () => {
    const snapshot = deployedRule(at(FIVE), { ScheduleExpression: SIX, Targets: [] });
    const [difference] = driftIn(at(SEVEN), snapshot).differences;
    expect(difference).toMatchObject({ template: FIVE, live: SIX, local: SEVEN });
  });

  it('do not call it pending that a target was added in the console', () => {
    const target = (id: string) => ({ Id: id, Arn: QUEUE });
    const text = at(FIVE, `Targets: [{ Id: jobs, Arn: '${QUEUE}' }]`);
    const live = { ScheduleExpression: FIVE, Targets: [target('jobs'), target('mine')] };
    const { status, differences, pending } = driftIn(text, deployedRule(text, live));
    expect(status).toBe('drift');
    expect(differences).toMatchObject([
      { path: 'Targets[mine]', template: undefined, live: { Id: 'mine', Arn: QUEUE } },
    ]);
    expect(pending).toEqual([]);
  });

  it('see a new name, which makes another rule', () => {
    const deployed = at(FIVE, 'Name: shop-Nightly');
    const snapshot = deployedRule(deployed, { ScheduleExpression: FIVE, Targets: [] });
    expect(driftIn(at(FIVE, 'Name: nightly'), snapshot).pending).toMatchObject([
      { path: 'Name', template: 'nightly', live: 'shop-Nightly' },
    ]);
    expect(driftIn(deployed, snapshot).pending).toEqual([]);
  });
});

describe('a resource', () => {
  const live = { ScheduleExpression: FIVE, Targets: [] };

  it('is deleted only where the snapshot is complete', () => {
    const gone = (complete: boolean) =>
      driftIn(
        at(FIVE),
        snapshotOf({ rules: { Nightly: 'shop-Nightly' }, template: at(FIVE), complete }),
      );
    expect(gone(true)).toMatchObject({ status: 'deleted', physicalId: 'shop-Nightly' });
    expect(gone(false)).toMatchObject({ status: 'unknown', physicalId: 'shop-Nightly' });
  });

  it('is not deployed where the stack has none of its type', () => {
    expect(driftIn(at(FIVE), snapshotOf({})).status).toBe('not-deployed');
    const other = snapshotOf({ others: { Nightly: ['AWS::SQS::Queue', QUEUE] } });
    expect(driftIn(at(FIVE), other).status).toBe('not-deployed');
    expect(driftIn(at(FIVE), snapshotOf({ complete: false })).status).toBe('unknown');
  });

  it.each([
    ['false', 'in-sync', ['`InProd` does not hold, so it is not made']],
    ['true', 'not-deployed', []],
    [null, 'unknown', ['whether `InProd` holds is not known']],
  ])(
    'with a condition whose parameter is %s and that is not there: %s',
    (prod, status, reasons) => {
      const text = `Parameters: { Prod: { Type: String, Default: 'true' } }
Conditions: { InProd: !Equals [!Ref Prod, 'true'] }
Resources:
  Nightly:
    Type: AWS::Events::Rule
    Condition: InProd
    Properties: { ScheduleExpression: ${FIVE} }
`;
      const drift = driftIn(text, snapshotOf({ parameters: { Prod: prod } }));
      expect(told(drift)).toEqual({ status, sides: [], reasons });
    },
  );

  it('that this file’s condition takes away is as it is until the next deploy', () => {
    const snapshot = deployedRule(at(FIVE), live, { parameters: { Prod: 'false' } });
    const text = at(FIVE).replace('Properties', 'Condition: InProd\n    Properties');
    const conditions = `Parameters: { Prod: { Type: String } }\nConditions: { InProd: !Equals [!Ref Prod, 'true'] }\n`;
    expect(told(driftIn(conditions + text, snapshot))).toEqual({
      status: 'in-sync',
      sides: [],
      reasons: ['`InProd` does not hold any more: the next deploy removes it'],
    });
  });

  it('that a service manages is not compared', () => {
    const managed = deployedRule(at(FIVE), { ...live, ManagedBy: 'autoscaling.amazonaws.com' });
    expect(told(driftIn(at(SIX), managed))).toMatchObject({ status: 'unknown', sides: [] });
  });

  it.each([
    ['its ARN', 'arn:aws:events:eu-west-1:123456789012:rule/shop-Nightly', {}, 'in-sync'],
    ['its bus and name', 'orders|shop-Nightly', { EventBusName: 'orders' }, 'in-sync'],
    [
      'the ARN of its bus',
      'arn:aws:events:eu-west-1:123456789012:event-bus/orders|shop-Nightly',
      { EventBusName: 'orders' },
      'in-sync',
    ],
    ['its name, on another bus', 'shop-Nightly', { EventBusName: 'orders' }, 'deleted'],
    ['another bus', 'orders|shop-Nightly', {}, 'deleted'],
    ['no name at all', 'a b', {}, 'unknown'],
  ])('is found by %s', (_, physicalId, home, status) => {
    const text = at(FIVE);
    const snapshot = deployedRule(text, { ...live, ...home }, { rules: { Nightly: physicalId } });
    expect(driftIn(text, snapshot).status).toBe(status);
  });

  it('on a bus of its own is not called deleted where its id does not say so', () => {
    const text = at(FIVE, 'EventBusName: orders');
    expect(driftIn(text, deployedRule(text, { ...live, EventBusName: 'orders' })).status).toBe(
      'in-sync',
    );
    const unread = snapshotOf({ rules: { Nightly: 'shop-Nightly' }, template: text });
    expect(driftIn(text, unread).status).toBe('unknown');
  });

  it('that is a schedule is found in its group', () => {
    const text = scheduleText(`ScheduleExpression: ${FIVE}`, 'GroupName: nights');
    const found = (group: Record<string, string>) =>
      driftIn(text, deployedSchedule(text, { ScheduleExpression: FIVE, ...group })).status;
    expect(found({ GroupName: 'nights' })).toBe('in-sync');
    expect(found({})).toBe('deleted');
  });

  it('whose group is not known is found where there is one of its name', () => {
    const text = scheduleText(`ScheduleExpression: ${FIVE}`, 'GroupName: !ImportValue group');
    const schedule = { Name: 'shop-Nightly', ScheduleExpression: FIVE };
    const found = (...groups: readonly string[]) =>
      driftIn(
        text,
        deployedSchedule(
          text,
          {},
          {
            liveSchedules: groups.map(GroupName => ({ ...schedule, GroupName })),
          },
        ),
      ).status;
    expect(found('nights')).toBe('in-sync');
    expect(found('nights', 'days')).toBe('unknown');
  });

  it('whose targets were not read is compared in the rest', () => {
    const text = at(FIVE, `Targets: [{ Id: jobs, Arn: '${QUEUE}' }]`);
    const drift = driftIn(text, deployedRule(text, { ScheduleExpression: SIX }));
    expect(told(drift)).toEqual({
      status: 'drift',
      sides: [['drift', 'ScheduleExpression', FIVE, SIX]],
      reasons: ['Targets: they were not read'],
    });
    expect(drift.notCompared).toBe(1);
  });

  it('has tags that a snapshot does not tell', () => {
    const text = at(FIVE, 'Tags: [{ Key: a, Value: b }]');
    expect(driftIn(text, deployedRule(text, live))).toMatchObject({
      status: 'in-sync',
      notCompared: 1,
      reasons: ['Tags: they are not in the snapshot'],
    });
  });
});

describe('the snapshot of another stack', () => {
  it.each([
    [
      { account: '999999999999' },
      'the snapshot is of account 123456789012, and this template’s is 999999999999',
    ],
    [
      { region: 'us-east-1' },
      'the snapshot is of Region eu-west-1, and this template’s is us-east-1',
    ],
    [{ stack: 'other' }, 'the snapshot is of stack shop, and this template’s is other'],
  ])('says nothing: %j', (options, reason) => {
    const snapshot = deployedRule(at(FIVE), { ScheduleExpression: SIX });
    expect(told(driftIn(at(FIVE), snapshot, options))).toEqual({
      status: 'unknown',
      sides: [],
      reasons: [reason],
    });
  });
});

describe('what a team ignores', () => {
  const text = at(FIVE, `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: '{"a": 1, "ab": 1}' }]`);
  const live = {
    ScheduleExpression: SIX,
    Targets: [{ Id: 'jobs', Arn: QUEUE, Input: '{"a": 2, "ab": 2}' }],
  };
  const paths = (property: string, resource = 'Nightly') =>
    driftIn(text, deployedRule(text, live), {
      ignored: [{ resource, property, reason: 'tried out' }],
    }).differences.map(({ path }) => path);

  it('is left out with what is in it, and nothing else', () => {
    const [schedule, a, ab] = [
      'ScheduleExpression',
      'Targets[jobs].Input.a',
      'Targets[jobs].Input.ab',
    ];
    expect(paths('State')).toEqual([schedule, a, ab]);
    expect(paths('Targets')).toEqual([schedule]);
    expect(paths('Targets[jobs].Input')).toEqual([schedule]);
    expect(paths('Targets[jobs].Input.a')).toEqual([schedule, ab]);
    expect(paths('ScheduleExpression')).toEqual([a, ab]);
    expect(paths('ScheduleExpression', 'Other')).toEqual([schedule, a, ab]);
  });

  it('is told', () => {
    const ignored = [{ resource: 'Nightly', property: 'Targets', reason: 'tried out' }];
    const { reasons } = driftIn(text, deployedRule(text, live), { ignored });
    expect(reasons).toEqual(['Targets is ignored: tried out']);
  });
});

describe('a difference stands', () => {
  const json = `{"command": ["rake", "jobs:ship"], "cpu": 256}`;
  const target = (input: string) => `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: ${input} }]`;
  const tokens = (text: string, live: Record<string, unknown>) =>
    driftIn(
      text,
      deployedRule(text, { ScheduleExpression: FIVE, Targets: [], ...live }),
    ).differences.map(({ span }) => text.slice(span.start, span.end));
  const liveTarget = (input: unknown) => ({
    Targets: [{ Id: 'jobs', Arn: QUEUE, Input: JSON.stringify(input) }],
  });

  it('on the value', () => {
    expect(tokens(at(FIVE), { ScheduleExpression: SIX })).toEqual([FIVE]);
  });

  it('on the logical id where the property is left out', () => {
    expect(tokens(at(FIVE), { State: 'DISABLED' })).toEqual(['Nightly']);
  });

  it('inside of an Input', () => {
    const other = { command: ['rake', 'jobs:mail'], cpu: 256 };
    expect(tokens(at(FIVE, target(`'${json}'`)), liveTarget(other))).toEqual(['"jobs:ship"']);
    expect(tokens(at(FIVE, target(`!Sub '${json}'`)), liveTarget(other))).toEqual(['"jobs:ship"']);
  });

  it('on the Id of a target that is gone, and on Targets for one that was added', () => {
    const text = at(FIVE, target(`'${json}'`));
    expect(tokens(text, {})).toEqual([`{ Id: jobs, Arn: '${QUEUE}', Input: '${json}' }`]);
    const lines = at(FIVE, 'Targets:', '  - Id: jobs', `    Arn: ${QUEUE}`);
    expect(tokens(lines, {})).toEqual(['jobs']);
    const added = [
      { Id: 'jobs', Arn: QUEUE },
      { Id: 'mine', Arn: QUEUE },
    ];
    expect(tokens(lines, { Targets: added })).toEqual(['Targets']);
  });

  it('on a branch, and under the template’s own key', () => {
    const network = (subnets: string) =>
      `{ Id: jobs, Arn: ${QUEUE}, EcsParameters: { TaskDefinitionArn: t, NetworkConfiguration: { AwsVpcConfiguration: { Subnets: ${subnets} } } } }`;
    const text = `Conditions: { A: !Equals [a, a] }\n${at(FIVE, `Targets: [!If [A, ${network('[a, b]')}, !Ref AWS::NoValue]]`)}`;
    const live = {
      Targets: [
        {
          Id: 'jobs',
          Arn: QUEUE,
          EcsParameters: {
            TaskDefinitionArn: 't',
            NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['b', 'c'] } },
          },
        },
      ],
    };
    const snapshot = deployedRule(text, { ScheduleExpression: FIVE, ...live });
    const { differences } = driftIn(text, snapshot);
    expect(differences.map(({ path, span }) => [path, text.slice(span.start, span.end)])).toEqual([
      ['Targets[jobs].EcsParameters.NetworkConfiguration.awsvpcConfiguration.Subnets', '[a, b]'],
    ]);
  });
});

describe('the answer', () => {
  it('has every rule and schedule in the order of the file, and is kept', () => {
    const text = `${at(FIVE)}  Hourly:\n    Type: AWS::Scheduler::Schedule\n  Jobs: { Type: AWS::SQS::Queue }\n`;
    const template = parseTemplate(text);
    const snapshot = deployedRule(text, { ScheduleExpression: FIVE, Targets: [] });
    const drift = driftOf(template, snapshot, OPTIONS);
    expect(drift.map(({ logicalId, status }) => `${logicalId} ${status}`)).toEqual([
      'Nightly in-sync',
      'Hourly not-deployed',
    ]);
    expect(driftOf(template, snapshot, OPTIONS)).toBe(drift);
    const strict = { ...OPTIONS, region: 'us-east-1' };
    expect(driftOf(template, snapshot, strict)[0]?.status).toBe('unknown');
  });
});
