import {
  AndNode,
  BeginNode,
  BlockNode,
  BlockParametersNode,
  BreakNode,
  CallNode,
  CaseNode,
  ClassNode,
  DefNode,
  ElseNode,
  ForNode,
  IfNode,
  LambdaNode,
  LocalVariableAndWriteNode,
  LocalVariableOperatorWriteNode,
  LocalVariableOrWriteNode,
  type LocalVariableReadNode,
  LocalVariableTargetNode,
  LocalVariableWriteNode,
  ModuleNode,
  NextNode,
  type Node,
  NumberedParametersNode,
  OrNode,
  ParametersNode,
  type ProgramNode,
  RescueModifierNode,
  ReturnNode,
  SingletonClassNode,
  StatementsNode,
  UnlessNode,
  UntilNode,
  WhenNode,
  WhileNode,
} from '@ruby/prism/src/nodes.js';
import { childrenOf } from './literals.js';

/** Where in the program a node stands. */
export interface Place {
  readonly parent: Node | null;
  readonly scope: Scope;
  /** What has to hold for it to be run, from its method on; null where only a run would tell. */
  readonly conditions: readonly Condition[];
  /** The method that it is in. */
  readonly method: DefNode | null;
  /** The calls in whose blocks it is, outermost first. */
  readonly calls: readonly CallNode[];
  /** In a class or a module. */
  readonly isInClass: boolean;
  /** An error in it is caught. */
  readonly isRescued: boolean;
}

/** A branch; the same object for all that is in it. */
export interface Condition {
  /** Empty where it is not a value that decides, as in a `rescue`. */
  readonly tests: readonly Node[];
}

/** Local variables live in a scope, and are seen in the blocks in it. */
export interface Scope {
  readonly parent: Scope | null;
  /** The block's call; null for a method, a class, the file. */
  readonly call: CallNode | null;
  readonly params: readonly string[];
  readonly writes: Map<string, Write[]>;
}

export interface Write {
  readonly node: Node;
  /** Null where it is not a plain value, as in `a, b = …`. */
  readonly value: Node | null;
  readonly conditions: readonly Condition[];
  /** In a block that may be run later, or more than once. */
  readonly isInner: boolean;
}

/** No person nests deeper. */
const MOST_LEVELS = 500;

/** Every node of a file with its place, outermost first. What is nested too deep is left out. */
export function placesOf(root: ProgramNode): ReadonlyMap<Node, Place> {
  const places = new Map<Node, Place>();
  const visit = (node: Node, place: Place, depth: number) => {
    places.set(node, place);
    noteWrite(node, place);
    if (depth < MOST_LEVELS)
      for (const [child, around] of placedChildren(node, place)) visit(child, around, depth + 1);
  };
  visit(root, { ...OUTSIDE, scope: scopeOf(null, null, []) }, 0);
  return places;
}

const OUTSIDE: Omit<Place, 'scope'> = {
  parent: null,
  conditions: [],
  method: null,
  calls: [],
  isInClass: false,
  isRescued: false,
};

/** The scope that a local variable of some depth belongs to. */
export function scopeAt(scope: Scope, depth: number): Scope | null {
  let at: Scope | null = scope;
  for (let up = 0; at && up < depth; up++) at = at.parent;
  return at;
}

/** A write that may be what a variable holds where it is read. */
export interface PossibleWrite extends Write {
  readonly value: Node;
  /** Those that the read itself is not under. */
  readonly ownConditions: readonly Condition[];
}

/** What a variable may hold where it is read; null where that is not known. */
export function writesOf(
  read: LocalVariableReadNode,
  places: ReadonlyMap<Node, Place>,
): readonly PossibleWrite[] | null {
  const place = places.get(read);
  const scope = place && scopeAt(place.scope, read.depth);
  if (!scope || scope.params.includes(read.name)) return null;
  let possible: PossibleWrite[] = [];
  for (const write of scope.writes.get(read.name) ?? []) {
    const { value, node } = write;
    if (node.location.startOffset >= read.location.startOffset) continue;
    if (!value) return null;
    const ownConditions = write.conditions.filter(one => !place.conditions.includes(one));
    const isSure = ownConditions.length === 0 && !write.isInner;
    if (isSure && node instanceof LocalVariableWriteNode) possible = [];
    possible.push({ ...write, value, ownConditions });
  }
  return possible.length > 0 ? possible : null;
}

function noteWrite(node: Node, { scope: here, conditions }: Place): void {
  const isPlain =
    node instanceof LocalVariableWriteNode || node instanceof LocalVariableOrWriteNode;
  if (!isPlain && !(node instanceof LocalVariableTargetNode) && !isOperatorWrite(node)) return;
  const { name, depth } = node as LocalVariableWriteNode;
  const scope = scopeAt(here, depth);
  if (!scope) return;
  const value = isPlain ? node.value : null;
  const writes = scope.writes.get(name) ?? [];
  scope.writes.set(name, writes);
  writes.push({ node, value, conditions, isInner: depth > 0 });
}

function isOperatorWrite(node: Node): boolean {
  return (
    node instanceof LocalVariableOperatorWriteNode || node instanceof LocalVariableAndWriteNode
  );
}

type Child = readonly [Node, Place];

function placedChildren(node: Node, here: Place): readonly Child[] {
  const place = { ...here, parent: node };
  if (node instanceof DefNode) {
    const scope = scopeOf(null, null, namesIn(node.parameters));
    return all(node, { ...place, scope, method: node, conditions: [], isRescued: false });
  }
  if (node instanceof BlockNode || node instanceof LambdaNode) {
    const call = here.parent instanceof CallNode ? here.parent : null;
    const scope = scopeOf(place.scope, call, blockParams(node.parameters));
    return all(node, { ...place, scope, calls: call ? [...place.calls, call] : place.calls });
  }
  if (node instanceof StatementsNode) return inList(node, place);
  if (
    node instanceof ClassNode ||
    node instanceof ModuleNode ||
    node instanceof SingletonClassNode
  ) {
    const scope = scopeOf(null, null, []);
    const inside = { ...place, scope, conditions: [], isInClass: true };
    return childrenOf(node).map(child => [child, child === node.body ? inside : place]);
  }
  return childrenOf(node).map(child => [child, inBranch(node, child, place)]);
}

function all(node: Node, place: Place): readonly Child[] {
  return childrenOf(node).map(child => [child, place]);
}

function scopeOf(parent: Scope | null, call: CallNode | null, params: readonly string[]): Scope {
  return { parent, call, params, writes: new Map() };
}

function blockParams(parameters: Node | null): string[] {
  if (parameters instanceof NumberedParametersNode) return ['_1'];
  return parameters instanceof BlockParametersNode ? namesIn(parameters.parameters) : [];
}

function namesIn(parameters: Node | null): string[] {
  if (!(parameters instanceof ParametersNode)) return [];
  return childrenOf(parameters).map(param =>
    'name' in param && typeof param.name === 'string' ? param.name : '',
  );
}

/** After `return if x`, what follows in the list hangs on `x`. */
function inList({ body }: StatementsNode, place: Place): readonly Child[] {
  let after = place;
  return body.map(node => {
    const child: Child = [node, after];
    if (leaves(node)) after = under(after, [node.predicate]);
    return child;
  });
}

function leaves(node: Node): node is IfNode | UnlessNode {
  if (!(node instanceof IfNode || node instanceof UnlessNode)) return false;
  const last = node.statements?.body.at(-1);
  if (last instanceof CallNode) return !last.receiver && /^(?:raise|exit|abort)$/.test(last.name);
  return last instanceof ReturnNode || last instanceof NextNode || last instanceof BreakNode;
}

function inBranch(node: Node, child: Node, place: Place): Place {
  if (node instanceof IfNode || node instanceof UnlessNode)
    return child === node.predicate ? place : under(place, [node.predicate]);
  if (node instanceof WhileNode || node instanceof UntilNode)
    return child === node.predicate ? place : under(place, [node.predicate]);
  if (node instanceof AndNode || node instanceof OrNode)
    return child === node.left ? place : under(place, [node.left]);
  if (node instanceof CaseNode) {
    const tests = [...(node.predicate ? [node.predicate] : []), ...testsOf(node)];
    return child instanceof WhenNode || child instanceof ElseNode ? under(place, tests) : place;
  }
  if (node instanceof BeginNode && node.rescueClause)
    return child === node.statements ? { ...place, isRescued: true } : under(place, []);
  if (node instanceof RescueModifierNode)
    return child === node.expression ? { ...place, isRescued: true } : under(place, []);
  return node instanceof ForNode ? under(place, []) : place;
}

function testsOf({ conditions }: CaseNode): readonly Node[] {
  return conditions.flatMap(when => (when instanceof WhenNode ? when.conditions : []));
}

function under(place: Place, tests: readonly Node[]): Place {
  return { ...place, conditions: [...place.conditions, { tests }] };
}
