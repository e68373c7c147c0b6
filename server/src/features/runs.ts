import { parseDate } from '../schedule/dates.js';
import { lastRun, neverFires, nextRuns } from '../schedule/occurrences.js';
import type { Schedule, Service } from '../schedule/schedule.js';
import { isTimeZone } from '../schedule/zones.js';
import type { Node } from '../template/node.js';
import type { ScheduleUse } from '../template/resource.js';
import type { Template } from '../template/template.js';
import { knownValues } from '../template/values.js';
import type { Env } from './env.js';
import { dayAndTime, relativeDay, zoneTitle } from './times.js';

/** In which zone and between which dates a schedule runs. */
export interface RunWindow {
  /** Null where the template doesn't tell. */
  readonly zone: string | null;
  /** Epoch milliseconds. */
  readonly start?: number;
  readonly end?: number;
}

export function knownWindow(use: ScheduleUse, template: Template): RunWindow {
  const only = (node: Node | undefined) => node && knownValues(node, template)[0]?.text;
  const zone = only(use.zone) ?? '';
  const date = (node: Node | undefined) => parseDate(only(node) ?? '').time;
  const [start, end] = [date(use.start), date(use.end)];
  return {
    zone: use.zone ? (isTimeZone(zone) ? zone : null) : 'UTC',
    ...(start !== null && { start }),
    ...(end !== null && { end }),
  };
}

const SHOWN_RUNS = 5;

/** The next runs as a table, or why there are none. */
export function runsMarkdown(
  schedule: Schedule,
  service: Service,
  window: RunWindow,
  env: Env,
): string {
  const never = neverFires(schedule);
  if (never) return never;
  if (schedule.kind === 'rate' && window.start === undefined) return fromCreation(service);
  if (window.zone === null) return 'Its next runs depend on the time zone.';
  const bounds = { ...window, zone: window.zone, from: env.now };
  const runs = nextRuns(schedule, bounds, SHOWN_RUNS);
  return runs.length > 0 ? table(runs, window.zone, env) : noMore(schedule, window.zone, env);
}

function fromCreation(service: Service): string {
  return service === 'rule'
    ? 'It counts from when the rule was created, so the times of its runs can’t be told from here.'
    : 'It counts from when the schedule was created, as it has no `StartDate`, so the times of its runs can’t be told from here.';
}

function noMore(schedule: Schedule, zone: string, env: Env): string {
  const last = lastRun(schedule, zone);
  if (last === null || last > env.now) return 'No run is left before its `EndDate`.';
  return `No run is left: the last was on ${dayAndTime(last, zone, env.now, env)} ${zone}.`;
}

function table(runs: readonly number[], zone: string, env: Env): string {
  const zones = [...new Set(['UTC', zone, env.zone, ...env.zones])].filter(isTimeZone);
  const titles = zones.map(name => `${zoneTitle(name)}${name === env.zone ? ' (yours)' : ''}`);
  const rows = runs.map(run => [
    relativeDay(run, env.zone, env.now, env.locale),
    ...zones.map(name => dayAndTime(run, name, env.now, env)),
  ]);
  const lines = [['', ...titles], ['', ...titles].map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
