import type { Edit, Fix, Problem } from '../rules/rule.js';
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

/** A comment above the line that answers for a problem there; null where none can stand (JSON). */
export function silence(template: Template, problem: Problem): Fix | null {
  if (template.format === 'json') return null;
  const lineStart = template.text.lastIndexOf('\n', problem.start - 1) + 1;
  const indent = /^[ ]*/.exec(template.text.slice(lineStart, problem.start))?.[0] ?? '';
  const eol = template.text.includes('\r\n') ? '\r\n' : '\n';
  const newText = `${indent}# cronwright-disable-next-line ${problem.rule} -- ${eol}`;
  return {
    title: `Silence \`${problem.rule}\` on this line`,
    edits: [{ start: lineStart, end: lineStart, newText }],
    safe: false,
  };
}
