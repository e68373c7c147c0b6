import type { ScheduleList } from '../schedule-list.js';
import { isoText } from './iso.js';

/** For programs: a contract, whose `version` changes with what a reader can rely on. */
export function formatSchedulesJson({ schedules: listed }: ScheduleList): string {
  const schedules = listed.map(schedule => {
    const { file, line, logicalId, name, service, expression, timezone, description } = schedule;
    const { state, target, command, neverFires } = schedule;
    const next = schedule.next.map(isoText);
    const what = { file, line, logicalId, name, service, expression, timezone, description };
    return { ...what, next, state, target, command, neverFires };
  });
  return `${JSON.stringify({ version: 1, schedules }, null, 2)}\n`;
}
