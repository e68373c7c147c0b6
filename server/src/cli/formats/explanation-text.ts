import { visible } from '../../template/visible.js';
import type { Explanation, ExpressionProblem } from '../explanation.js';
import { type Paint, WIDTH, wrap } from '../terminal.js';

/** Who reads it, and where. */
export interface Reader {
  readonly paint: Paint;
  /** The IANA time zone of the reader. */
  readonly zone: string;
  /** A BCP 47 tag. */
  readonly locale: string;
}

export function formatExplanationText(explanation: Explanation, reader: Reader): string {
  const { expression, kind, description, frequency, timezone, problems } = explanation;
  const { paint } = reader;
  const lines = [paint('bold', visible(expression))];
  for (const problem of problems) lines.push(...problemLines(problem, explanation, paint));
  if (description !== null) {
    if (problems.length > 0) lines.push('');
    // a rate has no time of day that a zone could move
    const zone = kind === 'rate' ? [] : [timezone];
    const words = [description, ...zone, ...(frequency ? [frequency] : [])];
    lines.push(...indented(wrap(words.join(' · '), WIDTH - 2)));
    lines.push(...indented(runLines(explanation, reader)));
  }
  return `${lines.join('\n')}\n`;
}

/** Carets under the token, what it is, and the message below. */
function problemLines(
  { start, end, rule, severity, message }: ExpressionProblem,
  { expression }: Explanation,
  paint: Paint,
): string[] {
  const before = visible(expression.slice(0, start)).length;
  const carets = '^'.repeat(Math.max(1, visible(expression.slice(start, end)).length));
  const head = `${' '.repeat(before)}${paint(severity, carets)}`;
  const what = `${paint(severity, severity)}  ${paint('dim', rule)}`;
  return [head, ...indented([what, ...wrap(message, WIDTH - 2)])];
}

function runLines({ kind, next, timezone, service }: Explanation, reader: Reader): string[] {
  if (kind === 'rate') return ['', "Next runs  can't be told without the time of its creation"];
  if (next.length === 0) return [];
  const second = service === 'scheduler' ? timezone : reader.zone;
  const zones = second === 'UTC' ? ['UTC'] : ['UTC', second];
  const columns = zones.map(zone => {
    const name = zone === reader.zone && zone !== 'UTC' ? `${zone} (yours)` : zone;
    return [name, ...next.map(run => timeText(run, zone, reader.locale))];
  });
  const widths = columns.map(column => Math.max(...column.map(cell => cell.length)));
  const rows = ['Next runs', ...next.map(() => '')].map((label, row) => {
    const cells = columns.map((column, i) => (column[row] ?? '').padEnd(widths[i] ?? 0));
    return [label.padEnd(9), ...cells].join('  ').trimEnd();
  });
  return ['', ...rows];
}

function timeText(instant: number, zone: string, locale: string): string {
  // the shorter English: Wed 25 Nov 2026 09:00
  const format = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: zone,
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(instant % 60_000 !== 0 && { second: '2-digit' }),
  });
  return format.format(instant).replaceAll(',', '');
}

function indented(lines: readonly string[]): string[] {
  return lines.map(line => (line === '' ? '' : `  ${line}`));
}
