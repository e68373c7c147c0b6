import type { Severity } from '../rules/rule.js';
import { visible } from '../template/visible.js';

/** Characters a line of text has at most. */
export const WIDTH = 100;

export type Style = Severity | 'bold' | 'dim';

/** Colours a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

const CODES: Readonly<Record<Style, string>> = {
  error: '31',
  warning: '33',
  info: '36',
  hint: '2',
  bold: '1',
  dim: '2',
};

/**
 * Colours are for people: on a terminal that has them, or where FORCE_COLOR asks for them;
 * never where NO_COLOR is set.
 */
export function painter(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Paint {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  const forced = force !== undefined && force !== '0' && force !== 'false';
  const colours = forced || (force === undefined && !no && stream.isTTY && term !== 'dumb');
  return colours ? (style, text) => `\x1b[${CODES[style]}m${text}\x1b[0m` : (_, text) => text;
}

/** One line on a terminal that says how far the work is; nothing where nobody looks. */
export class Progress {
  private last = 0;

  constructor(
    private readonly stream: NodeJS.WriteStream,
    private readonly now: () => number,
  ) {}

  tell(what: string, done: number, all: number): void {
    if (!this.stream.isTTY || this.now() - this.last < 100) return;
    this.last = this.now();
    this.stream.write(`\r\x1b[K${what}: ${done} of ${all}`);
  }

  end(): void {
    if (this.last > 0) this.stream.write('\r\x1b[K');
  }
}

/**
 * Breaks a text into lines of at most `width` characters, between words. Code in backticks stays on
 * one line where it fits, so that it can be copied.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of visible(text).match(/(?:`[^`]*`|[^\s`]|`)+/g) ?? []) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}

/** `1 error`, `2 errors`. */
export function counted(count: number, word: string): string {
  return `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
}
