import type { Toss } from '../../ruby/sidekiq/facts.js';
import type { FileContext } from '../rule.js';
import { knownProcesses } from './processes.js';

/** How likely it is that nobody reads one of the Redis that each process picks by chance. */
export function oddsWords({ outcomes }: Toss, context: FileContext): string {
  const [first, second] = outcomes;
  if (!first?.odds || !second?.odds || outcomes.length !== 2)
    return 'With few processes it happens that none of them reads one of the Redis, and its jobs wait until a deploy draws again.';
  const [a, b] = [first.odds, second.odds];
  const count = knownProcesses(context);
  const fewer = count ?? 2;
  const missed = (odds: number, processes: number) =>
    `one in ${shareWords((1 - odds) ** processes)}`;
  const told = `With ${counted(fewer)}, one deploy${missed(a, fewer).slice('one'.length)} leaves nobody reading \`${first.shown}\`, and ${missed(b, fewer)} nobody reading \`${second.shown}\``;
  if (count !== null) return `${told}.`;
  const more = [...new Set([missed(a, 4), missed(b, 4)])].join(' and ');
  return `${told}; with 4 processes it is ${more}.`;
}

/** `16` for a sixteenth. */
function shareWords(share: number): string {
  const one = 1 / share;
  return one < 10 && Math.abs(one - Math.round(one)) > 0.05
    ? one.toFixed(1)
    : Math.round(one).toLocaleString('en');
}

function counted(processes: number): string {
  return processes === 1 ? '1 process' : `${processes} processes`;
}
