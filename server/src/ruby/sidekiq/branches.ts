import {
  AndNode,
  ArrayNode,
  BeginNode,
  BlockNode,
  CallNode,
  CaseNode,
  ConstantPathNode,
  ConstantReadNode,
  ElseNode,
  IfNode,
  InterpolatedStringNode,
  LocalVariableReadNode,
  LocalVariableWriteNode,
  type Node,
  OrNode,
  ParenthesesNode,
  StatementsNode,
  UnlessNode,
  WhenNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import { argumentsOf, constantOf, literalOf } from '../literals.js';
import { writesOf } from '../places.js';
import { chanceIn, isByChance, oddsOf } from './chance.js';
import { expansionsOf, lastOf, methodCalled } from './expand.js';

/** One of the values that an expression can have. */
export interface Branch {
  readonly node: Node;
  /** The constant that it was read from; null where it stands there itself. */
  readonly constant: string | null;
  /** It is for another environment, or for where what comes before it is not set. */
  readonly isAside: boolean;
  /** What chooses it by chance, and how likely it is; null where nothing does. */
  readonly chance: Chance | null;
}

export interface Chance {
  /** The condition, or the call that picks. */
  readonly by: Node;
  readonly odds: number | null;
}

const MOST_EXPANSIONS = 12;
const MOST_BRANCHES = 50;

type Around = Omit<Branch, 'node'> & { readonly depth: number };

/** The values that an expression can have, as far as its file tells. */
export function branchesOf(node: Node, code: Code): readonly Branch[] {
  const reader = new BranchReader(code);
  reader.read(node, { constant: null, isAside: false, chance: null, depth: 0 });
  return reader.branches;
}

class BranchReader {
  readonly branches: Branch[] = [];

  constructor(private readonly code: Code) {}

  read(node: Node | null, before: Around): void {
    const around = { ...before, depth: before.depth + 1 };
    if (!node || this.branches.length >= MOST_BRANCHES) return;
    if (around.depth > MOST_EXPANSIONS || !this.enter(node, around)) this.add(node, around);
  }

  private add(node: Node, { constant, isAside, chance }: Around): void {
    const call = chance ? null : pickIn(node, this.code);
    this.branches.push({
      node,
      constant,
      isAside,
      chance: chance ?? (call && { by: call, odds: null }),
    });
  }

  /** False where the node is a value of its own. */
  private enter(node: Node, around: Around): boolean {
    if (node instanceof ParenthesesNode || node instanceof StatementsNode)
      return this.last(node instanceof StatementsNode ? node : node.body, around);
    if (node instanceof BeginNode) return this.last(lastOf(node), around);
    if (node instanceof LocalVariableWriteNode) return this.done(node.value, around);
    if (node instanceof IfNode) return this.either(node, node.statements, node.subsequent, around);
    if (node instanceof UnlessNode)
      return this.either(node, node.elseClause, node.statements, around);
    if (node instanceof ElseNode) return this.last(node.statements, around);
    if (node instanceof CaseNode) return this.oneOf(node, around);
    if (node instanceof OrNode) {
      this.read(node.left, around);
      return this.done(node.right, { ...around, isAside: true });
    }
    if (node instanceof AndNode) return this.done(node.right, this.under(around, node.left, null));
    if (node instanceof LocalVariableReadNode) return this.variable(node, around);
    if (node instanceof ConstantReadNode || node instanceof ConstantPathNode)
      return this.constant(node, around);
    return node instanceof CallNode && this.call(node, around);
  }

  private done(node: Node, around: Around): true {
    this.read(node, around);
    return true;
  }

  private last(node: Node | null, around: Around): boolean {
    const last = node && lastOf(node);
    if (last) this.read(last, around);
    return last !== null;
  }

  private either(
    { predicate }: IfNode | UnlessNode,
    then: Node | null,
    other: Node | null,
    around: Around,
  ): true {
    const odds = oddsOf(predicate);
    this.read(then, this.under(around, predicate, odds));
    this.read(other, this.under(around, predicate, odds === null ? null : 1 - odds));
    return true;
  }

  private oneOf({ predicate, conditions, elseClause }: CaseNode, around: Around): true {
    for (const when of conditions)
      if (when instanceof WhenNode) {
        const test = predicate ?? when.conditions[0];
        this.read(when.statements, test ? this.under(around, test, null) : around);
      }
    this.read(elseClause, predicate ? this.under(around, predicate, null) : around);
    return true;
  }

  private under(around: Around, test: Node, odds: number | null): Around {
    const isOfChance = chanceIn(test, this.code) !== null;
    return {
      ...around,
      isAside: around.isAside || ENVIRONMENT.test(this.code.source(test)),
      chance: around.chance ?? (isOfChance ? { by: test, odds } : null),
    };
  }

  private variable(node: LocalVariableReadNode, around: Around): boolean {
    const writes = writesOf(node, this.code.places);
    if (!writes) return false;
    for (const { node: write, value, ownConditions } of writes) {
      const tests = ownConditions.flatMap(({ tests }) => tests);
      let inside = around;
      for (const test of tests) inside = this.under(inside, test, this.oddsFor(write, test));
      this.read(value, inside);
    }
    return true;
  }

  /** Of the two branches of one `if`, the second has what the first leaves. */
  private oddsFor(write: Node, test: Node): number | null {
    const odds = oddsOf(test);
    const parent = this.code.place(test)?.parent;
    if (odds === null || !(parent instanceof IfNode || parent instanceof UnlessNode)) return null;
    const at = write.location.startOffset;
    const isFirst = parent.statements !== null && isIn(at, parent.statements);
    return isFirst === parent instanceof IfNode ? odds : 1 - odds;
  }

  private constant(node: ConstantReadNode | ConstantPathNode, around: Around): boolean {
    const [value] = expansionsOf(node, this.code) ?? [];
    if (!value) return false;
    return this.done(value, { ...around, constant: around.constant ?? constantOf(node) });
  }

  private call(call: CallNode, around: Around): boolean {
    const { receiver, name } = call;
    const variable = variableIn(call);
    if (variable !== null) return this.fetch(call, around);
    if (receiver && SAME.has(name)) return this.done(receiver, around);
    if (receiver && (name === 'sample' || name === '[]') && this.pick(call, receiver, around))
      return true;
    const method = methodCalled(call, this.code);
    return method?.body ? this.last(method.body, around) : false;
  }

  /** `ENV.fetch("X", other)`, `ENV.fetch("X") { other }`. */
  private fetch(call: CallNode, around: Around): boolean {
    const [, other] = argumentsOf(call);
    const block = call.block instanceof BlockNode ? call.block.body : null;
    const fallback = other ?? (block && lastOf(block));
    if (!fallback) return false;
    this.add(call, around);
    return this.done(fallback, { ...around, isAside: true });
  }

  /** `[A, B].sample`, `[A, B][rand(2)]`. */
  private pick(call: CallNode, receiver: Node, around: Around): boolean {
    const [list] =
      receiver instanceof ArrayNode ? [receiver] : (expansionsOf(receiver, this.code) ?? []);
    if (!(list instanceof ArrayNode) || !chanceIn(call, this.code)) return false;
    const odds = 1 / list.elements.length;
    const chance = around.chance ?? { by: call, odds };
    for (const element of list.elements) this.read(element, { ...around, chance });
    return list.elements.length > 0;
  }
}

/** The environment variable that a call reads; null for any other call. */
export function variableIn(node: Node): string | null {
  if (!(node instanceof CallNode) || constantOf(node.receiver) !== 'ENV') return null;
  return node.name === '[]' || node.name === 'fetch' ? literalOf(argumentsOf(node)[0]) : null;
}

function isIn(offset: number, { location: { startOffset, length } }: Node): boolean {
  return startOffset <= offset && offset < startOffset + length;
}

/** Decides between production and a developer's machine, not between two Redis. */
const ENVIRONMENT =
  /\bRails\.env\b|\b(?:RAILS|RACK|APP|NODE)_ENV\b|\b(?:production|development|staging|test)\?|\bdefined\?/;

/** What picks a value in the code that gives it: `URLS.sample`, `"redis-#{rand(2)}"`. */
function pickIn(node: Node, code: Code): CallNode | null {
  if (node instanceof InterpolatedStringNode) return chanceIn(node, code);
  if (!(node instanceof CallNode)) return null;
  if (isByChance(node)) return node;
  const [index] = INDEXES.has(node.name) ? argumentsOf(node) : [];
  const inIndex = index && chanceIn(index, code);
  return inIndex ?? (node.receiver && pickIn(node.receiver, code));
}

const INDEXES = new Set(['[]', 'fetch', 'at', 'dig']);

/** Methods that give what they are called on, as far as a Redis is concerned. */
const SAME = new Set([
  'freeze',
  'dup',
  'clone',
  'itself',
  'to_s',
  'to_h',
  'strip',
  'chomp',
  'presence',
  'compact',
  'symbolize_keys',
  'deep_symbolize_keys',
  'with_indifferent_access',
]);
