import {
  CallNode,
  ConstantPathNode,
  ConstantReadNode,
  InterpolatedStringNode,
  NilNode,
  type Node,
  SelfNode,
  StringNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, literalOf } from '../literals.js';
import { type Branch, branchesOf, variableIn } from './branches.js';
import type { Url } from './facts.js';

/** Every URL that an expression can give, as far as its file tells. */
export function urlsOf(node: Node, code: Code): readonly Url[] {
  return branchesOf(node, code).map(branch => urlOf(branch, code));
}

export const DEFAULT_URL: Url = {
  kind: 'default',
  text: '',
  shown: "Sidekiq's default",
  isAside: false,
};

export function urlOf({ node, constant, isAside }: Branch, code: Code): Url {
  const what = read(node, code);
  const shown = constant ?? (what.kind === 'literal' ? withoutLogin(what.text) : what.text);
  return { ...what, shown: short(shown), isAside: isAside || isLocal(what) };
}

function read(node: Node, code: Code): Pick<Url, 'kind' | 'text'> {
  const variable = variableIn(node);
  if (variable !== null) return { kind: 'env', text: variable };
  if (node instanceof NilNode) return DEFAULT_URL;
  if (node instanceof StringNode) return { kind: 'literal', text: normal(node.unescaped.value) };
  if (node instanceof ConstantReadNode || node instanceof ConstantPathNode) {
    const name = constantOf(node);
    if (name !== null) return { kind: 'constant', text: name };
  }
  const kind = isPath(node) && !(node instanceof InterpolatedStringNode) ? 'path' : 'unknown';
  return { kind, text: canonical(node, code) };
}

/** `Rails.application.credentials.redis_url`, `Settings[:redis]`: the same whenever it is asked. */
function isPath(node: Node | null): boolean {
  if (node instanceof ConstantReadNode || node instanceof ConstantPathNode) return true;
  if (!(node instanceof CallNode) || !node.receiver || node.block) return false;
  if (node.receiver instanceof SelfNode) return false;
  return isPath(node.receiver) && argumentsOf(node).every(one => literalOf(one) !== null);
}

/** The code on one line, with one way to read an environment variable. */
export function canonical(node: Node, code: Code): string {
  return code
    .source(node)
    .replace(/\bENV\.fetch\(\s*(['"])(\w+)\1[^)]*\)/g, 'ENV["$2"]')
    .replace(/\bENV\[\s*'(\w+)'\s*\]/g, 'ENV["$1"]')
    .replace(/\s+/g, ' ');
}

/** The first database is that without a number. */
function normal(url: string): string {
  return url.trim().replace(/\/(?:0)?$/, '');
}

/** A developer's own. */
function isLocal({ kind, text }: Pick<Url, 'kind' | 'text'>): boolean {
  return kind === 'literal' && LOCAL.test(text);
}

const LOCAL =
  /^(?:rediss?:\/\/)?(?:[^@/]*@)?(?:localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|redis)(?::\d+)?(?:\/|$)|^unix:|^\//;

function withoutLogin(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//');
}

const LONGEST = 60;

function short(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
