import type { Edit } from '../rules/rule.js';
import { type Node, type Span, walk } from '../template/node.js';
import { perBlock } from '../template/per-block.js';
import type { Block } from '../template/template.js';

/** A comment of a block; offsets count in the block. */
export interface Comment extends Span {
  readonly text: string;
  /** Nothing else stands on its line. */
  readonly alone: boolean;
}

/** The comments between a block's key and the end of its value; a `#` in a text is none. */
export const commentsOf = perBlock((block): readonly Comment[] => {
  const { text, keySpan, value } = block;
  const body = text.slice(keySpan.start, value.end);
  if (!body.includes('#') || text.trimStart().startsWith('{')) return [];
  const texts = textsIn(value);
  return [...body.matchAll(/(^|[ \t])#[^\r\n]*/gm)].flatMap(match => {
    const start = keySpan.start + match.index + (match[1]?.length ?? 0);
    if (texts.some(span => span.start < start && start < span.end)) return [];
    const line = text.lastIndexOf('\n', start - 1) + 1;
    return [
      {
        start,
        end: keySpan.start + match.index + match[0].length,
        text: match[0].trim(),
        alone: text.slice(line, start).trim() === '',
      },
    ];
  });
});

function textsIn(root: Node): Span[] {
  return [...walk(root)].flatMap(node => {
    if (node.kind === 'mapping') return node.entries.map(entry => entry.keySpan);
    return node.kind === 'scalar' || node.kind === 'unknown' ? [node] : [];
  });
}

/** Takes a comment out, with its line or with the blanks before it. */
export function removeComment({ text }: Block, { start, end, alone }: Comment): Edit {
  const line = text.lastIndexOf('\n', start - 1) + 1;
  if (!alone) {
    const blanks = /[ \t]*$/.exec(text.slice(line, start))?.[0].length ?? 0;
    return { start: start - blanks, end, newText: '' };
  }
  const next = text.indexOf('\n', end);
  return { start: line, end: next < 0 ? text.length : next + 1, newText: '' };
}
