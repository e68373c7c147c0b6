import type { RedisAssignment, Side, SidekiqFacts, Url } from '../../ruby/sidekiq/facts.js';

/** The Redis that one side of a file's configuration uses. */
export interface Reading {
  /** Where it is set: the last assignment that is always made, and those after it. */
  readonly assignments: readonly RedisAssignment[];
  readonly urls: readonly Url[];
}

/** Null where a side's Redis is not set, or not only by what is seen. */
export function readingOf({ assignments, blocks }: SidekiqFacts, side: Side): Reading | null {
  if (blocks.some(block => block.side === side && block.isHandedOn)) return null;
  let last: RedisAssignment[] = [];
  for (const assignment of assignments) {
    if (!assignment.sides.includes(side)) continue;
    if (assignment.isSure) last = [];
    last.push(assignment);
  }
  if (last.length === 0) return null;
  const urls = last.flatMap(({ values }) => values.flatMap(value => value.urls));
  return urls.length > 0 ? { assignments: last, urls } : null;
}

/** Whether two can't be one Redis, as far as their names tell. */
export function areDifferent(a: Url, b: Url): boolean {
  if (a.kind === 'unknown' || b.kind === 'unknown' || areSame(a, b)) return false;
  if (a.kind === b.kind) return true;
  const kinds = new Set([a.kind, b.kind]);
  // Sidekiq's default is what REDIS_URL says, and a literal may be what a variable holds at home
  if (kinds.has('default')) return kinds.has('env');
  return kinds.has('literal') && kinds.has('env') && !a.isAside && !b.isAside;
}

export function areSame(a: Url, b: Url): boolean {
  if (a.kind === b.kind) return a.text === b.text;
  return isDefault(a) && isDefault(b);
}

/** What Sidekiq takes where nothing is set, unless REDIS_PROVIDER names another variable. */
export function isDefault({ kind, text }: Url): boolean {
  if (kind === 'default') return true;
  if (kind === 'env') return text === 'REDIS_URL';
  return kind === 'literal' && /^redis:\/\/(?:localhost|127\.0\.0\.1)(?::6379)?$/.test(text);
}

/** The Redis that a server's side reads beside those that clients push to; empty for none. */
export function drainedBy(facts: SidekiqFacts): readonly Url[] {
  const server = readingOf(facts, 'server');
  const client = readingOf(facts, 'client');
  if (!server || !client) return [];
  const own = server.urls.filter(url => !url.isAside);
  if (!own.some(url => client.urls.some(other => areSame(url, other)))) return [];
  const beside = own.filter(url => client.urls.every(other => areDifferent(url, other)));
  return beside.filter((url, i) => beside.findIndex(other => areSame(url, other)) === i);
}

/** Whether the workspace is on its way from one Redis to another, as its files tell. */
export function isDraining(facts: SidekiqFacts): boolean {
  const isTossed = facts.assignments.some(({ sides, toss }) => toss && sides.includes('server'));
  return isTossed || facts.tosses.length > 0 || drainedBy(facts).length > 0;
}

/** `A`, `A or B`, `A, B or C`, each once. */
export function shownUrls(urls: readonly Url[]): string {
  const shown = [...new Set(urls.map(url => code(url)))];
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} or ${shown.at(-1)}`;
}

function code({ kind, shown }: Url): string {
  return kind === 'default' ? "Sidekiq's default Redis" : `\`${shown}\``;
}

/** Whether a file is of the tests, where nothing is read or pushed in earnest. */
export function isTest(uri: string): boolean {
  return /\/(?:spec|test|tests|features)\/|_(?:spec|test)\.rb$/.test(uri);
}
