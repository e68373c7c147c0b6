import type { RubyFile } from '../ruby/sidekiq/document.js';
import type { Edit, Fix, Problem } from '../rules/rule.js';
import { walk } from '../template/node.js';
import type { Template } from '../template/template.js';

/** The edits of every fix that is beyond doubt; of two that touch the same text the first. */
export function fixAll(problems: readonly Problem[]): Edit[] {
  const taken: Edit[] = [];
  for (const { fixes = [] } of problems) {
    const fix = fixes.find(({ safe }) => safe);
    if (fix && !fix.edits.some(edit => taken.some(other => overlap(edit, other))))
      taken.push(...fix.edits);
  }
  return taken;
}

function overlap(a: Edit, b: Edit): boolean {
  return (a.start < b.end && b.start < a.end) || (a.start === b.start && a.end === b.end);
}

/**
 * A comment above the line that answers for a problem there; null where none can stand: in JSON, and
 * in a text of several lines, of which it would become a part.
 */
export function silence(template: Template, problem: Problem): Fix | null {
  if (template.format === 'json') return null;
  return silenceIn(template.text, problem, offset => isInText(template, offset));
}

/** The same in a Ruby file. */
export function silenceInRuby({ text, sidekiq }: RubyFile, problem: Problem): Fix | null {
  return silenceIn(
    text,
    problem,
    offset =>
      sidekiq.texts.some(({ start, end }) => start < offset && offset <= end) ||
      // a line that goes on
      text.slice(0, offset).endsWith('\\\n'),
  );
}

/** The same where nothing has several lines. */
export function silenceInLines(text: string, problem: Problem): Fix | null {
  return silenceIn(text, problem, () => false);
}

function silenceIn(
  text: string,
  problem: Problem,
  isWithin: (offset: number) => boolean,
): Fix | null {
  const lineStart = text.lastIndexOf('\n', problem.start - 1) + 1;
  if (isWithin(lineStart)) return null;
  const indent = /^[ ]*/.exec(text.slice(lineStart, problem.start))?.[0] ?? '';
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}# cronwright-disable-next-line ${problem.rule} -- ${eol}`;
  return {
    title: `Silence \`${problem.rule}\` on this line`,
    edits: [{ start: lineStart, end: lineStart, newText }],
    safe: false,
  };
}

/** Whether an offset is inside of a text that begins on a line before. */
function isInText({ blocks }: Template, offset: number): boolean {
  const { block, offset: start } = blocks.findLast(placed => placed.offset <= offset) ?? {};
  if (!block || start === undefined) return false;
  const at = offset - start;
  for (const node of walk(block.value))
    if (node.kind === 'scalar' && node.start < at && at < node.end) return true;
  return false;
}
