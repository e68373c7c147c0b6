/** Where a letter of a word stands: in which word of the command, and at which offset there. */
export interface Piece {
  readonly word: number;
  readonly at: number;
}

/** A word as a program gets it, and where each of its letters is written. */
export interface Word {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

export function wordOf(text: string, word: number): Word {
  return { text, pieces: Array.from(text.split(''), (_, at) => ({ word, at })) };
}

/** What a shell makes of a script. */
export interface Script {
  /** The commands in words: `a b && c | d` is three. Quotes are taken off, variables stay. */
  readonly commands: readonly (readonly Word[])[];
  /** A quote is open at its end, or a backslash has nothing behind it. */
  readonly isOpen: boolean;
  /** It does more than hand words to one program: a pipe, a variable, a redirection, a pattern. */
  readonly needsShell: boolean;
}

/** Reads a script as a POSIX shell takes it apart; never throws. */
export function readShell(script: Word): Script {
  const reader = new ShellReader(script);
  return reader.read();
}

class ShellReader {
  private readonly commands: Word[][] = [];
  private words: Word[] = [];
  private text = '';
  private pieces: Piece[] = [];
  /** A word began, if only with a quote. */
  private isIn = false;
  private skipsNext = false;
  private isOpen = false;
  private needsShell = false;
  private at = 0;

  constructor(private readonly script: Word) {}

  read(): Script {
    const { text } = this.script;
    while (this.at < text.length) this.step(text[this.at] as string);
    this.endCommand();
    const { commands, isOpen, needsShell } = this;
    return { commands, isOpen, needsShell: needsShell || ASSIGNMENT.test(text) };
  }

  private step(letter: string): void {
    if (ONLY_A_SHELL.test(letter)) this.needsShell ||= this.isSpecial(letter);
    if (letter === '#' && !this.isIn) this.skipComment();
    else if (letter === "'" || letter === '"') this.quoted(letter);
    else if (letter === '\\') this.escaped();
    else if (letter === '<' || letter === '>') this.redirected();
    else if (/[\n;&|()]/.test(letter)) this.endCommand();
    else if (/\s/.test(letter)) this.endWord();
    else this.take();
    this.at++;
  }

  /** `#` and `~` are so only where a word begins. */
  private isSpecial(letter: string): boolean {
    return !this.isIn || (letter !== '#' && letter !== '~');
  }

  private quoted(quote: string): void {
    this.isIn = true;
    const { text } = this.script;
    for (this.at++; this.at < text.length && text[this.at] !== quote; this.at++) {
      const letter = text[this.at] ?? '';
      if (quote === '"' && letter === '\\' && /["\\$`\n]/.test(text[this.at + 1] ?? '')) this.at++;
      else if (quote === '"' && /[$`]/.test(letter)) this.needsShell = true;
      this.take();
    }
    this.isOpen ||= this.at >= text.length;
  }

  private escaped(): void {
    this.at++;
    if (this.at >= this.script.text.length) this.isOpen = true;
    else if (this.script.text[this.at] !== '\n') this.take();
  }

  /** Neither `2>&1` nor the file's name after a `>` is a word of the program. */
  private redirected(): void {
    if (/^\d+$/.test(this.text)) this.drop();
    this.endWord();
    const target = /[<>]+(?:&[\d-]|[|&]?\s*)/y;
    target.lastIndex = this.at;
    const [written = ''] = target.exec(this.script.text) ?? [];
    this.skipsNext = !/&[\d-]$/.test(written);
    this.at += written.length - 1;
  }

  private take(): void {
    this.isIn = true;
    this.text += this.script.text[this.at];
    this.pieces.push(this.script.pieces[this.at] as Piece);
  }

  private skipComment(): void {
    const end = this.script.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.script.text.length : end - 1;
  }

  private endWord(): void {
    if (!this.isIn) return;
    if (!this.skipsNext) this.words.push({ text: this.text, pieces: this.pieces });
    this.skipsNext = false;
    this.drop();
  }

  private drop(): void {
    this.text = '';
    this.pieces = [];
    this.isIn = false;
  }

  private endCommand(): void {
    this.endWord();
    if (this.words.length > 0) this.commands.push(this.words);
    this.words = [];
  }
}

/** What stands for more than itself outside of quotes. */
const ONLY_A_SHELL = /[\n;&|()<>$`*~#]/;
/** A variable that is set for the command is no program. */
const ASSIGNMENT = /^\s*[A-Za-z_]\w*=/;
