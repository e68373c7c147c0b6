import {
  ConstantPathNode,
  ConstantPathWriteNode,
  ConstantReadNode,
  ConstantWriteNode,
  InterpolatedStringNode,
  type Location,
  type Node,
  StringNode,
  SymbolNode,
} from '@ruby/prism/src/nodes.js';
import type { Code } from '../code.js';
import type { Span } from '../span.js';
import type { Named } from './facts.js';

/** The constants and the texts of a file that are written as a variable of the environment is. */
export function namesIn(code: Code): Named[] {
  const names: Named[] = [];
  for (const node of code.places.keys()) {
    const [name, location] = nameOf(node) ?? [];
    if (name && location && SHOUTED.test(name)) names.push({ name, ...code.span(location) });
  }
  return names.sort((a, b) => a.start - b.start);
}

const SHOUTED = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

function nameOf(node: Node): readonly [string | null, Location] | null {
  if (node instanceof ConstantReadNode) return [node.name, node.location];
  if (node instanceof ConstantPathNode || node instanceof ConstantWriteNode)
    return [node.name, node.nameLoc];
  if (node instanceof ConstantPathWriteNode) return null;
  if (node instanceof StringNode) return [node.unescaped.value, node.contentLoc];
  if (node instanceof SymbolNode && node.valueLoc) return [node.unescaped.value, node.valueLoc];
  return null;
}

/** Texts over several lines. */
export function longTextsIn(code: Code): Span[] {
  const spans: Span[] = [];
  for (const node of code.places.keys()) {
    if (!(node instanceof StringNode || node instanceof InterpolatedStringNode)) continue;
    const { start, end } = code.span(node.location);
    const last = node instanceof StringNode ? node.contentLoc : (node.closingLoc ?? node.location);
    const closing = node.closingLoc ?? last;
    // the body of a heredoc comes after its line
    const to = Math.max(end, code.span(last).end, code.span(closing).end);
    if (code.text.slice(start, to).includes('\n')) spans.push({ start, end: to });
  }
  return spans;
}

/** Whether the file reads sidekiq.yml by itself. */
export function readsYml(code: Code): boolean {
  for (const node of code.places.keys())
    if (node instanceof StringNode && /sidekiq[\w.-]*\.ya?ml/.test(node.unescaped.value))
      return true;
  return false;
}
