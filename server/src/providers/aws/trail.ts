import { type Event, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { Change, Changes, LiveName } from '../live.js';
import type { Work } from '../provider.js';
import { Pace } from './pace.js';
import { busOf, ruleNameOf } from './physical.js';
import { callerOf, sessionOf } from './principal.js';
import type { Session } from './session.js';

/** The most that the API takes; an account may make no more. */
const REQUESTS_PER_SECOND = 2;
/** Of 50 events, newest first, for each kind of event. */
const MAX_PAGES = 5;

const EVENTS: Readonly<Record<LiveName['kind'], readonly string[]>> = {
  rule: ['PutRule', 'PutTargets', 'RemoveTargets', 'DisableRule', 'EnableRule', 'DeleteRule'],
  schedule: ['UpdateSchedule', 'DeleteSchedule', 'CreateSchedule'],
};
const SOURCES: Readonly<Record<LiveName['kind'], string>> = {
  rule: 'events.amazonaws.com',
  schedule: 'scheduler.amazonaws.com',
};
const CLOUD_FORMATION = 'cloudformation.amazonaws.com';

/** What CloudTrail keeps of an event, as far as it is looked at. */
interface TrailEvent {
  readonly eventSource?: string;
  readonly eventName?: string;
  readonly eventTime?: string;
  readonly errorCode?: string;
  readonly sourceIPAddress?: string;
  readonly sessionCredentialFromConsole?: string;
  readonly userIdentity?: { readonly arn?: string; readonly invokedBy?: string };
  readonly requestParameters?: Readonly<Record<string, unknown>> | null;
}

/**
 * Who changed each, by the kinds of events that a change can be.
 * @throws AwsFailure
 */
export async function lastChanges(
  session: Session,
  names: readonly LiveName[],
  { signal, onProgress }: Work,
): Promise<Changes> {
  const pace = new Pace(REQUESTS_PER_SECOND);
  const searches = (['rule', 'schedule'] as const).flatMap(kind => {
    const wanted = names.filter(name => name.kind === kind);
    return wanted.length > 0 ? EVENTS[kind].map(event => ({ event, wanted })) : [];
  });
  const found: Change[] = [];
  let isWhole = true;
  for (const [done, { event, wanted }] of searches.entries()) {
    onProgress?.('Asking CloudTrail', done, searches.length);
    const search = await searchEvents(session, event, wanted, pace, signal);
    found.push(...search.changes);
    isWhole &&= search.isWhole;
  }
  found.sort((a, b) => (a.when > b.when ? -1 : 1));
  const changes = found.filter(
    (change, at) => found.findIndex(other => other.name === change.name) === at,
  );
  return { changes, isWhole };
}

/** The last event of a kind for each name, read until all are found. */
async function searchEvents(
  session: Session,
  event: string,
  wanted: readonly LiveName[],
  pace: Pace,
  signal: AbortSignal,
): Promise<Changes> {
  const missing = new Set(wanted);
  const changes: Change[] = [];
  let token: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: event }],
      NextToken: token,
    });
    const answer = await session.call('cloudtrail:LookupEvents', signal, async options => {
      await pace.turn(signal);
      return session.cloudTrail.send(command, options);
    });
    for (const change of changesIn(answer.Events ?? [], missing)) {
      missing.delete(change.name);
      changes.push(change);
    }
    token = answer.NextToken;
    if (!token || missing.size === 0) return { changes, isWhole: true };
  }
  return { changes, isWhole: false };
}

function* changesIn(events: readonly Event[], missing: ReadonlySet<LiveName>): Generator<Change> {
  for (const { CloudTrailEvent: text } of events) {
    const event = parse(text);
    // what was refused changed nothing
    if (!event || event.errorCode || isDeployment(event)) continue;
    for (const name of missing) if (isAbout(event, name)) yield changeOf(event, name);
  }
}

function parse(text: string | undefined): TrailEvent | null {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function isDeployment({ userIdentity, sourceIPAddress }: TrailEvent): boolean {
  return userIdentity?.invokedBy === CLOUD_FORMATION || sourceIPAddress === CLOUD_FORMATION;
}

function isAbout({ eventSource, requestParameters }: TrailEvent, name: LiveName): boolean {
  if (eventSource !== SOURCES[name.kind] || !requestParameters) return false;
  const { name: named, rule = named, eventBusName, groupName = 'default' } = requestParameters;
  if (name.kind === 'schedule')
    return named === name.physicalId && (name.groupName ?? groupName) === groupName;
  const wanted = ruleNameOf(name.physicalId);
  return rule === wanted.name && busOf(eventBusName as string | undefined) === wanted.bus;
}

function changeOf(event: TrailEvent, name: LiveName): Change {
  const { userIdentity = {}, eventTime = '', eventName = '' } = event;
  const { arn = '', invokedBy } = userIdentity;
  return {
    name,
    when: eventTime,
    event: eventName,
    who: arn ? callerOf(arn) : (invokedBy ?? 'somebody'),
    session: sessionOf(arn),
    isConsole: event.sessionCredentialFromConsole === 'true' && invokedBy === undefined,
  };
}
