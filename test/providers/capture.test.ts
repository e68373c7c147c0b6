import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LiveRule, Snapshot } from '../../server/src/drift/snapshot.js';
import { connect } from '../../server/src/providers/aws.js';
import type { Aws } from '../../server/src/providers/live.js';
import { jsonReply, queryReply, startProxy, xmlText } from '../support/aws-proxy.js';
import { needMoto, startMoto } from '../support/moto.js';
import { ACCOUNT, REGION, type Shop, type ShopRule, shop } from '../support/shop.js';
import { answered, refused, useShopEnv, work } from './support.js';

useShopEnv();
const moto = await startMoto();
const proxy = await startProxy(moto?.url);

beforeEach(needMoto);
beforeEach(() => proxy.reset());

const capture = async (request: Parameters<Aws['capture']>[0], aws = connectProxy()) =>
  answered(await aws.capture(request, work()));

function connectProxy(now?: () => number): Aws {
  return connect({ endpoint: proxy.url }, now);
}

/** As EventBridge lists a rule that was created so. */
function listed({ logicalId: _, ...rule }: ShopRule): LiveRule {
  return {
    ...rule,
    Arn: `arn:aws:events:${REGION}:${ACCOUNT}:rule/${rule.Name}`,
    EventBusName: 'default',
  } as unknown as LiveRule;
}

function sorted(rules: readonly LiveRule[]): LiveRule[] {
  return [...rules].sort((a, b) => (a.Name < b.Name ? -1 : 1));
}

describe('a stack of 30 rules', () => {
  let small: Shop;

  beforeAll(async () => {
    if (moto) small = await shop(moto);
  }, 60_000);

  it('is captured as it was created, in at most 40 calls', async () => {
    const { snapshot, identity, unread } = await capture({ stack: 'shop' });
    expect(snapshot.rules).toEqual(sorted(small.rules.map(listed)));
    const { template, resources, parameters, id } = snapshot.stack;
    expect(template).toBe(small.template);
    expect(id).toMatch(/^arn:aws:cloudformation:.*:stack\/shop\//);
    expect(parameters).toEqual({ Stage: 'shop', Hour: '4', Token: null });
    const deployed = small.rules.map(({ logicalId, Name }) => [
      logicalId,
      { type: 'AWS::Events::Rule', physicalId: Name },
    ]);
    expect(resources).toEqual(Object.fromEntries(deployed));
    expect(snapshot.exports).toMatchObject({ 'shop-net-subnets': 'subnet-1,subnet-2' });
    expect(snapshot).toMatchObject({ version: 1, account: ACCOUNT, region: REGION });
    expect([snapshot.complete, unread]).toEqual([true, []]);
    expect(identity).toEqual({
      account: ACCOUNT,
      region: REGION,
      who: 'user moto',
      credentials: 'AWS_ACCESS_KEY_ID',
    });
    expect(proxy.calls).toEqual({
      GetCallerIdentity: 1,
      DescribeStacks: 1,
      GetTemplate: 1,
      ListStackResources: 1,
      ListExports: 1,
      ListRules: 1,
      ListTargetsByRule: 30,
    });
  });

  it('is asked about once in five minutes', async () => {
    let now = Date.UTC(2026, 10, 24, 9);
    const aws = connectProxy(() => now);
    const first = await capture({ stack: 'shop' }, aws);
    proxy.reset();
    now += 4 * 60_000;
    const second = await capture({ stack: 'shop' }, aws);
    expect(proxy.calls).toEqual({});
    expect(second.snapshot).toEqual(first.snapshot);
    expect(second.snapshot.capturedAt).toBe('2026-11-24T09:00:00.000Z');
    now += 60_000;
    const third = await capture({ stack: 'shop' }, aws);
    expect(proxy.calls.DescribeStacks).toBe(1);
    expect(third.snapshot.capturedAt).toBe('2026-11-24T09:05:00.000Z');
  });

  it('is asked about anew where that is wanted', async () => {
    const aws = connectProxy();
    await capture({ stack: 'shop' }, aws);
    proxy.reset();
    await capture({ stack: 'shop', fresh: true }, aws);
    expect(proxy.calls).toMatchObject({ GetCallerIdentity: 1, DescribeStacks: 1, ListRules: 1 });
  });

  it('keeps what was read before somebody cancelled', async () => {
    const aws = connectProxy();
    const controller = new AbortController();
    const stopped = await aws.capture(
      { stack: 'shop' },
      {
        signal: controller.signal,
        onProgress: (_, done) => {
          if (done === 10) controller.abort();
        },
      },
    );
    expect(refused(stopped).kind).toBe('cancelled');
    const before = proxy.calls.ListTargetsByRule ?? 0;
    expect(before).toBeLessThan(30);
    const { snapshot } = await capture({ stack: 'shop' }, aws);
    expect(snapshot.rules.every(rule => rule.Targets)).toBe(true);
    // at most the eight under way are asked again
    expect(proxy.calls.ListTargetsByRule).toBeLessThanOrEqual(38);
    expect(proxy.calls.DescribeStacks).toBe(1);
  });

  it('is incomplete, and says of what, where a policy leaves something out', async () => {
    proxy.on('ListExports', ({ refuse }) => refuse('AccessDenied'));
    proxy.on('ListTargetsByRule', ({ input, refuse }) =>
      /-(?:4|5|6|7)$/.test(String(input.Rule)) ? refuse('AccessDeniedException') : undefined,
    );
    const { snapshot, unread } = await capture({ stack: 'shop' });
    expect(snapshot.complete).toBe(false);
    expect(snapshot.exports).toBeNull();
    expect(unread).toEqual([
      'Not read: exports. These credentials may not call cloudformation:ListExports: the policy must allow it.',
      expect.stringMatching(
        /^Not read: targets of shop-job-\d, targets of shop-job-\d, targets of shop-job-\d and 1 more\. .*events:ListTargetsByRule/,
      ),
    ]);
    const without = snapshot.rules.filter(rule => !rule.Targets).map(rule => rule.Name);
    expect(without).toEqual(['shop-job-4', 'shop-job-5', 'shop-job-6', 'shop-job-7']);
  });

  it('has no rule that was deleted while it was read', async () => {
    proxy.on('ListTargetsByRule', ({ input, refuse }) =>
      input.Rule === 'shop-job-3' ? refuse('ResourceNotFoundException') : undefined,
    );
    const { snapshot } = await capture({ stack: 'shop' });
    expect(snapshot.complete).toBe(true);
    expect(snapshot.rules.map(rule => rule.Name)).not.toContain('shop-job-3');
    expect(snapshot.rules).toHaveLength(29);
  });

  it('is incomplete where half a page arrives, and holds the line no rule deleted', async () => {
    const page = { Rules: [{ Name: 'shop-job-1', EventBusName: 'default' }], NextToken: 'more' };
    proxy.on('ListRules', ({ input }) =>
      input.NextToken ? { body: '{"Rules": [{"Name": "shop-jo' } : jsonReply(page),
    );
    const { snapshot, unread } = await capture({ stack: 'shop' });
    expect([snapshot.complete, snapshot.rules]).toEqual([false, []]);
    expect(unread).toEqual([
      expect.stringMatching(/^Not read: rules of bus default\. EventBridge/),
    ]);
  });

  it('follows a line that is cut in the middle of an answer', async () => {
    proxy.on('GetTemplate', ({ before }) =>
      before === 0 ? { ...queryReply('GetTemplate', 'x'.repeat(5000)), cutAfter: 200 } : undefined,
    );
    const { snapshot } = await capture({ stack: 'shop' });
    expect(snapshot.stack.template).toBe(small.template);
  });
});

describe('what is done in the console', () => {
  it('is what a second capture differs in', async () => {
    if (!moto) return;
    const { console, rules } = await shop(moto, { stack: 'edited' });
    const before = (await capture({ stack: 'edited' })).snapshot;
    await console.edit('edited-job-1', { ScheduleExpression: 'cron(0 6 * * ? *)' });
    await console.disable('edited-job-2');
    await console.delete('edited-job-4');
    const added = { Id: 'added', Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:other` };
    await console.putTarget('edited-job-7', added);
    const after = (await capture({ stack: 'edited' })).snapshot;
    const expected = before.rules
      .filter(rule => rule.Name !== 'edited-job-4')
      .map(rule => {
        if (rule.Name === 'edited-job-1')
          return { ...rule, ScheduleExpression: 'cron(0 6 * * ? *)' };
        if (rule.Name === 'edited-job-2') return { ...rule, State: 'DISABLED' };
        if (rule.Name === 'edited-job-7')
          return { ...rule, Targets: [added, ...(rule.Targets ?? [])] };
        return rule;
      });
    expect(after.rules).toEqual(expected);
    expect(after.stack.resources).toHaveProperty(rules[3]?.logicalId ?? '');
  });
});

describe('a stack of 300 rules', () => {
  it('is read to the end though AWS puts off some of the calls', async () => {
    if (!moto) return;
    await shop(moto, { stack: 'large', rules: 300 });
    const refusals = new Map<string, number>();
    proxy.on('ListTargetsByRule', ({ input, refuse }) => {
      const rule = String(input.Rule);
      const before = refusals.get(rule) ?? 0;
      if (!rule.endsWith('0') || before === 2) return undefined;
      refusals.set(rule, before + 1);
      return refuse('ThrottlingException', 'Rate exceeded');
    });
    const told: number[] = [];
    const began = performance.now();
    const answer = await connectProxy().capture(
      { stack: 'large' },
      work((_, done) => told.push(done)),
    );
    const seconds = (performance.now() - began) / 1000;
    const { snapshot } = answered(answer);
    expect(snapshot.complete).toBe(true);
    expect(snapshot.rules.filter(rule => rule.Targets?.length === 1)).toHaveLength(300);
    const { ListRules = 0, ListTargetsByRule, ...rest } = proxy.calls;
    // each tenth was put off twice
    expect(ListTargetsByRule).toBe(300 + 30 * 2);
    expect(ListRules).toBeGreaterThanOrEqual(3);
    expect(Object.values(rest).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(8);
    expect(told.at(-1)).toBe(300);
    // 15 a second, and the first 15 at once
    expect(seconds).toBeGreaterThan((300 - 15) / 15);
  }, 180_000);
});

describe('schedules', () => {
  const template = `Parameters: {Group: {Type: String}}
Resources:
  Plain: {Type: AWS::Scheduler::Schedule, Properties: {Name: plain}}
  Written: {Type: AWS::Scheduler::Schedule, Properties: {Name: written, GroupName: jobs}}
  Referred: {Type: AWS::Scheduler::Schedule, Properties: {Name: referred, GroupName: !Ref Group}}
  Joined: {Type: AWS::Scheduler::Schedule, Properties: {Name: joined, GroupName: !Sub 'j\${Rest}'}}
  Gone: {Type: AWS::Scheduler::Schedule, Properties: {Name: gone}}
`;
  const names = ['plain', 'written', 'referred', 'joined', 'gone'];

  /** moto deploys none, so the stack is told by the proxy; the schedules are moto's. */
  beforeEach(() => {
    const resources = names.map(name => {
      const logicalId = `${name[0]?.toUpperCase()}${name.slice(1)}`;
      return `<member><LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${name}</PhysicalResourceId><ResourceType>AWS::Scheduler::Schedule</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>`;
    });
    const parameter =
      '<member><ParameterKey>Group</ParameterKey><ParameterValue>jobs</ParameterValue></member>';
    const stack = `<member><StackName>timed</StackName><StackId>arn:timed</StackId><StackStatus>CREATE_COMPLETE</StackStatus><Parameters>${parameter}</Parameters></member>`;
    const answers = {
      DescribeStacks: `<Stacks>${stack}</Stacks>`,
      GetTemplate: `<TemplateBody>${xmlText(template)}</TemplateBody>`,
      ListStackResources: `<StackResourceSummaries>${resources.join('')}</StackResourceSummaries>`,
    };
    for (const [operation, inner] of Object.entries(answers))
      proxy.on(operation, () => queryReply(operation, inner));
  });

  beforeAll(async () => {
    if (!moto) return;
    const scheduler = new SchedulerClient({ endpoint: moto.url, region: REGION });
    await scheduler.send(new CreateScheduleGroupCommand({ Name: 'jobs' }));
    const create = (Name: string, GroupName: string) =>
      scheduler.send(
        new CreateScheduleCommand({
          Name,
          GroupName,
          ScheduleExpression: 'rate(1 day)',
          FlexibleTimeWindow: { Mode: 'OFF' },
          StartDate: new Date('2030-01-01T00:00:00Z'),
          Target: {
            Arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:jobs`,
            RoleArn: 'arn:aws:iam::1:role/r',
          },
        }),
      );
    await create('plain', 'default');
    for (const name of ['written', 'referred', 'joined']) await create(name, 'jobs');
  });

  const groups = ({ schedules }: Snapshot) =>
    schedules.map(({ Name, GroupName }) => `${GroupName}/${Name}`);

  it('are read with the group that the template says, else looked for', async () => {
    const { snapshot } = await capture({ stack: 'timed' });
    expect(groups(snapshot)).toEqual([
      'default/plain',
      'jobs/joined',
      'jobs/referred',
      'jobs/written',
    ]);
    expect(snapshot.complete).toBe(true);
    expect(snapshot.schedules[0]).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      StartDate: '2030-01-01T00:00:00.000Z',
    });
    expect(snapshot.schedules[0]).not.toHaveProperty('$metadata');
    expect(proxy.calls).toMatchObject({ GetSchedule: 5, ListSchedules: 1 });
    expect(proxy.calls).not.toHaveProperty('ListRules');
    expect(proxy.calls).not.toHaveProperty('ListExports');
  });

  it('are incomplete where one may not be read', async () => {
    proxy.on('GetSchedule', ({ input, refuse }) =>
      input.Name === 'plain' ? refuse('AccessDeniedException', '', 403) : undefined,
    );
    const { snapshot, unread } = await capture({ stack: 'timed' });
    expect(snapshot.complete).toBe(false);
    expect(unread).toEqual([
      'Not read: schedule plain. These credentials may not call scheduler:GetSchedule: the policy must allow it.',
    ]);
  });
});
