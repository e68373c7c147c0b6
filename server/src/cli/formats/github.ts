import type { Severity } from '../../rules/rule.js';
import type { Report } from '../report.js';
import { summaryOf } from './text.js';

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

/** Workflow commands, which GitHub Actions shows beside the lines of a pull request. */
export function formatGitHub(report: Report): string {
  const lines = report.problems.map(problem => {
    const { file, line, column, endLine, endColumn, rule, severity, message } = problem;
    const properties = Object.entries({
      file,
      line,
      ...(endLine > line && { endLine }),
      col: column,
      // GitHub refuses an end column on another line
      ...(endLine === line && { endColumn }),
      title: rule,
    }).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
    return `::${COMMANDS[severity]} ${properties.join(',')}::${escapeMessage(message)}`;
  });
  return [...lines, summaryOf(report), ''].join('\n');
}

function escapeMessage(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
