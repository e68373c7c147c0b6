import { visible } from '../template/visible.js';

/** How much of a value people are shown, so that it fits a line of a terminal; JSON has all of it. */
const MOST = 88;

/** Code in a sentence: what would end it, or moves a terminal's cursor, is shown otherwise. */
export function code(text: string): string {
  return `\`${shortened(visible(text).replaceAll('`', "'"), MOST)}\``;
}

/** The beginning and the end of a long text. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}

/** `1 rule`, `2 rules`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}

/** `a, b and c`; from more than `most` on the rest is counted. */
export function listed(texts: readonly string[], most = 8): string {
  if (texts.length > most) {
    const shown = texts.slice(0, most - 1);
    return `${shown.join(', ')} and ${texts.length - shown.length} more`;
  }
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : texts.join('');
}
