import { ConstantWriteNode, LocalVariableWriteNode, type Node } from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import type { Span } from '../span.js';
import type { Toss } from './facts.js';
import { choicesOf, tossOf } from './values.js';

/**
 * Choices by chance among what is called after Sidekiq's Redis, set for the whole process: what is
 * typed before the configuration that will use it. `known` are those that reach one.
 */
export function loneTossesIn(code: Code, known: readonly (Span | null)[]): Toss[] {
  const tosses: Toss[] = [];
  for (const [node, { method, calls, isInClass }] of code.places) {
    if (method || isInClass || calls.length > 0 || !isWrite(node)) continue;
    const toss = tossOf(choicesOf(node.value, code), code);
    if (!toss || toss.outcomes.length < 2 || !toss.outcomes.every(isRedisOfSidekiq)) continue;
    if (!known.some(one => one?.start === toss.start)) tosses.push(toss);
  }
  return tosses;
}

function isWrite(node: Node): node is ConstantWriteNode | LocalVariableWriteNode {
  return node instanceof ConstantWriteNode || node instanceof LocalVariableWriteNode;
}

function isRedisOfSidekiq({ shown }: Toss['outcomes'][number]): boolean {
  return /sidekiq/i.test(shown) && /redis/i.test(shown);
}
