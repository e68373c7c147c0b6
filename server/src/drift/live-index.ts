import type { ComparedType } from './shape.js';
import type { LiveRule, LiveSchedule, Snapshot } from './snapshot.js';

/** The bus or group that the template wants; null where that is not known. */
type HomeOf = (field: 'EventBusName' | 'GroupName') => string | null;

/** What is live, to be found by the physical ids that CloudFormation gives. */
export class LiveIndex {
  /** By bus and name, which has no bar in it. */
  private readonly rules = new Map<string, LiveRule>();
  /** By name: those of several groups. */
  private readonly schedules = new Map<string, LiveSchedule[]>();

  constructor({ rules, schedules }: Pick<Snapshot, 'rules' | 'schedules'>) {
    for (const rule of rules) this.rules.set(`${busName(rule.EventBusName)}|${rule.Name}`, rule);
    for (const schedule of schedules) {
      const same = this.schedules.get(schedule.Name);
      if (same) same.push(schedule);
      else this.schedules.set(schedule.Name, [schedule]);
    }
  }

  /** Undefined where it is not there; a reason where that can't be told. */
  find(
    type: ComparedType,
    physicalId: string,
    homeOf: HomeOf,
  ): LiveRule | LiveSchedule | string | undefined {
    return type === 'AWS::Events::Rule'
      ? this.rule(physicalId, homeOf)
      : this.schedule(physicalId, homeOf);
  }

  /** A rule's id is its name, `bus|name` on a bus of one's own, or its ARN. */
  private rule(physicalId: string, homeOf: HomeOf): LiveRule | string | undefined {
    const [, inArn, , named = physicalId] =
      /^arn:[^:]*:events:[^:]*:[^:]*:rule\/((.+)\/)?([^/]+)$/.exec(physicalId) ?? [];
    const bar = named.lastIndexOf('|');
    const name = named.slice(bar + 1);
    if (!NAME.test(name)) return NO_NAME;
    const bus = inArn?.slice(0, -1) ?? (bar < 0 ? null : busName(named.slice(0, bar)));
    const found = this.rules.get(`${bus ?? 'default'}|${name}`);
    if (found || bus !== null) return found;
    const wanted = homeOf('EventBusName');
    if (wanted === 'default') return undefined;
    return (
      (wanted && this.rules.get(`${wanted}|${name}`)) || 'its id does not say on which bus it is'
    );
  }

  /** A schedule's id is its name, which is unique in its group. */
  private schedule(physicalId: string, homeOf: HomeOf): LiveSchedule | string | undefined {
    if (!NAME.test(physicalId)) return NO_NAME;
    const same = this.schedules.get(physicalId) ?? [];
    const group = homeOf('GroupName');
    if (group !== null) return same.find(({ GroupName = 'default' }) => GroupName === group);
    return same.length === 1 ? same[0] : 'its group is not known';
  }
}

/** Source: the API references of EventBridge and Scheduler, Name. */
const NAME = /^[\w.-]+$/;
const NO_NAME = 'its physical id is no name of one';

/** A bus is also called by its ARN, which ends with its name. */
function busName(nameOrArn: string | undefined): string {
  return nameOrArn?.replace(/^arn:.*:event-bus\//, '') || 'default';
}
