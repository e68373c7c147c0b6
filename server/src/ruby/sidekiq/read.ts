import type { ProgramNode } from '@ruby/prism/src/nodes.js';
import { Code } from '../code.js';
import type { ParsedRuby } from '../parser.js';
import { clientsIn } from './clients.js';
import { assignmentsIn, blocksIn, capsulesIn, optionsIn } from './configuration.js';
import type { SidekiqFacts } from './facts.js';
import { movesIn } from './moves.js';
import { longTextsIn, namesIn, readsYml } from './names.js';
import { periodicIn, quietsCron, setsCronFile } from './periodic.js';
import { reenqueuesIn } from './reenqueue.js';
import { loneTossesIn } from './tosses.js';

/** What a parsed text says of Sidekiq. */
export function factsIn(text: string, root: ProgramNode, parsed: ParsedRuby): SidekiqFacts {
  const code = new Code(text, root, parsed);
  const assignments = assignmentsIn(code);
  const clients = clientsIn(code);
  const known = [...assignments, ...clients].map(({ toss }) => toss);
  return {
    blocks: blocksIn(code),
    assignments,
    capsules: capsulesIn(code),
    tosses: loneTossesIn(code, known),
    clients,
    periodic: periodicIn(code),
    reenqueues: reenqueuesIn(code),
    moves: movesIn(code),
    names: namesIn(code),
    options: optionsIn(code),
    quietsCron: quietsCron(code),
    setsCronFile: setsCronFile(code),
    readsYml: readsYml(code),
    texts: longTextsIn(code),
  };
}
