import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '../../server/src/providers/aws.js';
import type { Firing, Window } from '../../server/src/providers/live.js';
import { startProxy } from '../support/aws-proxy.js';
import { needMoto, startMoto } from '../support/moto.js';
import { REGION } from '../support/shop.js';
import { answered, useShopEnv, work } from './support.js';

useShopEnv();
const moto = await startMoto();
const proxy = await startProxy(moto?.url);
const NOW = Date.UTC(2026, 10, 24, 12, 7, 30);
const HOUR = 60 * 60_000;

beforeEach(needMoto);
beforeEach(() => proxy.reset());

beforeAll(async () => {
  if (!moto) return;
  const client = new CloudWatchClient({ endpoint: moto.url, region: REGION });
  const put = (MetricName: string, hoursAgo: number, Value: number, rule = 'nightly', bus = '') =>
    client.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Events',
        MetricData: [
          {
            MetricName,
            Value,
            Timestamp: new Date(NOW - hoursAgo * HOUR),
            Dimensions: [
              { Name: 'RuleName', Value: rule },
              ...(bus ? [{ Name: 'EventBusName', Value: bus }] : []),
            ],
          },
        ],
      }),
    );
  for (const hours of [1, 2, 3]) await put('TriggeredRules', hours, 1);
  await put('Invocations', 1, 2);
  await put('Invocations', 2, 1);
  await put('FailedInvocations', 3, 1);
  await put('TriggeredRules', 30, 5);
  await put('TriggeredRules', 0.1, 7);
  await put('TriggeredRules', 1, 4, 'onBus', 'orders');
});

const firing = async (rules: readonly string[], window: Partial<Window> = {}): Promise<Firing> => {
  const whole = {
    from: new Date(NOW - 24 * HOUR).toISOString(),
    to: new Date(NOW).toISOString(),
    ...window,
  };
  const aws = connect({ endpoint: proxy.url }, () => NOW);
  return answered(await aws.firing(rules, whole, work()));
};

describe('what a rule did', () => {
  it('is counted in the window, up to 15 minutes ago', async () => {
    const { window, rules } = await firing(['nightly', 'silent', 'orders|onBus']);
    expect(rules).toEqual({
      nightly: { triggered: 3, invocations: 3, failed: 1 },
      silent: { triggered: 0, invocations: 0, failed: 0 },
      'orders|onBus': { triggered: 4, invocations: 0, failed: 0 },
    });
    expect(window).toEqual({ from: '2026-11-23T12:07:00.000Z', to: '2026-11-24T11:52:00.000Z' });
  });

  it('is asked in periods that CloudWatch still has', async () => {
    const days = (count: number) => new Date(NOW - count * 24 * HOUR).toISOString();
    expect((await firing(['nightly'], { from: days(20) })).window.from).toBe(
      '2026-11-04T12:05:00.000Z',
    );
    const old = await firing(['nightly'], { from: days(70), to: days(69) });
    expect(old.window).toEqual({
      from: '2026-09-15T12:00:00.000Z',
      to: '2026-09-16T12:00:00.000Z',
    });
  });

  it('is not asked where nothing can be known yet', async () => {
    const from = new Date(NOW - 5 * 60_000).toISOString();
    const { window, rules } = await firing(['nightly'], { from });
    expect(window.from).toBe(window.to);
    expect(rules.nightly?.triggered).toBe(0);
    expect(proxy.calls).toEqual({ GetCallerIdentity: 1 });
  });

  it('is asked of 500 metrics at a time', async () => {
    const names = Array.from({ length: 300 }, (_, at) => `rule-${at}`);
    const { rules } = await firing([...names, 'nightly']);
    expect(Object.keys(rules)).toHaveLength(301);
    expect(rules.nightly?.triggered).toBe(3);
    expect(proxy.calls.GetMetricData).toBe(2);
  });
});
