import { AssocNode, CallNode, KeywordHashNode, type Node } from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, entriesOf, literalOf } from '../literals.js';
import { headOf } from './configuration.js';
import type { ClientUse } from './facts.js';
import { choicesOf, hostsIn, tossOf } from './values.js';

/** Where jobs are pushed by another Redis than the process's own. */
export function clientsIn(code: Code): ClientUse[] {
  return code.calls.flatMap(call => {
    const pool = poolGivenTo(call);
    if (!pool) return [];
    const choices = choicesOf(pool, code);
    const place = code.place(call);
    return [
      {
        ...headOf(call, code),
        pools: choices.map(({ value }) => value),
        toss: tossOf(choices, code),
        isInMethod: Boolean(place?.method),
        hosts: hostsIn(pool, code),
      },
    ];
  });
}

/** The pool in `Sidekiq::Client.via(pool)`, `.new(pool: pool)` and, before 7, `.new(pool)`. */
export function poolGivenTo(call: Node): Node | null {
  if (!(call instanceof CallNode) || constantOf(call.receiver) !== 'Sidekiq::Client') return null;
  const [first] = argumentsOf(call);
  if (call.name === 'via') return first ?? null;
  if (call.name !== 'new' || !first) return null;
  if (!(first instanceof KeywordHashNode)) return first;
  const entry = entriesOf(first)?.find(({ key }) => literalOf(key) === 'pool');
  return entry instanceof AssocNode ? entry.value : null;
}
