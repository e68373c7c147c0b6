import { embeddedJson } from '../template/embedded.js';
import {
  childrenOf,
  get,
  isIntrinsic,
  type List,
  type Mapping,
  type Node,
  type Scalar,
  type Span,
} from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import { textOf } from '../template/targets.js';
import type { Block } from '../template/template.js';
import type { Path, Step } from './path.js';
import { type ComparedType, type Shape, shapesOf } from './shape.js';

/** Where a property stands in a block; offsets count in the block. */
export interface Place {
  readonly span: Span;
  /** The value itself; null where the block does not spell it out. */
  readonly node: Node | null;
  /** It stands in the JSON of this text. */
  readonly text: Scalar | null;
  /** What lacks it: the mapping in which only the last step is missing. */
  readonly owner: Mapping | null;
  /** The way leads through an `Fn::If`. */
  readonly isConditional: boolean;
}

/** The value at the end of a path, or the innermost that is there on the way to it. */
export function locate(block: Block, type: ComparedType, path: Path): Place {
  const properties = get(resourceOf(block)?.body, 'Properties');
  let at: Place = {
    span: block.keySpan,
    node: properties ?? null,
    text: null,
    owner: null,
    isConditional: false,
  };
  let members: ReadonlyMap<string, Shape> | null = shapesOf(type);
  for (const [i, step] of path.entries()) {
    const isLast = i === path.length - 1;
    const next = stepInto(at, step, members, block);
    if (!next) return { ...at, node: null, owner: isLast ? ownerIn(at) : null };
    if (typeof step === 'string') members = memberOf(members, step)?.members ?? null;
    at = next;
  }
  return at;
}

function memberOf(members: ReadonlyMap<string, Shape> | null, name: string): Shape | undefined {
  return members?.get(name);
}

function ownerIn({ node }: Place): Mapping | null {
  const [only, ...more] = leavesOf(node);
  return only?.kind === 'mapping' && more.length === 0 ? only : null;
}

function stepInto(
  from: Place,
  step: Step,
  members: ReadonlyMap<string, Shape> | null,
  block: Block,
): Place | null {
  const at = (from.text ? null : jsonOf(from, members, block)) ?? from;
  for (const leaf of leavesOf(at.node)) {
    const found = inLeaf(leaf, step, members);
    const isConditional = at.isConditional || leaf !== at.node || found?.isConditional === true;
    if (found) return { ...found, text: at.text, owner: null, isConditional };
  }
  return null;
}

function inLeaf(
  leaf: Node,
  step: Step,
  members: ReadonlyMap<string, Shape> | null,
): Pick<Place, 'span' | 'node' | 'isConditional'> | null {
  if (typeof step === 'string' && leaf.kind === 'mapping') {
    const entry = leaf.entries.find(({ key }) => (members?.get(key)?.name ?? key) === step);
    const span = entry && (headOf(entry.value) ?? entry.keySpan);
    return span ? { node: entry.value, span, isConditional: false } : null;
  }
  if (leaf.kind !== 'list') return null;
  const item = itemAt(leaf, step);
  if (!item) return null;
  return {
    node: item,
    span: headOf(item) ?? idSpan(item),
    isConditional: !leaf.items.includes(item),
  };
}

function itemAt({ items }: List, step: Step): Node | undefined {
  // an item that may be left out moves those behind it
  if (typeof step === 'number')
    return items.some(item => item.kind === 'intrinsic') ? undefined : items[step];
  return items.flatMap(leavesOf).find(item => {
    const id = get(item, 'Id');
    return typeof step === 'object' && id?.kind === 'scalar' && id.text === step.id;
  });
}

/** A value that is one thing to look at; of one with lines of its own its head is enough. */
function headOf(node: Node): Span | null {
  if (node.kind === 'scalar' && node.style === 'block') return null;
  if ((node.kind === 'mapping' || node.kind === 'list') && !node.flow) return null;
  return node.end > node.start ? node : null;
}

function idSpan(item: Node): Span {
  const entry = item.kind === 'mapping' ? item.entries[0] : undefined;
  return get(item, 'Id') ?? entry?.keySpan ?? item;
}

/** The JSON that a text holds, in the place of the text. */
function jsonOf(
  { node, isConditional }: Place,
  members: ReadonlyMap<string, Shape> | null,
  block: Block,
): Place | null {
  // inside of a property that has members there is no text with JSON
  if (members !== null || !node) return null;
  const text = textOf(node);
  const root = text && embeddedJson(text.scalar, block.text, text.isSub)?.root;
  return root ? { span: node, node: root, text: text.scalar, owner: null, isConditional } : null;
}

/** What a value can be: itself, or the branches of `Fn::If`. */
function leavesOf(node: Node | null): Node[] {
  if (!node) return [];
  return isIntrinsic(node, 'Fn::If') ? childrenOf(node.arg).slice(1).flatMap(leavesOf) : [node];
}
