import { GetScheduleCommand, ListSchedulesCommand } from '@aws-sdk/client-scheduler';
import type { DeployedStack, LiveSchedule } from '../../drift/snapshot.js';
import { get, isIntrinsic, type Node } from '../../template/node.js';
import { parseTemplate } from '../../template/template.js';
import { isRefusal } from './failure.js';
import { plain } from './plain.js';
import type { Session } from './session.js';

/**
 * The group of each schedule of a template by its logical id. Null where the template doesn't say it
 * plainly: the physical id of a schedule is its name alone.
 */
export function groupsOf({
  template,
  parameters,
  resources,
}: Omit<DeployedStack, 'name' | 'id'>): (logicalId: string) => string | null {
  const parsed = parseTemplate(template);
  const refer = (name: string) => parameters[name] ?? resources[name]?.physicalId ?? null;
  return logicalId => {
    const placed = parsed.find('Resources', logicalId);
    if (!placed) return null;
    const group = get(placed.block.value, 'Properties', 'GroupName');
    return group ? groupName(group, refer) : 'default';
  };
}

function groupName(group: Node, refer: (name: string) => string | null): string | null {
  if (group.kind === 'scalar') return group.text;
  if (!isIntrinsic(group, 'Ref') || group.arg.kind !== 'scalar') return null;
  return refer(group.arg.text);
}

/**
 * A schedule; null where it is not there. Without a group it is looked for in all of them, and where
 * several have it, each is given.
 */
export async function findSchedules(
  session: Session,
  name: string,
  group: string | null,
  signal: AbortSignal,
): Promise<readonly LiveSchedule[]> {
  const groups = group === null ? await groupsWith(session, name, signal) : [group];
  const found = await Promise.all(groups.map(one => getSchedule(session, name, one, signal)));
  return found.filter(schedule => schedule !== null);
}

async function getSchedule(
  session: Session,
  name: string,
  group: string,
  signal: AbortSignal,
): Promise<LiveSchedule | null> {
  const command = new GetScheduleCommand({ Name: name, GroupName: group });
  try {
    const answer = await session.call('scheduler:GetSchedule', signal, options =>
      session.scheduler.send(command, options),
    );
    return plain<LiveSchedule>(answer);
  } catch (error) {
    if (isRefusal(error, 'ResourceNotFoundException')) return null;
    throw error;
  }
}

async function groupsWith(session: Session, name: string, signal: AbortSignal): Promise<string[]> {
  const pages = await session.pages('scheduler:ListSchedules', signal, (NextToken, options) =>
    session.scheduler.send(new ListSchedulesCommand({ NamePrefix: name, NextToken }), options),
  );
  return pages
    .flatMap(page => page.Schedules ?? [])
    .filter(schedule => schedule.Name === name)
    .map(schedule => schedule.GroupName ?? 'default');
}
