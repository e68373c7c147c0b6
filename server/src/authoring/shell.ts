/** A part of a word: text as it is, or a variable by its name. */
export type ShellPart = { readonly text: string } | { readonly variable: string };

const PLAIN = /^[\w%+,./:@-]+$/;
/** What a shell reads within double quotes; `!` is one's history. */
const READ_IN_QUOTES = /[$`"\\!]/;
/** What would be taken for a part of the variable before it. */
const GOES_ON = /^[\w:[]/;

/** One word of a POSIX shell, whatever the text; zsh and bash take it too. */
export function shellWord(parts: readonly ShellPart[]): string {
  const clean = parts
    .map(part => ('text' in part ? { text: part.text.replaceAll('\0', '') } : part))
    .filter(part => 'variable' in part || part.text !== '');
  if (!clean.some(part => 'variable' in part))
    return quoted(clean.map(part => ('text' in part ? part.text : '')).join(''));
  const isCalm = clean.every(part => 'variable' in part || !READ_IN_QUOTES.test(part.text));
  if (isCalm) return `"${clean.map((part, i) => inQuotes(part, clean[i + 1])).join('')}"`;
  return clean.map(part => ('text' in part ? quoted(part.text) : `"$${part.variable}"`)).join('');
}

/** A text as one word. */
export function quoted(text: string): string {
  const clean = text.replaceAll('\0', '');
  if (PLAIN.test(clean)) return clean;
  if (clean.includes("'") && !READ_IN_QUOTES.test(clean)) return `"${clean}"`;
  return `'${clean.replaceAll("'", "'\\''")}'`;
}

function inQuotes(part: ShellPart, next: ShellPart | undefined): string {
  if ('text' in part) return part.text;
  const isFollowed = next && 'text' in next && GOES_ON.test(next.text);
  return isFollowed ? `\${${part.variable}}` : `$${part.variable}`;
}
