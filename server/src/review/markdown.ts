import { visible } from '../template/visible.js';
import { changeText } from './difference-text.js';
import type { Manner } from './manner.js';
import type { Check, Review, RuleChange } from './review.js';
import { rowsOf } from './rows.js';
import { summaryText, totalText } from './summary.js';

/** A review for a pull request: the verdict, the checklist, and each rule before and after. */
export function reviewMarkdown(review: Review, manner: Manner): string {
  const { changes, checks, notKnown, verdict } = review;
  const head = [summaryText(review), totalText(review)].filter(Boolean).map(prose);
  const parts = [
    `## Review of schedules: ${verdict}`,
    `${head.join('. ')}.`,
    table(['Check', '', 'Evidence'], checks.map(checkCells)),
    ...changes.flatMap(change => changeParts(change, manner)),
    ...(notKnown.length > 0 ? ['### What was not known', bullets(notKnown)] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function checkCells({ title, level, evidence }: Check): string[] {
  const shown = level === 'pass' ? level : `**${level}**`;
  return [title, shown, lines(evidence)];
}

function changeParts(change: RuleChange, manner: Manner): string[] {
  const { logicalId, action, file, line, differences, replacement, service } = change;
  const place = file === null ? [] : [line === null ? file : `${file}:${line}`];
  const noun = service === 'rule' ? 'Rule' : 'Schedule';
  const rows = rowsOf(change, manner).map(({ label, before, after }) => [
    prose(label),
    lines(before),
    lines(after),
  ]);
  const others = differences.map(difference => [
    prose(difference.path),
    prose(changeText(difference)),
  ]);
  return [
    `### ${codeSpan(logicalId)} is ${action}`,
    [noun, ...place.map(codeSpan)].join(' in '),
    ...(replacement ? [`**Replacement.** ${prose(replacement.message)}`] : []),
    table(['', 'Before', 'After'], rows),
    ...(others.length > 0 ? [table(['Property', 'Change'], others)] : []),
  ];
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function bullets(texts: readonly string[]): string {
  return texts.map(text => `- ${prose(text)}`).join('\n');
}

function lines(texts: readonly string[]): string {
  return texts.map(prose).join('<br>');
}

/** What stands outside of code must not be taken for Markdown or HTML, and nothing ends a cell. */
function prose(text: string): string {
  return visible(text)
    .split(/(`[^`]*`)/)
    .map((part, i) =>
      i % 2 === 1 ? part.replaceAll('|', '\\|') : part.replace(/[\\*_{}[\]<>#|~`&]/g, '\\$&'),
    )
    .join('');
}

function codeSpan(text: string): string {
  return `\`${visible(text).replaceAll('`', "'").replaceAll('|', '\\|')}\``;
}
