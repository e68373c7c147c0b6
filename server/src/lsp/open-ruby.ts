import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RubyParser } from '../ruby/parser.js';
import type { RubyDocument, RubyFile } from '../ruby/sidekiq/document.js';
import { mentionsSidekiq } from '../ruby/sidekiq/mentions.js';
import { loadRubyParser } from './prism.js';
import { rehearse } from './rehearsal.js';

/** A Ruby document as far as it was understood. */
export interface OpenRuby {
  /** The last version without a syntax error. */
  readonly file: RubyFile;
  /** Whether that is the version that is open. */
  readonly isCurrent: boolean;
}

export interface OpenRubyHost {
  /** Documents can be read from now on, or never. */
  loaded(): void;
  /** A document was read once more. */
  read(document: TextDocument): void;
  /** To do what is done after a keystroke, and to keep nothing of it. */
  rehearse(document: TextDocument, file: RubyFile): void;
  failed(error: unknown): void;
}

interface Kept {
  version: number;
  isCurrent: boolean;
  readonly names: string;
  readonly reader: RubyDocument;
}

/** In ms: a document that may have a syntax error is read whole once nobody types. */
const PAUSE = 300;

/** The Ruby documents that are open, each read on the version before. Nothing is loaded without one. */
export class OpenRubyDocuments {
  private readonly kept = new WeakMap<TextDocument, Kept>();
  /** Null where it can't be loaded. */
  private ruby: { parser: RubyParser; Document: typeof RubyDocument } | null | undefined;
  private isLoading = false;
  private isRehearsed = false;

  constructor(private readonly host: OpenRubyHost) {}

  /** The parser is on its way. */
  get loading(): boolean {
    return this.isLoading;
  }

  /**
   * Null where the document has nothing about Sidekiq, was never understood, or can't be read yet.
   * `names` are those that a migration leaves behind.
   */
  of(document: TextDocument, names: readonly string[]): OpenRuby | null {
    const text = document.getText();
    if (!mentionsSidekiq(text, names)) return null;
    if (this.ruby === undefined) this.load();
    if (!this.ruby) return null;
    const kept = this.keptFor(document, names, this.ruby);
    if (kept.version !== document.version) {
      kept.version = document.version;
      kept.isCurrent = kept.reader.update(text);
      if (!kept.isCurrent) this.readLater(document, kept);
    }
    const file = kept.reader.lastGood;
    if (file && !this.isRehearsed)
      this.rehearse(document, file, new this.ruby.Document(this.ruby.parser, names));
    return file && { file, isCurrent: kept.isCurrent };
  }

  /** Types into a copy of the first document, where Sidekiq is configured and everywhere else in turn. */
  private rehearse(document: TextDocument, { text, sidekiq }: RubyFile, copy: RubyDocument): void {
    this.isRehearsed = true;
    const [configured] = sidekiq.blocks;
    rehearse(left => {
      const { lastGood } = copy;
      const typed = lastGood?.text ?? text;
      const place = left % 2 ? (configured?.start ?? 0) : (typed.length * (left % 10)) / 10;
      copy.update(lastGood ? withComment(typed, place) : typed);
      if (lastGood) this.host.rehearse(document, lastGood);
    });
  }

  private keptFor(
    document: TextDocument,
    names: readonly string[],
    { parser, Document }: { parser: RubyParser; Document: typeof RubyDocument },
  ): Kept {
    const before = this.kept.get(document);
    if (before?.names === names.join()) return before;
    const reader = new Document(parser, names);
    const kept = { version: Number.NaN, isCurrent: false, names: names.join(), reader };
    this.kept.set(document, kept);
    return kept;
  }

  private load(): void {
    if (this.isLoading) return;
    this.isLoading = true;
    Promise.all([loadRubyParser(), import('../ruby/sidekiq/document.js')])
      .then(([parser, { RubyDocument: Document }]) => {
        this.ruby = { parser, Document };
      })
      .catch(error => {
        this.ruby = null;
        this.host.failed(error);
      })
      .finally(() => {
        this.isLoading = false;
        this.host.loaded();
      });
  }

  private readLater(document: TextDocument, kept: Kept): void {
    const { version } = document;
    setTimeout(() => {
      if (document.version !== version || !kept.reader.readWhole(document.getText())) return;
      kept.isCurrent = true;
      this.host.read(document);
    }, PAUSE).unref();
  }
}

/** With an empty comment at the end of the line of a place, where it does no harm. */
function withComment(text: string, place: number): string {
  const end = text.indexOf('\n', place);
  return end < 0 ? text : `${text.slice(0, end)} #${text.slice(end)}`;
}
