import { gather } from '../../template/gather.js';
import { get, isEmpty, type Node } from '../../template/node.js';
import { perBlock } from '../../template/per-block.js';
import { resourceOf, scheduleOf } from '../../template/resource.js';
import type { Block } from '../../template/template.js';
import { isDynamic } from '../../template/values.js';

/** A block that is a rule or a schedule. */
export interface Job {
  readonly block: Block;
  readonly service: 'rule' | 'scheduler';
  /** Whether it is there may hang on a condition. */
  readonly isConditional: boolean;
  /** Null where State comes from elsewhere, or says neither. */
  readonly isEnabled: boolean | null;
}

export const jobOf = perBlock((block): Job | null => {
  const service = serviceOf(block);
  if (!service) return null;
  const isConditional = get(block.value, 'Condition') !== undefined;
  return { block, service, isConditional, isEnabled: isEnabled(block) };
});

/** A property of a rule or a schedule; undefined for other blocks. */
export function propertyOf(block: Block, name: string): Node | undefined {
  const node = serviceOf(block) ? get(resourceOf(block)?.properties ?? undefined, name) : undefined;
  return node && isEmpty(node) ? undefined : node;
}

/** "rule" or "schedule", as its owner says. */
export function nounOf({ service }: Pick<Job, 'service'>): string {
  return service === 'rule' ? 'rule' : 'schedule';
}

const INDIRECT = ['Name', 'GroupName', 'Description', 'State'];

/** The rules and schedules that take a name, a description or a state from elsewhere. */
export const indirectJobs = gather(block => {
  const nodes = INDIRECT.map(name => propertyOf(block, name));
  return nodes.some(node => node && node.kind !== 'scalar') ? nodes : null;
});

function serviceOf(block: Block): Job['service'] | null {
  return SERVICES.get(resourceOf(block)?.type ?? '') ?? null;
}

const SERVICES: ReadonlyMap<string, Job['service']> = new Map([
  ['AWS::Events::Rule', 'rule'],
  ['AWS::Scheduler::Schedule', 'scheduler'],
]);

function isEnabled(block: Block): boolean | null {
  const state = propertyOf(block, 'State');
  if (!state) return resourceOf(block)?.properties?.open ? null : true;
  if (state.kind !== 'scalar' || isDynamic(state.text)) return null;
  if (state.text === 'DISABLED') return false;
  return state.text.startsWith('ENABLED') ? true : null;
}

/** Whether it starts something by the clock, now and always, as far as the template tells. */
export function certainlyRuns(block: Block): boolean {
  const job = jobOf(block);
  return job?.isEnabled === true && !job.isConditional && scheduleOf(block) !== null;
}
