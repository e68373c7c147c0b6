import { isTimeZone, timeZones } from '../schedule/zones.js';
import type { Template } from '../template/template.js';
import { type Completion, slotOf } from './completion.js';
import type { Cursor } from './cursor.js';
import type { Env } from './env.js';
import { isValue, keysOf } from './locate.js';

/** The time zones for a ScheduleExpressionTimezone: the user's own and the team's first. */
export function completeZones(cursor: Cursor, template: Template, env: Env): Completion[] {
  const keys = keysOf(cursor.path).slice(1).join('.');
  if (keys !== 'Properties.ScheduleExpressionTimezone') return [];
  if (cursor.type !== 'AWS::Scheduler::Schedule' || !isValue(cursor.path)) return [];
  const slot = slotOf(cursor, template.format === 'json');
  const known = timeZones();
  const first = [env.zone, ...env.zones].filter(isTimeZone);
  return [...new Set([...first, ...known])].map((zone, i) => ({
    label: zone,
    kind: 'zone',
    ...(first.includes(zone) && { detail: zone === env.zone ? 'yours' : 'your team’s' }),
    insertText: slot.quoted(zone),
    start: slot.start,
    end: slot.end,
    sortText: String(i).padStart(4, '0'),
    ...(slot.quoted(zone) !== zone && { filterText: zone }),
  }));
}
