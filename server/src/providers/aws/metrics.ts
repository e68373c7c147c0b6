import {
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDataResult,
} from '@aws-sdk/client-cloudwatch';
import type { Firing, RuleFiring, Window } from '../live.js';
import type { Work } from '../provider.js';
import { ruleNameOf } from './physical.js';
import type { Session } from './session.js';

/** The most that one call takes. */
const QUERIES = 500;
/** Metrics of a minute arrive later than it. */
const LAG_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

const METRICS: Readonly<Record<keyof RuleFiring, string>> = {
  triggered: 'TriggeredRules',
  invocations: 'Invocations',
  failed: 'FailedInvocations',
};

/**
 * What was recorded of each rule.
 * @throws AwsFailure
 */
export async function recordedFiring(
  session: Session,
  rules: readonly string[],
  asked: Window,
  now: number,
  { signal, onProgress }: Work,
): Promise<Firing> {
  const seconds = periodOf(now - Date.parse(asked.from));
  const window = alignedWindow(asked, now, seconds * 1000);
  const counts = rules.map(rule => [rule, none()] as const);
  const queries = rules.flatMap((rule, at) => queriesOf(rule, at, seconds));
  const isEmpty = window.from === window.to;
  for (let at = 0; at < queries.length && !isEmpty; at += QUERIES) {
    onProgress?.('Asking CloudWatch', at, queries.length);
    const results = await metricData(session, queries.slice(at, at + QUERIES), window, signal);
    for (const { Id = '', Values = [] } of results) {
      const [metric, rule] = Id.split('_') as [keyof RuleFiring, string];
      const [, count] = counts[Number(rule)] ?? [];
      if (count) count[metric] += Values.reduce((sum, value) => sum + value, 0);
    }
  }
  return { window, rules: Object.fromEntries(counts) };
}

function none(): Record<keyof RuleFiring, number> {
  return { triggered: 0, invocations: 0, failed: 0 };
}

async function metricData(
  session: Session,
  queries: MetricDataQuery[],
  { from, to }: Window,
  signal: AbortSignal,
): Promise<MetricDataResult[]> {
  const pages = await session.pages('cloudwatch:GetMetricData', signal, (NextToken, options) =>
    session.cloudWatch.send(
      new GetMetricDataCommand({
        MetricDataQueries: queries,
        StartTime: new Date(from),
        EndTime: new Date(to),
        NextToken,
      }),
      options,
    ),
  );
  return pages.flatMap(page => page.MetricDataResults ?? []);
}

/** On a bus of its own a metric has the bus as a second dimension. */
function queriesOf(physicalId: string, at: number, seconds: number): MetricDataQuery[] {
  const { bus, name } = ruleNameOf(physicalId);
  const Dimensions = [
    { Name: 'RuleName', Value: name },
    ...(bus === 'default' ? [] : [{ Name: 'EventBusName', Value: bus }]),
  ];
  return Object.entries(METRICS).map(([metric, MetricName]) => ({
    Id: `${metric}_${at}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/Events', MetricName, Dimensions },
      Period: seconds,
      Stat: 'Sum',
    },
  }));
}

/** The finest that CloudWatch still has of something so old, in seconds. */
function periodOf(age: number): number {
  if (age <= 15 * DAY_MS) return 60;
  return age <= 63 * DAY_MS ? 300 : 3600;
}

/** Whole periods, of which the last one is known by now. */
function alignedWindow({ from, to }: Window, now: number, period: number): Window {
  const floor = (time: number) => Math.floor(time / period) * period;
  const start = floor(Date.parse(from));
  const end = Math.max(start, floor(Math.min(Date.parse(to), now - LAG_MS)));
  return { from: new Date(start).toISOString(), to: new Date(end).toISOString() };
}
