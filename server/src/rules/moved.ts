import { moved } from '../template/node.js';
import type { Finding } from './rule.js';

/** A finding of a block, whose offsets count in the block, where the block stands in the file. */
export function movedBy<F extends Finding>(finding: F, offset: number): F {
  if (offset === 0) return finding;
  const { fixes } = finding;
  return {
    ...finding,
    ...moved(finding, offset),
    ...(fixes && {
      fixes: fixes.map(fix => ({
        ...fix,
        edits: fix.edits.map(edit => ({ ...edit, ...moved(edit, offset) })),
      })),
    }),
  };
}
