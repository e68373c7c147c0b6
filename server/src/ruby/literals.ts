import {
  ArrayNode,
  AssocNode,
  CallNode,
  ConstantPathNode,
  ConstantReadNode,
  ConstantWriteNode,
  EmbeddedStatementsNode,
  HashNode,
  InterpolatedStringNode,
  InterpolatedSymbolNode,
  KeywordHashNode,
  LocalVariableReadNode,
  type Node,
  StringNode,
  SymbolNode,
} from '@ruby/prism/src/nodes.js';

/** The text of a string or a symbol that is written out; null for anything else. */
export function literalOf(node: Node | null | undefined): string | null {
  return node instanceof StringNode || node instanceof SymbolNode ? node.unescaped.value : null;
}

/** `Rake::Task`, as it is written, without a `::` before it; null for what is no constant. */
export function constantOf(node: Node | null | undefined): string | null {
  if (node instanceof ConstantReadNode) return node.name;
  if (!(node instanceof ConstantPathNode)) return null;
  if (!node.parent) return node.name;
  const parent = constantOf(node.parent);
  return parent && `${parent}::${node.name}`;
}

export function argumentsOf(call: CallNode): readonly Node[] {
  return call.arguments_?.arguments_ ?? [];
}

/** The entries of a hash, also of one without braces; null for what is none. */
export function entriesOf(node: Node | null | undefined): readonly AssocNode[] | null {
  if (!(node instanceof HashNode || node instanceof KeywordHashNode)) return null;
  return node.elements.filter(element => element instanceof AssocNode);
}

/** The texts that a name stands for: of a loop over literals, of a constant. */
export type Known = ReadonlyMap<string, readonly string[]>;

/** No loop that a person wrote makes more names. */
const MOST_TEXTS = 1000;

/** The texts that a node can stand for, with `*` in place of what only running it would tell. */
export function textsOf(node: Node, known: Known): readonly string[] {
  const literal = literalOf(node);
  if (literal !== null) return [literal];
  if (node instanceof LocalVariableReadNode || node instanceof ConstantReadNode)
    return known.get(node.name) ?? ['*'];
  if (node instanceof EmbeddedStatementsNode) {
    const [only, more] = node.statements?.body ?? [];
    return only && !more ? textsOf(only, known) : ['*'];
  }
  if (!(node instanceof InterpolatedStringNode || node instanceof InterpolatedSymbolNode))
    return isConversion(node) && node.receiver ? textsOf(node.receiver, known) : ['*'];
  let texts: readonly string[] = [''];
  for (const part of node.parts) {
    const next = textsOf(part, known);
    if (texts.length * next.length > MOST_TEXTS) return ['*'];
    texts = texts.flatMap(text => next.map(more => text + more));
  }
  return texts;
}

/** The texts of a list or the keys of a hash that are all written out, or known by a name; else null. */
export function listOf(node: Node | null, known: Known): readonly string[] | null {
  if (node instanceof CallNode && LIST_AS_IT_IS.has(node.name)) return listOf(node.receiver, known);
  if (node instanceof LocalVariableReadNode || node instanceof ConstantReadNode)
    return known.get(node.name) ?? null;
  const items = node instanceof ArrayNode ? node.elements : entriesOf(node)?.map(({ key }) => key);
  const texts = items?.map(literalOf);
  return texts?.every(text => text !== null) ? texts : null;
}

/** The lists and texts that a constant is set to, once in all nodes. */
export function constantLists(nodes: Iterable<Node>): Known {
  const lists = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  for (const node of nodes) {
    if (!(node instanceof ConstantWriteNode)) continue;
    const literal = literalOf(node.value);
    const list = literal === null ? listOf(node.value, lists) : [literal];
    if (list && !seen.has(node.name)) lists.set(node.name, list);
    else lists.delete(node.name);
    seen.add(node.name);
  }
  return lists;
}

/** The nodes directly below one; `compactChildNodes` of prism 1.9 leaves out all that stand in lists. */
export function childrenOf(node: Node): Node[] {
  return node.childNodes().filter(child => child !== null);
}

/** A node and all below it, outermost first. */
export function* descendants(node: Node): Generator<Node> {
  const left: Node[] = [node];
  for (let next = left.pop(); next; next = left.pop()) {
    yield next;
    for (const child of childrenOf(next).reverse()) left.push(child);
  }
}

function isConversion(node: Node): node is CallNode {
  return node instanceof CallNode && (node.name === 'to_s' || node.name === 'to_sym');
}

const LIST_AS_IT_IS = new Set(['freeze', 'keys', 'sort', 'uniq', 'reverse']);
