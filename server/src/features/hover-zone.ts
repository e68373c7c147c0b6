import { isTimeZone } from '../schedule/zones.js';
import { scheduleOf } from '../template/resource.js';
import { knownValues } from '../template/values.js';
import type { Env } from './env.js';
import type { Said, Spot } from './spot.js';
import { clockTime, dayAndTime, nextChange, offsetAt, offsetText } from './times.js';

/** On a schedule's time zone: how far it is from UTC now, and when that changes. */
export function hoverZone({ template, placed, at, env }: Spot): Said | null {
  const zone = scheduleOf(placed.block)?.zone;
  if (!zone || at < zone.start || at > zone.end) return null;
  const names = knownValues(zone, template).map(({ text }) => text);
  const known = [...new Set(names)].filter(isTimeZone);
  if (known.length === 0) return null;
  return { markdown: known.map(name => zoneWords(name, env)).join('\n\n'), span: zone };
}

function zoneWords(zone: string, env: Env): string {
  const offset = offsetAt(env.now, zone);
  const title = `**${zone}** · ${offsetText(offset)} now`;
  const change = nextChange(zone, env.now);
  if (change === null) return `${title}  \nNo clock change in the next year.`;
  // what clocks would show there without the change
  const before = dayAndTime(change + offset * 60_000, 'UTC', env.now, env);
  const after = clockTime(change, zone, env);
  const then = offsetText(offsetAt(change, zone));
  return `${title}  \nNext clock change: ${before} becomes ${after}, ${then}.`;
}
