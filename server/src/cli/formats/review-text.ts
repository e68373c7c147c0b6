import { changeText } from '../../review/difference-text.js';
import type { Manner } from '../../review/manner.js';
import type { Check, Level, Review, RuleChange } from '../../review/review.js';
import { type Row, rowsOf } from '../../review/rows.js';
import { summaryText, totalText } from '../../review/summary.js';
import { shortened } from '../../review/words.js';
import { visible } from '../../template/visible.js';
import { type Paint, type Style, WIDTH, wrap } from '../terminal.js';

const STYLES: Readonly<Record<Level, Style>> = { stop: 'error', look: 'warning', pass: 'dim' };
const INDENT = 6;

/** For people: the changes, then the checklist with its evidence, and the verdict as the last line. */
export function formatReviewText(review: Review, manner: Manner, paint: Paint): string {
  const { changes, checks, notKnown, verdict } = review;
  const notes = notKnown.flatMap(text => indented(wrap(text, WIDTH - INDENT)));
  const head = [summaryText(review), totalText(review)].filter(Boolean).join('. ');
  const parts = [
    ...changes.map(change => changeLines(change, manner, paint)),
    checks.flatMap(check => checkLines(check, paint)),
    ...(notes.length > 0 ? [[paint('bold', 'Not known'), ...notes]] : []),
    wrap(`${head}. Verdict: ${verdict}`, WIDTH),
  ];
  return `${parts.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

function checkLines({ level, title, evidence }: Check, paint: Paint): string[] {
  const head = `${paint(STYLES[level], level.padEnd(INDENT))}${title}`;
  return [head, ...evidence.flatMap(text => hanging(wrap(text, WIDTH - INDENT - 2)))];
}

/** The first line of a sentence stands out, so that one sees where the next begins. */
function hanging(lines: readonly string[]): string[] {
  return lines.map((line, i) => `${' '.repeat(INDENT)}${i === 0 ? '· ' : '  '}${line}`);
}

function changeLines(change: RuleChange, manner: Manner, paint: Paint): string[] {
  const { logicalId, action, file, line, differences, replacement } = change;
  const place = file === null ? '' : `  ${visible(line === null ? file : `${file}:${line}`)}`;
  const width = Math.max(...rowsOf(change, manner).map(({ label }) => label.length));
  return [
    `${paint('bold', visible(logicalId))}  ${action}${place}`,
    ...rowsOf(change, manner).flatMap(row => rowLines(row, width)),
    ...differences.flatMap(difference =>
      indented(wrap(`${difference.path}: ${changeText(difference)}`, WIDTH - 4), 2),
    ),
    ...(replacement ? indented(wrap(replacement.message, WIDTH - 2), 2) : []),
  ];
}

/** Before and after side by side, or one under the other; what is the same stands once. */
function rowLines({ label, before, after }: Row, width: number): string[] {
  const room = Math.floor((WIDTH - width - 8) / 2);
  const fits = [...before, ...after].every(line => visible(line).length <= room);
  const signed = (sign: string, lines: readonly string[]) =>
    lines.map(
      (line, i) => `${i === 0 ? sign : ' '} ${shortened(visible(line), WIDTH - width - 6)}`,
    );
  if (before.join('\n') === after.join('\n')) return labelled(label, width, signed(' ', after));
  if (!fits || before.length === 0 || after.length === 0)
    return labelled(label, width, [...signed('−', before), ...signed('→', after)]);
  const lines = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => {
    const old = visible(before[i] ?? '').padEnd(room);
    return `  ${old} ${i === 0 ? '→' : ' '} ${visible(after[i] ?? '')}`;
  });
  return labelled(label, width, lines);
}

function labelled(label: string, width: number, lines: readonly string[]): string[] {
  return lines.map((line, i) => `  ${(i === 0 ? label : '').padEnd(width)}  ${line}`.trimEnd());
}

function indented(lines: readonly string[], by = INDENT): string[] {
  return lines.map(line => `${' '.repeat(by)}${line}`);
}
