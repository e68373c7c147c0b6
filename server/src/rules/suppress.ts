import { closest } from 'fastest-levenshtein';
import { gatherChunks } from '../template/gather.js';
import type { Version } from '../template/kept-up.js';
import type { Span } from '../template/node.js';
import { RULES } from './all.js';
import type { Config } from './config.js';
import type { Edit, Fix, Problem } from './rule.js';
import { unusedSuppression } from './suppression/unused.js';

/** A rule's id in a comment that silences it: for the file, or for the line `from` to `to`. */
interface Suppression extends Span {
  readonly id: string;
  readonly comment: Comment;
  readonly from: number;
  readonly to: number;
}

/** A whole line, so that no text in a value is taken for one. */
interface Comment extends Span {
  readonly ids: readonly string[];
}

const MARK = 'cronwright-disable-';
const COMMENT = /(?<=^\uFEFF?)[ \t]*#[ \t]*cronwright-disable-(next-line|file)[ \t]+([^\r\n]*)/gm;

const marks = gatherChunks(({ text }) => (text.includes(MARK) ? true : null));

/** Whether such a comment may be in a template: of the next version only other chunks are searched. */
export function mayBeSuppressed(template: Version): boolean {
  return marks(template).length > 0;
}

/**
 * Leaves out the problems that a comment answers for, and adds a hint for each comment that answers
 * for none: `# cronwright-disable-next-line family/name -- reason`, `# cronwright-disable-file …`.
 * Several ids may stand in one comment, with commas or spaces between them.
 */
export function suppress(text: string, problems: Problem[], config: Config): Problem[] {
  if (!text.includes(MARK)) return problems;
  const suppressions = suppressionsOf(text);
  const used = new Set<Suppression>();
  const left = problems.filter(problem => {
    const by = suppressions.find(
      ({ id, from, to }) => id === problem.rule && from <= problem.start && problem.start < to,
    );
    if (by) used.add(by);
    return !by;
  });
  const severity = config.rules[unusedSuppression.id] ?? unusedSuppression.severity;
  if (severity === 'off') return left;
  const unused = suppressions
    // of a rule that is off nobody knows whether it would find something
    .filter(suppression => !used.has(suppression) && config.rules[suppression.id] !== 'off')
    .map(suppression => unusedProblem(suppression, text, severity));
  return [...left, ...unused].sort((a, b) => a.start - b.start || a.end - b.end);
}

function suppressionsOf(text: string): Suppression[] {
  let next = { from: 0, to: 0 };
  return [...text.matchAll(COMMENT)].flatMap(match => {
    const [line, reach, rest = ''] = match;
    const end = match.index + line.length;
    const start = end - rest.length;
    const named = rest.split(/(?:^|\s)--(?:\s|$)/)[0] ?? '';
    const ids = [...named.matchAll(/[^\s,]+/g)];
    const comment = { start: match.index, end, ids: ids.map(([id]) => id) };
    // of stacked comments it is the same
    if (next.from < end) next = nextLine(text, end);
    const { from, to } = reach === 'file' ? { from: 0, to: text.length + 1 } : next;
    return ids.map(({ 0: id, index }) => {
      const at = start + index;
      return { id, comment, start: at, end: at + id.length, from, to };
    });
  });
}

/** The next line that is neither blank nor a comment, so that comments can be stacked; else none. */
function nextLine(text: string, after: number): { from: number; to: number } {
  const next = /^[ \t]*[^\s#][^\n]*/gm;
  next.lastIndex = after;
  const match = next.exec(text);
  return match
    ? { from: match.index, to: match.index + match[0].length }
    : { from: text.length + 1, to: text.length + 1 };
}

function unusedProblem(
  suppression: Suppression,
  text: string,
  severity: Problem['severity'],
): Problem {
  const { id, start, end } = suppression;
  return {
    rule: unusedSuppression.id,
    severity,
    message: RULES.some(rule => rule.id === id)
      ? `\`${id}\` finds nothing here, so this comment only puzzles its readers. Remove it.`
      : `No rule is called \`${id}\`, so this silences nothing. ${nearest(id)}`,
    start,
    end,
    unnecessary: true,
    fixes: [removal(suppression, text)],
  };
}

function nearest(id: string): string {
  return `Did you mean \`${closest(
    id,
    RULES.map(rule => rule.id),
  )}\`?`;
}

/** The whole line if the comment names nothing else, else the id with its comma. */
function removal({ id, comment, start, end }: Suppression, text: string): Fix {
  const title = 'Remove the unused suppression';
  let edit: Edit = { start, end, newText: '' };
  if (comment.ids.length === 1) {
    const newline = text.indexOf('\n', comment.end);
    edit = { start: comment.start, end: newline < 0 ? text.length : newline + 1, newText: '' };
  } else if (comment.ids.at(-1) === id) {
    const before = /[\s,]*$/.exec(text.slice(comment.start, start))?.[0].length ?? 0;
    edit = { ...edit, start: start - before };
  } else {
    const after = /^[\s,]*/.exec(text.slice(end, comment.end))?.[0].length ?? 0;
    edit = { ...edit, end: end + after };
  }
  return { title, edits: [edit], safe: true };
}
