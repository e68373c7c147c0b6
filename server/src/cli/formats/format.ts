import type { Report } from '../report.js';
import { painter } from '../terminal.js';
import { version } from '../version.js';
import { formatGitHub } from './github.js';
import { formatJson } from './json.js';
import { formatSarif } from './sarif.js';
import { formatText } from './text.js';

export const FORMATS = ['text', 'json', 'sarif', 'github'] as const;

export type Format = (typeof FORMATS)[number];

/** Hints are for those who ask; a program that reads JSON can choose by itself. */
export function formatReport(report: Report, format: Format, hints: boolean): string {
  if (format === 'json') return formatJson(report);
  const shown = hints
    ? report
    : { ...report, problems: report.problems.filter(({ severity }) => severity !== 'hint') };
  switch (format) {
    case 'sarif':
      return formatSarif(shown, version());
    case 'github':
      return formatGitHub(shown);
    case 'text':
      return formatText(shown, painter(process.stdout, process.env));
  }
}
