import { IfNode, type Node, UnlessNode } from '@ruby/prism/src/nodes.js';
import { constantOf, descendants } from '../../ruby/literals.js';
import type { ParsedRuby } from '../../ruby/parser.js';
import type { Edit } from '../../rules/rule.js';
import { regionsIn, SWITCH } from './marks.js';

/**
 * The edits that take a migration out of the file that configures Sidekiq: what is marked goes, and what chooses
 * between the two addresses comes to what all other processes do. Offsets count in the text. `mark` is a comment to
 * leave where the migration began.
 */
export function finishInitializer(text: string, parsed: ParsedRuby, mark: string | null): Edit[] {
  const [first, ...others] = regionsIn(text).map(region => withEmptyLine(text, region));
  if (!first || !parsed.root) return [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const regions = [{ ...first, newText: mark === null ? '' : `# ${mark}${eol}${eol}` }, ...others];
  const isInside = ({ start }: Edit) => regions.some(one => one.start <= start && start < one.end);
  const choices = [...descendants(parsed.root)].flatMap(node => decided(node, parsed, text));
  return [...regions, ...choices.filter(edit => !isInside(edit))];
}

/**
 * The empty line goes that was added with a region: after the one that says what drains, before any other. Where the
 * file ends without an end of line, so it does again.
 */
function withEmptyLine(text: string, { start, end, newText }: Edit): Edit {
  if (text.slice(start, end).includes(`${SWITCH} =`)) {
    const after = /^\r?\n/.exec(text.slice(end))?.[0] ?? '';
    return { start, end: end + after.length, newText };
  }
  const added = text[end - 1] === '\n' ? /(?<=\n)\r?\n$/ : /(?:\r?\n){1,2}$/;
  const before = added.exec(text.slice(0, start))?.[0] ?? '';
  return { start: start - before.length, end, newText };
}

/** `SWITCH ? old : kept` becomes `kept`, and ` unless SWITCH` after something goes. */
function decided(node: Node, parsed: ParsedRuby, text: string): Edit[] {
  const whole = parsed.span(node.location);
  if (node instanceof IfNode && constantOf(node.predicate) === SWITCH) {
    const others = node.subsequent;
    const [kept] = others && 'statements' in others ? (others.statements?.body ?? []) : [];
    if (!kept) return [];
    const { start, end } = parsed.span(kept.location);
    return [{ ...whole, newText: text.slice(start, end) }];
  }
  if (!(node instanceof UnlessNode) || constantOf(node.predicate) !== SWITCH) return [];
  const [kept] = node.statements?.body ?? [];
  const isAfter = node.endKeywordLoc === null;
  return kept && isAfter
    ? [{ start: parsed.span(kept.location).end, end: whole.end, newText: '' }]
    : [];
}
