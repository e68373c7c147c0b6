import { type Reading, type Token, unsureWithFix } from './fault.js';
import { SPECS } from './fields.js';
import { layOut } from './layout.js';
import type { Cron, Field, Service } from './schedule.js';

export interface CronReading extends Reading<Cron> {
  readonly fields: readonly Field[];
}

/** Reads what stands between the brackets of `cron(…)`; mended is the corrected whole. */
export function readCron(body: Token, service: Service): CronReading {
  const written = tokensOf(body);
  const commas = written.length >= 5 && written.length <= 6 ? trailingCommas(written) : [];
  const tokens = commas.length ? written.map(withoutComma) : written;
  const layout = layOut(tokens, spanOf(tokens, body), service);
  const faults = [...layout.faults, ...commas];
  if (/\s$/.test(body.text) && tokens.length) faults.push(blankAtEnd(body));
  return {
    value: layout.value,
    faults,
    mended: layout.mended === null ? null : `cron(${layout.mended})`,
    guess: Boolean(layout.guess),
    fields: layout.tokens.flatMap(({ text, start, end }, i) => {
      const name = SPECS[i]?.name;
      return name ? [{ name, text, start, end }] : [];
    }),
  };
}

/** What stands between blanks. */
export function tokensOf(body: Token): Token[] {
  return [...body.text.matchAll(/[^ \t\r\n]+/g)].map(match => ({
    text: match[0],
    start: body.start + match.index,
    end: body.start + match.index + match[0].length,
  }));
}

function spanOf(tokens: readonly Token[], body: Token): { start: number; end: number } {
  return { start: tokens[0]?.start ?? body.start, end: tokens.at(-1)?.end ?? body.end };
}

/** `0/5, 9-18, ?, *, MON-FRI, *`: measured as accepted, though documented nowhere. */
function trailingCommas(tokens: readonly Token[]) {
  const first = tokens.find(token => /[^,],$/.test(token.text));
  if (!first) return [];
  const at = { start: first.end - 1, end: first.end };
  return [
    unsureWithFix(
      at,
      'Fields are separated by blanks; a comma after one is undocumented, though AWS was seen to accept it.',
    ),
  ];
}

function withoutComma(token: Token): Token {
  if (!/[^,],$/.test(token.text)) return token;
  return { text: token.text.slice(0, -1), start: token.start, end: token.end - 1 };
}

function blankAtEnd(body: Token) {
  const start = body.start + body.text.trimEnd().length;
  return unsureWithFix(
    { start, end: body.start + body.text.length },
    'A blank before `)` is undocumented: AWS may refuse it.',
  );
}
