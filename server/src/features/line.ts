/** What the line around an offset tells without a parse: the same for YAML and JSON. */
export interface LineState {
  /** The line's text on both sides of the offset, without its end. */
  readonly before: string;
  readonly after: string;
  /** The quote that the offset stands in; empty for none. */
  readonly quote: '"' | "'" | '';
  /** That quote ends on this line. */
  readonly closed: boolean;
}

export function readLine(text: string, offset: number): LineState {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = /\r?\n|$/.exec(text.slice(offset));
  const before = text.slice(start, offset);
  const after = text.slice(offset, offset + (end?.index ?? 0));
  const quote = openQuote(before);
  return { before, after, quote, closed: quote !== '' && closes(after, quote) };
}

/** The quote in which the end of a line's beginning stands. */
function openQuote(before: string): LineState['quote'] {
  let quote: LineState['quote'] = '';
  for (let i = 0; i < before.length; i++) {
    const char = before[i];
    if (quote) {
      if (char === '\\' && quote === '"') i++;
      else if (char === quote) quote = '';
    } else if ((char === '"' || char === "'") && /^$|[\s[{,:]/.test(before[i - 1] ?? '')) {
      quote = char;
    }
  }
  return quote;
}

function closes(after: string, quote: string): boolean {
  return quote === '"' ? /^(?:[^"\\]|\\.)*"/.test(after) : after.includes(quote);
}

/** The last character before an offset that is not white space; empty for none. */
export function lastInk(text: string, offset: number): string {
  let i = offset - 1;
  while (i >= 0 && /\s/.test(text[i] as string)) i--;
  return text[i] ?? '';
}
