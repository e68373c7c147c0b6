import {
  AssocNode,
  AssocSplatNode,
  BlockNode,
  CallNode,
  HashNode,
  KeywordHashNode,
  NilNode,
  type Node,
  StringNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, descendants, literalOf } from '../literals.js';
import { type Branch, branchesOf, type Chance } from './branches.js';
import { expansionsOf, lastOf } from './expand.js';
import type { Host, Named, Outcome, RedisValue, Toss, Url } from './facts.js';
import { canonical, DEFAULT_URL, urlOf } from './urls.js';

/** A value that may be assigned to `redis`, with what chose it. */
export interface Choice {
  readonly value: RedisValue;
  /** The places from which its URLs come. */
  readonly branches: readonly Branch[];
}

/** What an expression that gives a Redis can be: a hash of options, a pool. */
export function choicesOf(node: Node, code: Code): readonly Choice[] {
  return branchesOf(node, code).map(branch => choiceOf(branch, code));
}

interface Options {
  readonly keys: readonly Named[];
  readonly isOpen: boolean;
  /** What `url` is set to. */
  readonly url: Node | null;
}

function choiceOf(branch: Branch, code: Code): Choice {
  const { node, isAside, chance } = branch;
  const span = code.span(node.location);
  const pool = poolOf(node, code);
  if (node instanceof NilNode)
    return {
      value: { kind: 'nil', urls: [DEFAULT_URL], keys: [], isOpen: false, ...span },
      branches: [],
    };
  const options = optionsOf(pool ? pool.options : node, code, 0);
  if (!options) {
    const kind = pool ? 'pool' : 'unknown';
    const urls: Url[] = [{ ...urlOf(branch, code), kind: 'unknown' }];
    return { value: { kind, urls, keys: [], isOpen: true, ...span }, branches: [branch] };
  }
  const { url, keys, isOpen } = options;
  const branches = (url ? branchesOf(url, code) : []).map(inner => ({
    ...inner,
    isAside: isAside || inner.isAside,
    chance: inner.chance ?? chance,
  }));
  const urls = url
    ? branches.map(inner => urlOf(inner, code))
    : [urlWithout(options, branch, code)];
  const kind = pool ? 'pool' : 'hash';
  return { value: { kind, urls, keys, isOpen, ...span }, branches: url ? branches : [branch] };
}

/** Of options without `url`. */
function urlWithout({ keys, isOpen }: Options, { node, isAside }: Branch, code: Code): Url {
  if (!isOpen && !keys.some(({ name }) => ADDRESS.has(name))) return { ...DEFAULT_URL, isAside };
  const text = canonical(node, code);
  return { kind: 'unknown', text, shown: 'the host in it', isAside };
}

const ADDRESS = new Set([
  'host',
  'port',
  'path',
  'db',
  'name',
  'master_name',
  'sentinels',
  'nodes',
]);

/** The options in a hash; null for what is none. Of two with one name the last one counts. */
function optionsOf(node: Node | null, code: Code, depth: number): Options | null {
  if (!node || depth > 5) return null;
  if (node instanceof HashNode || node instanceof KeywordHashNode) {
    let options: Options = { keys: [], isOpen: false, url: null };
    for (const element of node.elements) options = merged(options, entryIn(element, code, depth));
    return options;
  }
  if (node instanceof CallNode && MERGES.has(node.name) && node.receiver) {
    const base = onlyOptions(node.receiver, code, depth);
    const more = argumentsOf(node).map(one => onlyOptions(one, code, depth));
    const all = node.name.startsWith('reverse') ? [...more.reverse(), base] : [base, ...more];
    if (all.every(one => one === null)) return null;
    return all.map(one => one ?? OPEN).reduce(merged);
  }
  return null;
}

const OPEN: Options = { keys: [], isOpen: true, url: null };

const MERGES = new Set(['merge', 'merge!', 'deep_merge', 'update', 'reverse_merge']);

/** Null also where there are several to choose from. */
function onlyOptions(node: Node, code: Code, depth: number): Options | null {
  const [only, more] = branchesOf(node, code);
  return only && !more ? optionsOf(only.node, code, depth + 1) : null;
}

function entryIn(element: Node, code: Code, depth: number): Options {
  if (element instanceof AssocSplatNode)
    return (element.value && onlyOptions(element.value, code, depth)) ?? OPEN;
  if (!(element instanceof AssocNode)) return OPEN;
  const name = literalOf(element.key);
  if (name === null) return OPEN;
  const keys = [{ name, ...code.span(element.location) }];
  return { keys, isOpen: false, url: name === 'url' ? element.value : null };
}

function merged(a: Options, b: Options): Options {
  return {
    keys: [...a.keys.filter(({ name }) => !b.keys.some(other => other.name === name)), ...b.keys],
    isOpen: a.isOpen || b.isOpen,
    url: b.url ?? a.url,
  };
}

/** A pool that is made on the spot, with the options of its Redis where they are written out. */
function poolOf(node: Node, code: Code): { readonly options: Node | null } | null {
  if (!(node instanceof CallNode)) return null;
  const receiver = constantOf(node.receiver);
  if (receiver === 'Sidekiq::RedisConnection' && node.name === 'create')
    return { options: argumentsOf(node)[0] ?? null };
  if (!receiver?.startsWith('ConnectionPool') || node.name !== 'new') return null;
  const body = node.block instanceof BlockNode && node.block.body ? lastOf(node.block.body) : null;
  const [redis] = body ? (expansionsOf(body, code) ?? [body]) : [];
  const isRedis = redis instanceof CallNode && constantOf(redis.receiver)?.startsWith('Redis');
  return { options: isRedis ? (argumentsOf(redis)[0] ?? null) : null };
}

/** What some choices are chosen by, where it is chance; null where it is not. */
export function tossOf(choices: readonly Choice[], code: Code): Toss | null {
  const branches = choices.flatMap(({ branches }) => branches);
  const by = branches.find(({ chance }) => chance)?.chance?.by;
  if (!by) return null;
  return { ...code.span(by.location), outcomes: outcomesOf(branches, by, code) };
}

function outcomesOf(branches: readonly Branch[], by: Node, code: Code): Outcome[] {
  const odds = new Map<string, number | null>();
  for (const branch of branches) {
    const { chance } = branch;
    if (chance?.by !== by) continue;
    const { shown } = urlOf(branch, code);
    odds.set(shown, sum(odds.get(shown), chance));
  }
  return [...odds].map(([shown, odds]) => ({ shown, odds }));
}

function sum(before: number | null | undefined, { odds }: Chance): number | null {
  if (before === undefined) return odds;
  return before === null || odds === null ? null : before + odds;
}

/** The texts in an expression, and in what it stands for, that name a host. */
export function hostsIn(node: Node, code: Code, depth = 0): readonly Host[] {
  const hosts: Host[] = [];
  for (const inner of descendants(node)) {
    if (inner instanceof StringNode && inner.unescaped.value.includes('.'))
      hosts.push({ text: inner.unescaped.value, ...code.span(inner.location) });
    if (depth < 4)
      for (const value of expansionsOf(inner, code) ?? [])
        hosts.push(...hostsIn(value, code, depth + 1));
  }
  return hosts.filter((host, i) => hosts.findIndex(({ start }) => start === host.start) === i);
}
