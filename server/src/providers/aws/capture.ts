import type {
  DeployedResource,
  DeployedStack,
  LiveRule,
  LiveSchedule,
  LiveTarget,
} from '../../drift/snapshot.js';
import type { Captured, CaptureRequest, Work } from '../provider.js';
import { keyOf, nameOf, ruleNameOf } from './physical.js';
import { pooled } from './pool.js';
import type { Reading } from './reading.js';
import { listRules, listTargets } from './rules.js';
import { findSchedules, groupsOf } from './schedules.js';
import {
  deployedResources,
  deployedTemplate,
  describeStack,
  exportValues,
  parameterValues,
} from './stack.js';
import { Unread } from './unread.js';

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const AT_ONCE = 8;

/** A capture under way. */
interface Capture {
  readonly reading: Reading;
  readonly work: Work;
  readonly unread: Unread;
}

/**
 * Reads a stack and what is live of it.
 * @throws AwsFailure
 */
export async function captureStack(
  reading: Reading,
  { stack }: CaptureRequest,
  work: Work,
): Promise<Captured> {
  const { session, since } = reading;
  const identity = await session.identity(work.signal);
  const capture: Capture = { reading, work, unread: new Unread() };
  const deployed = await readDeployed(capture, stack);
  const [exports, rules] = await Promise.all([
    readExports(capture, deployed),
    readRules(capture, deployed),
  ]);
  const schedules = await readSchedules(capture, deployed);
  const unread = capture.unread.sentences();
  const snapshot = {
    version: 1,
    capturedAt: new Date(since).toISOString(),
    account: identity.account,
    region: identity.region,
    complete: unread.length === 0,
    inputsHashed: false,
    stack: deployed,
    exports,
    rules,
    schedules,
  } as const;
  return { snapshot, identity, unread };
}

async function readDeployed({ reading, work }: Capture, name: string): Promise<DeployedStack> {
  const { session } = reading;
  const { signal } = work;
  const stack = await reading.once('stack', () => describeStack(session, name, signal));
  const [template, resources] = await Promise.all([
    reading.once('template', () => deployedTemplate(session, name, signal)),
    reading.once('resources', () => deployedResources(session, name, signal)),
  ]);
  return {
    name: stack.StackName ?? name,
    id: stack.StackId ?? '',
    parameters: parameterValues(stack.Parameters),
    resources,
    template,
  };
}

/** Null where no template asks for one, or they can't be read. */
async function readExports(
  { reading, work, unread }: Capture,
  { template }: DeployedStack,
): Promise<Readonly<Record<string, string>> | null> {
  if (!template.includes('ImportValue')) return null;
  return unread.attempt('exports', () =>
    reading.once('exports', () => exportValues(reading.session, work.signal)),
  );
}

async function readRules(capture: Capture, stack: DeployedStack): Promise<LiveRule[]> {
  const names = resourcesOf(stack, RULE).map(([, { physicalId }]) => ruleNameOf(physicalId));
  const ours = new Set(names.map(keyOf));
  const buses = [...new Set(names.map(name => name.bus))].sort();
  const listed = await Promise.all(buses.map(bus => readBus(capture, bus)));
  const rules = listed
    .flat()
    .filter(rule => ours.has(keyOf(nameOf(rule))))
    .sort((a, b) => (keyOf(nameOf(a)) < keyOf(nameOf(b)) ? -1 : 1));
  const targets = await readTargets(capture, rules);
  return rules.flatMap(rule => {
    const found = targets.get(rule);
    if (found === null) return [];
    return found ? { ...rule, Targets: found } : rule;
  });
}

async function readBus(capture: Capture, bus: string): Promise<readonly LiveRule[]> {
  const { reading, unread, work } = capture;
  const rules = await unread.attempt(`rules of bus ${bus}`, () =>
    reading.once(`rules ${bus}`, () => listRules(reading.session, bus, work.signal)),
  );
  return rules ?? [];
}

/** The targets of each; null for a rule that is gone since it was listed. */
async function readTargets(
  { reading, unread, work }: Capture,
  rules: readonly LiveRule[],
): Promise<Map<LiveRule, readonly LiveTarget[] | null>> {
  const targets = new Map<LiveRule, readonly LiveTarget[] | null>();
  let done = 0;
  await pooled(rules, AT_ONCE, async rule => {
    const name = nameOf(rule);
    const found = await unread.attempt(`targets of ${name.name}`, async () => ({
      targets: await reading.once(`targets ${keyOf(name)}`, () =>
        listTargets(reading.session, name, reading.pace, work.signal),
      ),
    }));
    if (found) targets.set(rule, found.targets);
    work.onProgress?.('Reading rules', ++done, rules.length);
  });
  return targets;
}

async function readSchedules(
  { reading, unread, work }: Capture,
  stack: DeployedStack,
): Promise<LiveSchedule[]> {
  const deployed = resourcesOf(stack, SCHEDULE);
  if (deployed.length === 0) return [];
  const groupOf = groupsOf(stack);
  const schedules: LiveSchedule[] = [];
  let done = 0;
  await pooled(deployed, AT_ONCE, async ([logicalId, { physicalId }]) => {
    const found = await unread.attempt(`schedule ${physicalId}`, () =>
      reading.once(`schedule ${logicalId}`, () =>
        findSchedules(reading.session, physicalId, groupOf(logicalId), work.signal),
      ),
    );
    schedules.push(...(found ?? []));
    work.onProgress?.('Reading schedules', ++done, deployed.length);
  });
  return schedules.sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}

function resourcesOf(
  { resources }: DeployedStack,
  wanted: string,
): (readonly [logicalId: string, DeployedResource])[] {
  return Object.entries(resources).filter(([, { type }]) => type === wanted);
}

function placeOf({ GroupName = 'default', Name }: LiveSchedule): string {
  return `${GroupName}/${Name}`;
}
