import { isIntrinsic, type PathStep } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';

/** The position in `template.blocks` of the last block whose key starts at or before an offset, or -1. */
export function blockIndexAt(template: Template, offset: number): number {
  let low = 0;
  let high = template.blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keyStart(template.blocks[middle]) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a block's key stands in the file; after everything where there is no block. */
export function keyStart(placed: PlacedBlock | undefined): number {
  return placed ? placed.offset + placed.block.keySpan.start : Number.POSITIVE_INFINITY;
}

/** The keys on the way to a step, without those of functions: `['Properties', 'Targets', 'Id']`. */
export function keysOf(path: readonly PathStep[]): string[] {
  return path.flatMap(step => (step.entry ? [step.entry.key] : []));
}

/** Whether the end of a path stands as a property's value: written out, or as a branch of `Fn::If`. */
export function isValue(path: readonly PathStep[]): boolean {
  const last = path.findLastIndex(step => step.entry !== undefined);
  const [value, ...inside] = path.slice(last).map(step => step.node);
  if (last < 0 || path[last]?.onKey || !value) return false;
  let node = value;
  for (const next of inside) {
    if (node.kind === 'list' && node.items[0] === next) return false;
    if (node.kind !== 'list' && !isIntrinsic(node, 'Fn::If')) return false;
    node = next;
  }
  return node.kind === 'scalar';
}
