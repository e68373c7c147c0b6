/**
 * A template's text as a small plain tree, the same for YAML and JSON. Offsets count UTF-16 units
 * from the start of the text that was parsed: a block, or the whole file.
 */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span that counts in a block, where the block stands in the file. */
export function moved({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

export type Node = Scalar | List | Mapping | Intrinsic | Unknown;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

export interface Scalar extends Span {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** The value as text: for a plain scalar what is written, `""` for nothing. */
  readonly text: string;
  readonly style: ScalarStyle;
  /** Where `text` stands letter for letter in the source, or -1 (escapes, folded lines). */
  readonly textStart: number;
}

export interface List extends Span {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly flow: boolean;
}

export interface Entry {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: Node;
}

export interface Mapping extends Span {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
  readonly flow: boolean;
  /** It has keys from elsewhere (`<<`, Fn::Transform, Fn::ForEach): what is absent isn't missing. */
  readonly open: boolean;
}

/** A CloudFormation function or `Ref`, in its short (`!Sub x`) or long form. */
export interface Intrinsic extends Span {
  readonly kind: 'intrinsic';
  /** The long name: `Ref`, `Condition`, `Fn::Sub`, … */
  readonly name: string;
  readonly nameSpan: Span;
  readonly arg: Node;
  readonly short: boolean;
}

/** What can't be known from the text: an alias of a collection, a tag of somebody else's. */
export interface Unknown extends Span {
  readonly kind: 'unknown';
}

export function get(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let at = node;
  for (const key of path) at = entryOf(at, key)?.value;
  return at;
}

export function entryOf(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'mapping' ? node.entries.find(entry => entry.key === key) : undefined;
}

export function isIntrinsic<N extends string>(
  node: Node | undefined,
  name: N,
): node is Intrinsic & { readonly name: N } {
  return node?.kind === 'intrinsic' && node.name === name;
}

export function isEmpty(node: Node): boolean {
  return node.kind === 'scalar' && node.value === null && node.style === 'plain';
}

export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'mapping':
      return node.entries.map(entry => entry.value);
    case 'intrinsic':
      return [node.arg];
    default:
      return [];
  }
}

/** What a mapping holds; also where its only entry is called as a function is. */
export function entriesOf(node: Node | null): readonly Entry[] {
  if (node?.kind === 'mapping') return node.entries;
  if (node?.kind !== 'intrinsic' || node.short) return [];
  return [{ key: node.name, keySpan: node.nameSpan, value: node.arg }];
}

/** Every node below and including this one, outermost first. */
export function* walk(node: Node): Generator<Node> {
  yield node;
  for (const child of childrenOf(node)) yield* walk(child);
}

/** The path of keys, list positions and nodes from the root to the innermost node at an offset. */
export function pathAt(root: Node, offset: number): PathStep[] {
  const path: PathStep[] = [{ node: root }];
  let at: Node = root;
  for (;;) {
    const next = stepInto(at, offset);
    if (!next) return path;
    path.push(next);
    if (next.onKey) return path;
    at = next.node;
  }
}

export interface PathStep {
  readonly node: Node;
  /** The key under which the node stands, where its parent is a mapping. */
  readonly entry?: Entry;
  /** The offset is on the key, not in the value. */
  readonly onKey?: boolean;
}

function stepInto(node: Node, offset: number): PathStep | undefined {
  const within = (span: Span) => span.start <= offset && offset <= span.end;
  if (node.kind === 'mapping') {
    for (const entry of node.entries) {
      if (within(entry.keySpan)) return { node: entry.value, entry, onKey: true };
      if (within(entry.value)) return { node: entry.value, entry };
    }
    return undefined;
  }
  const child = childrenOf(node).find(within);
  return child && { node: child };
}
