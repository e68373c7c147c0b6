import { docsOf, type Report } from '../report.js';

/** For programs: a contract, whose `version` changes with what a reader can rely on. */
export function formatJson(report: Report): string {
  const problems = report.problems.map(problem => {
    const { file, line, column, endLine, endColumn, rule, severity, message, fixable } = problem;
    const place = { file, line, column, endLine, endColumn };
    return { ...place, rule, severity, message, docs: docsOf(rule), fixable };
  });
  return `${JSON.stringify({ version: 1, files: report.files, problems }, null, 2)}\n`;
}
