import { ArrayNode, CallNode, LocalVariableReadNode, type Node } from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { constantOf } from '../literals.js';
import { expansionsOf } from './expand.js';

export type JobSet = 'schedule' | 'retry' | 'dead' | 'queue';

const SETS: ReadonlyMap<string, JobSet> = new Map([
  ['Sidekiq::ScheduledSet', 'schedule'],
  ['Sidekiq::RetrySet', 'retry'],
  ['Sidekiq::DeadSet', 'dead'],
  ['Sidekiq::Queue', 'queue'],
]);

const MOST_STEPS = 12;

/** The sets of jobs that an expression can give, by Sidekiq's API; empty for what is none. */
export function setsOf(node: Node | null, code: Code, depth = 0): readonly JobSet[] {
  if (!node || depth > MOST_STEPS) return [];
  if (node instanceof ArrayNode)
    return node.elements.flatMap(element => setsOf(element, code, depth + 1));
  if (node instanceof CallNode) {
    const set = SETS.get(constantOf(node.receiver) ?? '');
    if (set && (node.name === 'new' || node.name === 'all')) return [set];
    if (node.receiver && PASSES_ON.test(node.name)) return setsOf(node.receiver, code, depth + 1);
  }
  // a queue of all queues, a set of a list of sets
  if (node instanceof LocalVariableReadNode) {
    const block = code.blockOf(node);
    if (block) return PASSES_ON.test(block.name) ? setsOf(block.receiver, code, depth + 1) : [];
  }
  return (expansionsOf(node, code) ?? []).flatMap(value => setsOf(value, code, depth + 1));
}

/** The call in whose block a variable is a job of a set; null where it is none. */
export function loopOver(
  job: Node | null,
  code: Code,
): { call: CallNode; sets: readonly JobSet[] } | null {
  if (!(job instanceof LocalVariableReadNode)) return null;
  const call = code.blockOf(job);
  if (!call || !PASSES_ON.test(call.name)) return null;
  const sets = setsOf(call.receiver, code);
  return sets.length > 0 ? { call, sets } : null;
}

const PASSES_ON =
  /^(?:each\w*|map|flat_map|filter_map|select|filter|reject|sort_by|sort|first|take|take_while|lazy|to_a|entries|scan|reverse\w*|partition|find_all|group_by)$/;
