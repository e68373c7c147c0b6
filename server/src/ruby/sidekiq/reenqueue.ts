import { CallNode, LocalVariableReadNode, type Node, SplatNode } from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, descendants, entriesOf, literalOf } from '../literals.js';
import { expansionsOf } from './expand.js';
import type { Reenqueue } from './facts.js';
import { loopOver } from './sets.js';

/** Jobs of the scheduled set that are pushed without their time. */
export function reenqueuesIn(code: Code): Reenqueue[] {
  return code.calls.flatMap(call => reenqueueOf(call, code) ?? []);
}

function reenqueueOf(call: CallNode, code: Code): Reenqueue | null {
  const [pushed, more] = argumentsOf(call);
  if (!pushed) return null;
  if (call.name === 'push' && !more) {
    const job = jobWhoseItemIs(pushed, code);
    if (!job || !isScheduled(job, code) || setsTime(job, code)) return null;
    return { how: 'push', job: job.name, ...code.span(pushed.location) };
  }
  const given = pushed instanceof SplatNode ? pushed.expression : null;
  if (call.name !== 'perform_async' || !given) return null;
  const job = jobOf(given, 'args');
  if (!job || !isScheduled(job, code)) return null;
  return { how: 'perform', job: job.name, ...code.span(call.messageLoc ?? call.location) };
}

/** The job in `job.item`, also where other keys than its time are changed. */
function jobWhoseItemIs(node: Node, code: Code): LocalVariableReadNode | null {
  const job = jobOf(node, 'item');
  if (job) return job;
  if (node instanceof CallNode && node.receiver && CHANGES.has(node.name)) {
    const entries = argumentsOf(node).map(entriesOf);
    const isPlain = entries.every(list => list?.every(({ key }) => !isTime(literalOf(key))));
    return node.name.startsWith('merge') && !isPlain ? null : jobWhoseItemIs(node.receiver, code);
  }
  const [only, more] =
    node instanceof LocalVariableReadNode ? (expansionsOf(node, code) ?? []) : [];
  return only && !more ? jobWhoseItemIs(only, code) : null;
}

const CHANGES = new Set(['merge', 'merge!', 'dup', 'except', 'to_h', 'clone']);

function isTime(key: string | null): boolean {
  return key === null || key === 'at';
}

/** The variable in `job.item` or `job.args`. */
function jobOf(node: Node, name: string): LocalVariableReadNode | null {
  if (!(node instanceof CallNode) || node.name !== name) return null;
  return node.receiver instanceof LocalVariableReadNode ? node.receiver : null;
}

function isScheduled(job: LocalVariableReadNode, code: Code): boolean {
  return loopOver(job, code)?.sets.includes('schedule') === true;
}

/** Whether the loop writes `["at"]` of something. */
function setsTime(job: LocalVariableReadNode, code: Code): boolean {
  const loop = code.blockOf(job);
  if (!loop?.block) return false;
  for (const node of descendants(loop.block))
    if (node instanceof CallNode && SETS.test(node.name) && isTime(literalOf(argumentsOf(node)[0])))
      return true;
  return false;
}

const SETS = /^(?:\[\]=|store)$/;
