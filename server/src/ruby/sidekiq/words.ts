import { BlockNode, CallNode, DefinedNode, type Node } from '@ruby/prism/src/nodes.js';
import { distance } from 'fastest-levenshtein';
import type { Code } from '../code.js';
import { constantOf } from '../literals.js';
import type { BareWord } from './facts.js';
import type { Choice } from './values.js';

/**
 * The values that are a word alone, which is neither a local variable nor a method of the file, nor
 * one that every object has. Only where it would be asked of the file's own object, and where an error
 * would not be caught.
 */
export function bareWordsIn(value: Node, choices: readonly Choice[], code: Code): BareWord[] {
  const nodes = [value, ...choices.flatMap(({ branches }) => branches.map(({ node }) => node))];
  return [...new Set(nodes)].flatMap(node => {
    if (!(node instanceof CallNode) || !node.isVariableCall() || isKnown(node, code)) return [];
    const where = whereOf(node, code);
    const { name } = node;
    return where ? [{ name, where, near: nearIn(name, code), ...code.span(node.location) }] : [];
  });
}

function isKnown({ name }: CallNode, code: Code): boolean {
  if (OF_EVERY_OBJECT.has(name) || code.hasMethod(name)) return true;
  for (const node of code.places.keys())
    if (node instanceof DefinedNode && code.source(node.value) === name) return true;
  return false;
}

/** Null where it is not known whose method it would be. */
function whereOf(node: Node, code: Code): BareWord['where'] | null {
  const place = code.place(node);
  if (!place || place.method || place.isInClass || place.isRescued) return null;
  let where: BareWord['where'] = 'everywhere';
  for (const { receiver, name, block } of place.calls) {
    if (!(block instanceof BlockNode)) return null;
    const isSidekiq = constantOf(receiver) === 'Sidekiq';
    if (isSidekiq && name === 'configure_server') where = 'server';
    else if (isSidekiq && name === 'configure_client') where = 'client';
    // the block of an unknown method may be run for another object
    else if (!/^(?:each|tap|then|capsule)$/.test(name)) return null;
  }
  return where;
}

/** Names of constants and variables of the file that may be meant. */
function nearIn(name: string, code: Code): string[] {
  const plain = name.toLowerCase();
  const most = Math.min(3, Math.floor(name.length / 3));
  const far = (other: string) => {
    const lower = other.toLowerCase();
    return lower.endsWith(plain) ? 0 : distance(lower, plain);
  };
  return [...code.locals, ...code.constantNames]
    .filter(other => other !== name && far(other) <= most)
    .sort((a, b) => far(a) - far(b));
}

/** What every object has, by Ruby or by Rails. */
const OF_EVERY_OBJECT = new Set(
  `__dir__ __method__ __callee__ abort at_exit binding block_given? caller class clone dup exit fail
  fork format freeze gets global_variables hash inspect instance_variables itself lambda
  local_variables loop method methods object_id p presence print proc puts raise rand readline
  readlines self singleton_class sleep srand system tap test then to_enum to_json to_param to_query
  to_s trap warn yield_self`.split(/\s+/),
);
