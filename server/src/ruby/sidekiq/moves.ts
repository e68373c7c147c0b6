import {
  type CallNode,
  ConstantPathNode,
  ConstantReadNode,
  GlobalVariableReadNode,
  InstanceVariableReadNode,
  LocalVariableReadNode,
  type Node,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, literalOf } from '../literals.js';
import { poolGivenTo } from './clients.js';
import { expansionsOf } from './expand.js';
import type { Move } from './facts.js';
import { loopOver } from './sets.js';
import { canonical } from './urls.js';

/** A step of moving jobs: what it does, and in which Redis. */
interface Step {
  readonly does: 'take' | 'put';
  readonly call: CallNode;
  readonly redis: string;
  readonly isOfSidekiq: boolean;
  /** The variable of the job that is taken, by Sidekiq's API. */
  readonly job?: string;
}

/** The process's own Redis. */
const OWN = 'Sidekiq.redis';

/**
 * Where a job is taken out of one Redis and put into another by two commands: in one method, in one
 * block outside of methods, or in a script.
 */
export function movesIn(code: Code): Move[] {
  const steps = code.calls.flatMap(call => stepOf(call, code) ?? []);
  const taken = new Set<Step>();
  return steps.flatMap(put => {
    if (put.does !== 'put') return [];
    const take = steps.find(
      one => one.does === 'take' && !taken.has(one) && areOneMove(one, put, code),
    );
    if (!take) return [];
    taken.add(take);
    const first = take.call.location.startOffset < put.call.location.startOffset ? 'take' : 'put';
    const at = (step: Step) => code.span(step.call.messageLoc ?? step.call.location);
    return [{ first, ...at(take), put: at(put), from: take.redis, to: put.redis }];
  });
}

function areOneMove(take: Step, put: Step, code: Code): boolean {
  if (take.redis === put.redis) return false;
  if (!take.isOfSidekiq && !put.isOfSidekiq) return false;
  if (take.job !== undefined && !mentions(put.call, take.job, code)) return false;
  const [a, b] = [code.place(take.call), code.place(put.call)];
  if (!a || !b || a.method !== b.method) return false;
  return a.method !== null || a.calls[0] === b.calls[0];
}

function mentions(call: CallNode, variable: string, code: Code): boolean {
  const written = argumentsOf(call).map(one => code.source(one));
  return written.some(text => new RegExp(`\\b${variable}\\b`).test(text));
}

function stepOf(call: CallNode, code: Code): Step | null {
  return commandStep(call, code) ?? apiStep(call, code);
}

const TAKES = /^(?:zpopmin|zpopmax|bzpopmin|bzpopmax|lpop|rpop|blpop|brpop|zrem|lrem)$/i;
const PUTS = /^(?:zadd|lpush|rpush)$/i;

/** `redis.zpopmin("schedule")`, `redis.call("ZADD", "schedule", …)`. */
function commandStep(call: CallNode, code: Code): Step | null {
  if (!call.receiver) return null;
  const [first, ...others] = argumentsOf(call);
  const isCall = call.name === 'call';
  const command = isCall ? literalOf(first) : call.name;
  const key = isCall ? others[0] : first;
  const does = command && (TAKES.test(command) ? 'take' : PUTS.test(command) ? 'put' : null);
  const redis = does ? redisOf(call.receiver, code) : null;
  if (!does || !redis || !key) return null;
  return { does, call, redis, isOfSidekiq: isKeyOfSidekiq(key, code) };
}

const KEYS = /^(?:schedule|retry|dead|queue:.*)$/;

function isKeyOfSidekiq(key: Node, code: Code): boolean {
  const literal = literalOf(key);
  if (literal !== null) return KEYS.test(literal);
  const block = code.blockOf(key);
  const around = block?.receiver ?? key;
  return /['"\s[:](?:schedule|retry|dead|queue:)/.test(code.source(around));
}

/** Which Redis a connection is to: by the pool that lends it, else by its name. */
function redisOf(connection: Node, code: Code): string | null {
  const block = code.blockOf(connection);
  if (block?.receiver) {
    if (constantOf(block.receiver) === 'Sidekiq' && block.name === 'redis')
      return redisAround(block, code);
    if (/^(?:with|then|multi|pipelined)$/.test(block.name)) return redisOf(block.receiver, code);
    return null;
  }
  return isName(connection) ? canonical(connection, code) : null;
}

function isName(node: Node): boolean {
  return [
    ConstantReadNode,
    ConstantPathNode,
    LocalVariableReadNode,
    InstanceVariableReadNode,
    GlobalVariableReadNode,
  ].some(type => node instanceof type);
}

/** The pool of the innermost `Sidekiq::Client.via` around a call. */
function redisAround(call: CallNode, code: Code): string {
  const around = code
    .place(call)
    ?.calls.findLast(outer => outer.name === 'via' && poolGivenTo(outer));
  const pool = around && poolGivenTo(around);
  return pool ? canonical(pool, code) : OWN;
}

/** `job.delete` of a set's job, and `push` of a client. */
function apiStep(call: CallNode, code: Code): Step | null {
  const { receiver, name } = call;
  if (name === 'delete' && argumentsOf(call).length === 0) {
    const loop = loopOver(receiver, code);
    if (!loop || !(receiver instanceof LocalVariableReadNode)) return null;
    const redis = redisAround(loop.call, code);
    return { does: 'take', call, redis, isOfSidekiq: true, job: receiver.name };
  }
  const isPush = name === 'push' || name === 'push_bulk';
  if (isPush && receiver) {
    const redis = redisOfClient(receiver, call, code);
    return redis === null ? null : { does: 'put', call, redis, isOfSidekiq: true };
  }
  if (!/^perform_(?:async|in|at)$/.test(name)) return null;
  return { does: 'put', call, redis: redisAround(call, code), isOfSidekiq: true };
}

function redisOfClient(receiver: Node, call: CallNode, code: Code): string | null {
  if (constantOf(receiver) === 'Sidekiq::Client') return redisAround(call, code);
  for (const client of [receiver, ...(expansionsOf(receiver, code) ?? [])]) {
    const pool = poolGivenTo(client);
    if (pool) return canonical(pool, code);
  }
  return null;
}
