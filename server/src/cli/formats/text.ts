import { visible } from '../../template/visible.js';
import { countOf, type LocatedProblem, type Report, SEVERITY_ORDER } from '../report.js';
import { counted, type Paint, WIDTH, wrap } from '../terminal.js';

/** For people: file by file, each problem under a place that a terminal can open. */
export function formatText(report: Report, paint: Paint): string {
  const blocks = byFile(report.problems).map(problems => {
    const width = Math.max(...problems.map(problem => placeOf(problem).length));
    return problems.map(problem => formatProblem(problem, width, paint)).join('');
  });
  return [...blocks, `${summaryOf(report, paint)}\n`].join('\n');
}

/** `2 errors, 1 warning in 3 of 14 templates` */
export function summaryOf(report: Report, paint: Paint = (_, text) => text): string {
  const counts = SEVERITY_ORDER.flatMap(severity => {
    const count = countOf(report, severity);
    return count > 0 ? [paint(severity, counted(count, severity))] : [];
  });
  const dirty = new Set(report.problems.map(({ file }) => file)).size;
  const all = counted(report.files, report.noun);
  const where = report.files === 1 || dirty === 0 ? all : `${dirty} of ${all}`;
  const known = report.known ? ` (${report.known.toLocaleString('en')} more in the baseline)` : '';
  return `${counts.length > 0 ? counts.join(', ') : 'No problems'} in ${where}${known}`;
}

function formatProblem(problem: LocatedProblem, width: number, paint: Paint): string {
  const { rule, severity, message, related } = problem;
  const place = paint('bold', placeOf(problem).padEnd(width));
  const head = `${place}  ${paint(severity, severity.padEnd(7))}  ${paint('dim', rule)}`;
  const lines = wrap(message, WIDTH - 2);
  if (related) lines.push(...wrap(`→ ${placeOf(related)} ${related.message}`, WIDTH - 2));
  return [head, ...lines.map(line => `  ${line}`), ''].join('\n');
}

function byFile(problems: readonly LocatedProblem[]): LocatedProblem[][] {
  const groups = new Map<string, LocatedProblem[]>();
  for (const problem of problems) {
    const group = groups.get(problem.file);
    if (group) group.push(problem);
    else groups.set(problem.file, [problem]);
  }
  return [...groups.values()];
}

function placeOf({ file, line, column }: { file: string; line: number; column: number }): string {
  return `${visible(file)}:${line}:${column}`;
}
