import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { restoreCommand } from '../../server/src/authoring/restore.js';
import { hashInputs } from '../../server/src/drift/hash-inputs.js';
import {
  deployedRule,
  deployedSchedule,
  driftIn,
  QUEUE,
  ruleText,
  scheduleText,
} from '../drift/support.js';

const FIVE = 'ScheduleExpression: cron(0 5 * * ? *)';
const live = { ScheduleExpression: 'cron(0 5 * * ? *)', State: 'ENABLED', Targets: [] };
const WHERE = { region: 'eu-west-1', profile: null };

/** The command for the only difference, as a shell hands its words on. */
function words(
  drift: ReturnType<typeof driftIn>,
  where: typeof WHERE | { region: string; profile: string } = WHERE,
) {
  const [difference, ...more] = drift.differences;
  if (!difference || more.length > 0) throw new Error('one difference is needed');
  const command = restoreCommand(drift, difference, where);
  if (command === null) return null;
  const { stdout } = spawnSync('sh', ['-c', `aws() { printf '%s\\n' "$@"; }; ${command}`], {
    encoding: 'utf8',
  });
  return stdout.trim().split('\n');
}

function ruleWords(change: Record<string, unknown>, ...lines: readonly string[]) {
  const text = ruleText(FIVE, ...lines);
  return words(driftIn(text, deployedRule(text, { ...live, ...change })));
}

const REGION = ['--region', 'eu-west-1'];

describe('what restores a rule', () => {
  it('is a switch for its state', () => {
    const name = ['--name', 'shop-Nightly'];
    expect(ruleWords({ State: 'DISABLED' })).toEqual(['events', 'enable-rule', ...name, ...REGION]);
    expect(ruleWords({}, 'State: DISABLED')).toEqual([
      'events',
      'disable-rule',
      ...name,
      ...REGION,
    ]);
  });

  it('repeats what else PutRule would reset', () => {
    const change = {
      ScheduleExpression: 'cron(0 6 * * ? *)',
      Description: 'it\'s "live"',
      RoleArn: 'arn:aws:iam::1:role/x',
    };
    const text = ruleText(
      FIVE,
      `Description: 'it''s "live"'`,
      'RoleArn: arn:aws:iam::1:role/x',
      'EventBusName: orders',
    );
    const snapshot = deployedRule(
      text,
      { ...live, ...change, EventBusName: 'orders' },
      { rules: { Nightly: 'orders|shop-Nightly' } },
    );
    expect(words(driftIn(text, snapshot), { region: 'eu-west-1', profile: 'shop live' })).toEqual([
      ...['events', 'put-rule', '--name', 'shop-Nightly'],
      ...['--schedule-expression', 'cron(0 5 * * ? *)', '--state', 'ENABLED'],
      ...['--description', 'it\'s "live"', '--role-arn', 'arn:aws:iam::1:role/x'],
      ...['--event-bus-name', 'orders', ...REGION, '--profile', 'shop live'],
    ]);
  });

  it('leaves out what the template does not have', () => {
    expect(ruleWords({ Description: 'mine' })).toEqual([
      ...['events', 'put-rule', '--name', 'shop-Nightly'],
      ...['--schedule-expression', 'cron(0 5 * * ? *)', '--state', 'ENABLED', ...REGION],
    ]);
  });

  it('puts a target that is gone, with numbers as the API takes them', () => {
    const ecs =
      "EcsParameters: { TaskDefinitionArn: t, TaskCount: '2', EnableExecuteCommand: true, NetworkConfiguration: { AwsVpcConfiguration: { Subnets: [a] } } }";
    const put = ruleWords(
      {},
      `Targets: [{ Id: jobs, Arn: ${QUEUE}, ${ecs}, Input: '{"a": "$b"}' }]`,
    );
    expect(put?.slice(0, 4)).toEqual(['events', 'put-targets', '--rule', 'shop-Nightly']);
    expect(JSON.parse(put?.[5] ?? '')).toEqual([
      {
        Id: 'jobs',
        Arn: QUEUE,
        EcsParameters: {
          TaskDefinitionArn: 't',
          TaskCount: 2,
          EnableExecuteCommand: true,
          NetworkConfiguration: { awsvpcConfiguration: { Subnets: ['a'] } },
        },
        Input: '{"a": "$b"}',
      },
    ]);
  });

  it('puts one property of a target, and the others as they are live', () => {
    const change = { Targets: [{ Id: 'jobs', Arn: QUEUE, Input: '{"a": 2}', RoleArn: 'r' }] };
    const lines = [
      `Targets: [{ Id: jobs, Arn: '${QUEUE}', Input: '{"a": 1}', RoleArn: !Sub 'r\${Nowhere}' }]`,
    ];
    expect(JSON.parse(ruleWords(change, ...lines)?.[5] ?? '')).toEqual([
      { Id: 'jobs', Arn: QUEUE, Input: '{"a": 1}', RoleArn: 'r' },
    ]);
  });

  it('removes a target that was added', () => {
    expect(ruleWords({ Targets: [{ Id: 'mine', Arn: QUEUE }] })).toEqual([
      ...['events', 'remove-targets', '--rule', 'shop-Nightly', '--ids', 'mine', ...REGION],
    ]);
  });

  it('writes an event pattern as a text', () => {
    const text = ruleText('EventPattern: { source: [a] }');
    const drift = driftIn(
      text,
      deployedRule(text, { EventPattern: '{"source":["b"]}', Targets: [] }),
    );
    expect(words(drift)).toContain('{"source":["a"]}');
  });

  it('is nothing where the template’s value is not wholly known, or a hash stands in its place', () => {
    expect(ruleWords({ Description: 'x' }, "Description: !Sub 'a${Nowhere}'")).toBeNull();
    const gone = `Targets: [{ Id: jobs, Arn: !Sub '\${Nowhere}', RoleArn: r }]`;
    expect(ruleWords({}, gone)).toBeNull();
    const text = ruleText(
      FIVE,
      `Targets: [{ Id: jobs, Arn: '${QUEUE}', RoleArn: r, Input: '{}' }]`,
    );
    const change = { Targets: [{ Id: 'jobs', Arn: QUEUE, RoleArn: 's', Input: '{}' }] };
    const hashed = hashInputs(deployedRule(text, { ...live, ...change }), () => 'hash');
    expect(words(driftIn(text, hashed, { hash: () => 'hash' }))).toBeNull();
  });
});

describe('what restores a schedule', () => {
  const target = {
    Arn: QUEUE,
    RoleArn: 'r',
    Input: '{"a": 1}',
    SqsParameters: { MessageGroupId: 'g' },
  };
  const text = scheduleText(
    FIVE,
    "FlexibleTimeWindow: { Mode: 'OFF' }",
    `Target: { Arn: '${QUEUE}', RoleArn: r, Input: '{"a": 1}', SqsParameters: { MessageGroupId: g } }`,
  );
  const schedule = {
    ScheduleExpression: 'cron(0 5 * * ? *)',
    FlexibleTimeWindow: { Mode: 'OFF' },
    GroupName: 'default',
    Arn: 'arn:schedule',
    CreationDate: '2026-01-01T00:00:00.000Z',
    Target: target,
  };
  const input = (change: Record<string, unknown>) => {
    const found = words(driftIn(text, deployedSchedule(text, { ...schedule, ...change })));
    expect(found?.slice(0, 3)).toEqual(['scheduler', 'update-schedule', '--cli-input-json']);
    return JSON.parse(found?.[3] ?? '');
  };
  const { Arn: _, CreationDate: __, ...own } = schedule;
  const whole = { Name: 'shop-Nightly', ...own };

  it('repeats all of it but what differs', () => {
    expect(input({ ScheduleExpression: 'rate(1 day)' })).toEqual(whole);
    expect(input({ State: 'DISABLED' })).toEqual(whole);
    expect(input({ Target: { ...target, Input: '{"a": 2}' } })).toEqual(whole);
    expect(input({ Target: { ...target, RetryPolicy: { MaximumRetryAttempts: 1 } } })).toEqual(
      whole,
    );
  });
});
