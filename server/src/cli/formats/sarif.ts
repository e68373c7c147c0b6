import { RULES } from '../../rules/all.js';
import type { Severity } from '../../rules/rule.js';
import type { LocatedProblem, Place, Report } from '../report.js';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'note',
};

/** SARIF 2.1.0, which code scanning services read. */
export function formatSarif(report: Report, version: string): string {
  const run = {
    tool: { driver: { name: 'Cronwright', version, rules: RULES.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    invocations: [
      {
        executionSuccessful: report.failures.length === 0,
        toolExecutionNotifications: report.failures.map(text => ({
          level: 'error',
          message: { text },
        })),
      },
    ],
    results: report.problems.map(resultOf),
  };
  const log = {
    $schema:
      'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [run],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ id, severity, title, why }: (typeof RULES)[number]) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: why, markdown: why },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(problem: LocatedProblem) {
  const { rule, severity, message, related } = problem;
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationOf(problem)],
    ...(related && {
      relatedLocations: [{ ...locationOf(related), message: { text: related.message } }],
    }),
  };
}

function locationOf({ file, line, column, endLine, endColumn }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/') },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}
