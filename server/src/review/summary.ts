import type { Review, RuleChange } from './review.js';
import { code, counted, listed } from './words.js';

/** "1 added, 2 changed in 3 templates, compared with `main` (1a2b3c4d)". */
export function summaryText({ changes, source }: Review): string {
  const counts = (['added', 'changed', 'removed'] as const).flatMap(action => {
    const count = changes.filter(change => change.action === action).length;
    return count > 0 ? [`${count} ${action}`] : [];
  });
  const what = counts.length > 0 ? counts.join(', ') : 'No rule and no schedule changes';
  if (source.kind === 'git')
    return `${what} in ${counted(source.templates, 'changed template')}, compared with ${code(source.base)} (${source.commit.slice(0, 8)})`;
  const of = source.stack ? ` of stack ${code(source.stack)}` : '';
  return `${what} by change set ${code(source.name || 'without a name')}${of}`;
}

/** "Runs a day of what changes: 26 → 50"; empty where nothing is known of it. */
export function totalText({ changes }: Review): string {
  const [before, after] = [totalOf(changes, 'before'), totalOf(changes, 'after')];
  if (changes.length === 0) return '';
  const open = [...new Set([...before.open, ...after.open])];
  const rest = open.length > 0 ? `, without ${listed(open.map(code), 4)}` : '';
  return `Runs a day of what changes: ${before.sum} → ${after.sum}${rest}`;
}

interface Total {
  readonly sum: number;
  /** Of which it can't be told. */
  readonly open: readonly string[];
}

function totalOf(changes: readonly RuleChange[], side: 'before' | 'after'): Total {
  const open: string[] = [];
  let sum = 0;
  for (const change of changes) {
    const timing = change[side]?.timing;
    if (!timing || timing.idle === 'events') continue;
    if (timing.perDay === null) open.push(change.logicalId);
    else sum += timing.perDay;
  }
  return { sum: Math.round(sum * 100) / 100, open };
}
