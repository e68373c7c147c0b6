import { beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/src/providers/aws.js';
import type { Changes, LiveName } from '../../server/src/providers/live.js';
import { jsonReply, queryReply, startProxy } from '../support/aws-proxy.js';
import { ACCOUNT } from '../support/shop.js';
import { answered, refused, useShopEnv, work } from './support.js';

useShopEnv();
const proxy = await startProxy();
const NIGHTLY: LiveName = { kind: 'rule', physicalId: 'nightly' };

/** An event as CloudTrail has it, of an administrator in the console unless said otherwise. */
function event(eventName: string, requestParameters: object | null, more: object = {}) {
  return {
    eventName,
    requestParameters,
    eventTime: '2026-11-24T02:10:00Z',
    eventSource: 'events.amazonaws.com',
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/Admin/ann@example.com`,
    },
    sourceIPAddress: '203.0.113.9',
    sessionCredentialFromConsole: 'true',
    ...more,
  };
}

/** Pages of events by the event's name. */
function trail(pages: Readonly<Record<string, readonly (readonly object[])[]>>): void {
  proxy.on('LookupEvents', ({ input }) => {
    const [{ AttributeValue = '' } = {}] = input.LookupAttributes as { AttributeValue: string }[];
    const at = Number(input.NextToken ?? 0);
    const all = pages[AttributeValue] ?? [];
    const Events = (all[at] ?? []).map(one => ({ CloudTrailEvent: JSON.stringify(one) }));
    return jsonReply({ Events, ...(at + 1 < all.length && { NextToken: String(at + 1) }) });
  });
}

const ask = async (...names: LiveName[]): Promise<Changes> =>
  answered(await connect({ endpoint: proxy.url }).whoChanged(names, work()));

beforeEach(() => {
  proxy.reset();
  const identity = `<Account>${ACCOUNT}</Account><Arn>arn:aws:iam::${ACCOUNT}:user/ci</Arn>`;
  proxy.on('GetCallerIdentity', () => queryReply('GetCallerIdentity', identity));
});

describe('who changed a rule', () => {
  it('is told with the event and its time', async () => {
    const page = [event('DisableRule', { name: 'nightly' })];
    trail({ DisableRule: [page, page] });
    expect(await ask(NIGHTLY)).toEqual({
      changes: [
        {
          name: NIGHTLY,
          when: '2026-11-24T02:10:00Z',
          event: 'DisableRule',
          who: 'role Admin',
          session: 'ann@example.com',
          isConsole: true,
        },
      ],
      isWhole: true,
    });
    // each kind of event, and no page after the one that has it
    expect(proxy.calls.LookupEvents).toBe(6);
  });

  it('is who did it last', async () => {
    const at = (eventTime: string) => ({ eventTime });
    trail({
      PutRule: [[event('PutRule', { name: 'nightly' }, at('2026-11-20T00:00:00Z'))]],
      RemoveTargets: [
        [
          event('RemoveTargets', { rule: 'nightly', ids: ['a'] }, at('2026-11-22T00:00:00Z')),
          event('RemoveTargets', { rule: 'nightly', ids: ['b'] }, at('2026-11-01T00:00:00Z')),
        ],
      ],
      EnableRule: [[event('EnableRule', { name: 'nightly' }, at('2026-11-21T00:00:00Z'))]],
    });
    const { changes } = await ask(NIGHTLY);
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ event: 'RemoveTargets', when: '2026-11-22T00:00:00Z' });
  });

  it('is nobody where CloudFormation did, AWS refused, or it is about something else', async () => {
    const others = [
      { userIdentity: { arn: 'x', invokedBy: 'cloudformation.amazonaws.com' } },
      { sourceIPAddress: 'cloudformation.amazonaws.com' },
      { errorCode: 'AccessDenied' },
      { eventSource: 'other.amazonaws.com' },
      { requestParameters: { name: 'weekly' } },
      { requestParameters: { name: 'nightly', eventBusName: 'orders' } },
      { requestParameters: null },
    ];
    trail({ PutRule: [others.map(more => event('PutRule', { name: 'nightly' }, more))] });
    expect(await ask(NIGHTLY)).toEqual({ changes: [], isWhole: true });
  });

  it('is in the console only where a person is', async () => {
    const names = ['keys', 'service', 'person'].map(
      physicalId => ({ kind: 'rule', physicalId }) as const,
    );
    trail({
      PutRule: [
        [
          event('PutRule', { name: 'keys' }, { sessionCredentialFromConsole: undefined }),
          event('PutRule', { name: 'service' }, { userIdentity: { invokedBy: 'a.amazonaws.com' } }),
          event('PutRule', { name: 'person' }),
        ],
      ],
    });
    const { changes } = await ask(...names);
    const where = changes.map(({ name, isConsole }) => [name.physicalId, isConsole]);
    expect(Object.fromEntries(where)).toEqual({ keys: false, service: false, person: true });
  });

  it('is found by its bus, whose name or ARN is said', async () => {
    const eventBusName = `arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/orders`;
    trail({ PutTargets: [[event('PutTargets', { rule: 'nightly', eventBusName })]] });
    expect((await ask({ kind: 'rule', physicalId: 'orders|nightly' })).changes).toHaveLength(1);
    expect((await ask(NIGHTLY)).changes).toHaveLength(0);
  });

  it('is looked for in five pages of each event, and what is older is said to be missing', async () => {
    const other = event('PutRule', { name: 'weekly' });
    const mine = event('PutRule', { name: 'nightly' });
    trail({ PutRule: [[other], [other], [other], [other], [mine]] });
    expect((await ask(NIGHTLY)).isWhole).toBe(true);
    trail({ PutRule: [[other], [other], [other], [other], [other], [mine]] });
    expect(await ask(NIGHTLY)).toEqual({ changes: [], isWhole: false });
  }, 60_000);

  it('is not read of what is no JSON', async () => {
    proxy.on('LookupEvents', () => jsonReply({ Events: [{ CloudTrailEvent: '{' }, {}] }));
    expect(await ask(NIGHTLY)).toEqual({ changes: [], isWhole: true });
  });

  it('is not told where CloudTrail may not be asked', async () => {
    proxy.on('LookupEvents', ({ refuse }) => refuse('AccessDeniedException'));
    const answer = await connect({ endpoint: proxy.url }).whoChanged([NIGHTLY], work());
    expect(refused(answer)).toMatchObject({
      kind: 'denied',
      message: expect.stringContaining('cloudtrail:LookupEvents'),
    });
  });
});

describe('who changed a schedule', () => {
  const source = { eventSource: 'scheduler.amazonaws.com' };
  const changed = event('UpdateSchedule', { name: 'nightly', groupName: 'jobs' }, source);

  it('is found by its group', async () => {
    trail({ UpdateSchedule: [[changed]] });
    const of = (groupName?: string) => ask({ kind: 'schedule', physicalId: 'nightly', groupName });
    expect((await of('jobs')).changes).toHaveLength(1);
    expect((await of()).changes).toHaveLength(1);
    expect((await of('default')).changes).toHaveLength(0);
    expect(proxy.calls.LookupEvents).toBe(9);
  });

  it('is asked together with rules, at two questions a second', async () => {
    trail({ UpdateSchedule: [[changed]], PutRule: [[event('PutRule', { name: 'nightly' })]] });
    const began = performance.now();
    const { changes } = await ask(NIGHTLY, { kind: 'schedule', physicalId: 'nightly' });
    expect(changes.map(({ name }) => name.kind).sort()).toEqual(['rule', 'schedule']);
    expect(performance.now() - began).toBeGreaterThan(((9 - 2) / 2) * 1000 - 50);
  });
});
