import { changeBetween, type Replaced } from './change.js';
import { type Entry, entriesOf, type Node, type Span } from './node.js';
import { parseYaml } from './yaml.js';

/** A block as it was read. */
interface Before {
  readonly text: string;
  readonly value: Node;
}

/**
 * The value of an edited block, made of the value before by reading only the entry that was typed
 * in, e.g. one property. Null where that is not enough, and the block must be read as a whole.
 */
export function rereadValue(block: Before, text: string): Node | null {
  const edit = changeBetween(block.text, text);
  const unit = unitAround(block, edit);
  if (!unit) return null;
  const entry = readUnit(text.slice(unit.start, unit.end + edit.by), unit);
  return entry && replaced(block.value, unit.path, entry, edit.by);
}

/** The lines of an entry of a block mapping, of which the first is its key's own. */
interface Unit extends Span {
  readonly entry: Entry;
  /** The positions among the children, from the block's value down to the entry. */
  readonly path: readonly number[];
}

const SPACES = /^ +$/;
const DASHES = /^ *-[ -]*$/;

/** The innermost entry that an edit does not reach beyond, and whose key it leaves alone. */
function unitAround({ text, value }: Before, edit: Replaced): Unit | null {
  let unit: Unit | null = null;
  let node = value;
  let end = text.length;
  const path: number[] = [];
  for (;;) {
    const starts = startsOf(node, text);
    const i = starts.findLastIndex(start => start <= edit.start);
    const next = starts[i + 1];
    if (next !== undefined) {
      end = lineStart(text, next);
      // with its dash or its tag on a line before, the next one starts there
      if (!(node.kind === 'list' ? DASHES : SPACES).test(text.slice(end, next))) return unit;
    }
    // the line break before the next one must stay
    if (i < 0 || (edit.end >= end && end < text.length)) return unit;
    path.push(i);
    const entry = entriesOf(node)[i];
    const start = entry ? lineStart(text, entry.keySpan.start) : -1;
    if (entry && isUnit(text, start, entry, edit)) unit = { start, end, entry, path: [...path] };
    node = childAt(node, i);
  }
}

/** Where the children of a block collection start. */
function startsOf(node: Node, text: string): readonly number[] {
  if (node.kind === 'list') return node.flow ? [] : node.items.map(({ start }) => start);
  if (node.kind === 'intrinsic' && node.short) return [node.arg.start];
  return text[node.start] === '{' ? [] : entriesOf(node).map(({ keySpan }) => keySpan.start);
}

function childAt(node: Node, i: number): Node {
  if (node.kind === 'list') return node.items[i] as Node;
  return node.kind === 'intrinsic' ? node.arg : (entriesOf(node)[i] as Entry).value;
}

function isUnit(text: string, start: number, { key, keySpan }: Entry, edit: Replaced): boolean {
  const isAlone = SPACES.test(text.slice(start, keySpan.start));
  return isAlone && key !== '' && edit.start >= keySpan.end;
}

/**
 * Something at the left margin, a key of its own line, or a line that ends as no other does: how
 * those are read, or how far they reach, depends on what is around.
 */
const REACHES_OUT = /\n[^\s#]|\n[ -]*\?\s|\r(?!\n)/;

/** The entry as it is now, where its lines are still one entry with the same key. */
function readUnit(text: string, { start, entry: before }: Unit): Entry | null {
  if (REACHES_OUT.test(text)) return null;
  const { root, problems, anchors, missingAnchors } = parseYaml(text);
  if (problems.length + anchors.length + missingAnchors.length > 0) return null;
  const [entry, another] = entriesOf(root);
  if (!entry || another) return null;
  const { key, keySpan, value } = entry;
  const isSame = key === before.key && keySpan.end + start === before.keySpan.end;
  return isSame ? { key, keySpan: before.keySpan, value: shifted(value, start) } : null;
}

/** The tree with another entry at the end of a path, and all behind it moved. */
function replaced(node: Node, path: readonly number[], entry: Entry, by: number, depth = 0): Node {
  const place = path[depth] as number;
  const isLast = depth === path.length - 1;
  const inside = (child: Node) => replaced(child, path, entry, by, depth + 1);
  switch (node.kind) {
    case 'mapping': {
      const entries = node.entries.map((one, i) => {
        if (i < place) return one;
        if (i > place) return shiftedEntry(one, by);
        return isLast ? entry : { ...one, value: inside(one.value) };
      });
      return { ...node, entries, end: (entries.at(-1) as Entry).value.end };
    }
    case 'list': {
      const items = node.items.map((item, i) =>
        i < place ? item : i > place ? shifted(item, by) : inside(item),
      );
      return { ...node, items, end: (items.at(-1) as Node).end };
    }
    case 'intrinsic': {
      const arg = isLast ? entry.value : inside(node.arg);
      return { ...node, arg, end: Math.max(arg.end, node.nameSpan.end) };
    }
    default:
      return node;
  }
}

function shifted(node: Node, by: number): Node {
  if (by === 0) return node;
  const span = { start: node.start + by, end: node.end + by };
  switch (node.kind) {
    case 'scalar':
      return { ...node, ...span, textStart: node.textStart < 0 ? -1 : node.textStart + by };
    case 'list':
      return { ...node, ...span, items: node.items.map(item => shifted(item, by)) };
    case 'mapping':
      return { ...node, ...span, entries: node.entries.map(entry => shiftedEntry(entry, by)) };
    case 'intrinsic': {
      const { start, end } = node.nameSpan;
      const nameSpan = { start: start + by, end: end + by };
      return { ...node, ...span, nameSpan, arg: shifted(node.arg, by) };
    }
    default:
      // an empty item has no place
      return node.end === 0 ? node : { ...node, ...span };
  }
}

function shiftedEntry({ key, keySpan, value }: Entry, by: number): Entry {
  const span = { start: keySpan.start + by, end: keySpan.end + by };
  return { key, keySpan: span, value: shifted(value, by) };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
