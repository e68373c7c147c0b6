import type { Cursor } from './cursor.js';

export interface Completion {
  readonly label: string;
  readonly kind: 'export' | 'field-value' | 'zone' | 'property' | 'value' | 'expression' | 'task';
  /** Beside the label, in a few words. */
  readonly detail?: string;
  /** Markdown. */
  readonly documentation?: string;
  /** Goes in as it is: further lines carry their own indentation. */
  readonly insertText: string;
  /** `insertText` is a snippet with placeholders. */
  readonly snippet?: true;
  /** What is replaced, as offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly sortText?: string;
  readonly filterText?: string;
}

/** What a value replaces, and how it is to be written there. */
export interface Slot {
  readonly start: number;
  readonly end: number;
  /** The text as it must stand in the file. */
  quoted(text: string): string;
}

/** The place of a whole value: a string in JSON gets quotes where it has none. */
export function slotOf(cursor: Cursor, json: boolean): Slot {
  const bare = json && cursor.quote === '';
  const quoted = (text: string) => {
    if (bare) return JSON.stringify(text);
    return !json && cursor.quote === '' && NEEDS_QUOTES.test(text) ? `"${text}"` : text;
  };
  return { start: cursor.start, end: cursor.end, quoted };
}

/** The place of a text together with the quotes that it has. */
export function withQuotes({ start, end, quote, closed }: Cursor): { start: number; end: number } {
  return quote ? { start: start - 1, end: end + (closed ? 1 : 0) } : { start, end };
}

/** Words that a YAML 1.1 reader takes for a boolean. */
const NEEDS_QUOTES = /^(?:y|n|yes|no|on|off|true|false)$/i;

/** A text as a snippet that gives it literally. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
