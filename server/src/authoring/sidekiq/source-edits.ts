import type { Node } from '@ruby/prism/src/nodes.js';
import type { Edit } from '../../rules/rule.js';
import type { Source } from './initializer.js';

/** Edits of a Ruby file, by its nodes and lines; what is added has the file's own ends of lines. */
export class SourceEdits {
  readonly all: Edit[] = [];
  readonly eol: string;

  constructor(private readonly source: Source) {
    this.eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  }

  /** Adds lines after a line, with an empty one between; a last line without its end stays the last so. */
  append(at: number, lines: string): void {
    const { text } = this.source;
    const own = this.own(lines);
    if (at === 0) this.insert(at, own);
    else if (text[at - 1] === '\n') this.insert(at, this.eol + own);
    else this.insert(at, this.eol + this.eol + own.slice(0, -this.eol.length));
  }

  /** The comments right above a line belong to it, but for those that speak to Ruby. */
  aboveComments(lineStart: number): number {
    const { text } = this.source;
    for (let at = lineStart; ; ) {
      if (at === 0) return 0;
      const before = this.lineStart(at - 1);
      const line = text.slice(before, at);
      if (!/^[ \t]*#/.test(line) || TO_RUBY.test(line)) return at;
      at = before;
    }
  }

  /** Where the code ends: before what is data. */
  get codeEnd(): number {
    const data = /^__END__\r?$/m.exec(this.source.text);
    return data ? data.index : this.source.text.length;
  }

  lineStart(at: number): number {
    return this.source.text.lastIndexOf('\n', at - 1) + 1;
  }

  lineEnd(at: number): number {
    const end = this.source.text.indexOf('\n', at);
    return end < 0 ? this.source.text.length : end + 1;
  }

  own(text: string): string {
    return text.replaceAll('\n', this.eol);
  }

  span(node: Node) {
    return this.source.parsed.span(node.location);
  }

  replace(node: Node, newText: string): void {
    this.all.push({ ...this.span(node), newText });
  }

  /** For what both blocks share. */
  replaceOnce(node: Node, newText: string): void {
    const { start } = this.span(node);
    if (!this.all.some(edit => edit.start === start)) this.replace(node, newText);
  }

  insert(at: number, newText: string): void {
    this.all.push({ start: at, end: at, newText });
  }

  insertOnce(at: number, newText: string): void {
    if (!this.all.some(edit => edit.start === at)) this.insert(at, newText);
  }
}

const TO_RUBY = /^#!|^#.*\b(?:frozen_string_literal|(?:en)?coding|warn_indent|typed)\s*[:=]/;
