import {
  ArrayNode,
  CallNode,
  FalseNode,
  FloatNode,
  IntegerNode,
  type Node,
  ParenthesesNode,
  TrueNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, childrenOf, constantOf, descendants } from '../literals.js';
import { expansionsOf } from './expand.js';

/** The call in an expression, or in what it stands for, whose value is by chance. */
export function chanceIn(node: Node, code: Code, depth = 0): CallNode | null {
  for (const inner of descendants(node)) {
    if (inner instanceof CallNode && isByChance(inner)) return inner;
    if (depth >= MOST_EXPANSIONS) continue;
    for (const value of expansionsOf(inner, code) ?? []) {
      const found = chanceIn(value, code, depth + 1);
      if (found) return found;
    }
  }
  return null;
}

const MOST_EXPANSIONS = 5;

/** Whether it is a call that gives something else each time. */
export function isByChance(call: CallNode): boolean {
  const receiver = constantOf(call.receiver);
  if (call.name === 'rand') return !call.receiver || RANDOM.test(receiver ?? '');
  if (PICKS.has(call.name)) return call.receiver !== null;
  return receiver !== null && (receiver === 'Random' || receiver === 'SecureRandom');
}

const RANDOM = /^(?:Random|Kernel|SecureRandom)$/;
const PICKS = new Set(['sample', 'shuffle', 'shuffle!']);

/** How likely a condition is to hold, from 0 to 1; null where that is not known. */
export function oddsOf(test: Node): number | null {
  if (test instanceof ParenthesesNode) {
    const { body } = test;
    const [only, more] = (body && childrenOf(body)) ?? [];
    return only && !more ? oddsOf(only) : null;
  }
  if (!(test instanceof CallNode)) return null;
  const { name, receiver } = test;
  const [argument] = argumentsOf(test);
  if (name === '!' && receiver) return complement(oddsOf(receiver));
  if (name === 'sample' && receiver instanceof ArrayNode) return trueAmong(receiver);
  const range = receiver && rangeOf(receiver);
  if (!range) return null;
  if (name === 'zero?') return range > 1 ? 1 / range : null;
  const limit = argument && numberOf(argument);
  if (limit === undefined || limit === null) return null;
  if (name === '==') return range > 1 && limit >= 0 && limit < range ? 1 / range : null;
  if (range > 1 && !Number.isInteger(limit)) return null;
  const below = limit / range;
  if (below < 0 || below > 1) return null;
  if (name === '<') return below;
  return name === '>=' || (name === '>' && range === 1) ? 1 - below : null;
}

/** What `rand` counts up to: 1 for the fraction that it is without an argument. */
function rangeOf(node: Node): number | null {
  if (!(node instanceof CallNode) || node.name !== 'rand' || !isByChance(node)) return null;
  const [argument] = argumentsOf(node);
  if (!argument) return 1;
  const range = numberOf(argument);
  return range !== null && range > 1 && Number.isInteger(range) ? range : null;
}

function numberOf(node: Node): number | null {
  return node instanceof IntegerNode || node instanceof FloatNode ? Number(node.value) : null;
}

function complement(odds: number | null): number | null {
  return odds === null ? null : 1 - odds;
}

function trueAmong({ elements }: ArrayNode): number | null {
  if (!elements.every(one => one instanceof TrueNode || one instanceof FalseNode)) return null;
  return elements.filter(one => one instanceof TrueNode).length / elements.length;
}
