import {
  BlockNode,
  CallNode,
  ClassNode,
  DefNode,
  type Location,
  ModuleNode,
  type Node,
  SingletonClassNode,
  StatementsNode,
} from '@ruby/prism/src/nodes.js';
import type { ParsedRuby, RubyParser } from './parser.js';

/**
 * A piece of a file: from the start of a statement to that of the next one in its list, or the lines
 * around such a list. Together they are the file. Offsets are UTF-16 units.
 */
export interface Section {
  readonly start: number;
  readonly end: number;
  /** A `frame` is around a list: `class Order`, `end`. What sets nothing for what follows it is `closed`. */
  readonly kind: 'frame' | 'closed' | 'open';
}

/** A block with fewer lines is one section. */
const FEW_LINES = 30;

/** The sections of a file without errors. */
export function sectionsOf(text: string, { root, span }: ParsedRuby): readonly Section[] {
  if (!root) return [{ start: 0, end: text.length, kind: 'frame' }];
  const cutter = new Cutter(text, span);
  cutter.list(root.statements.body, 0, text.length);
  return cutter.sections;
}

/**
 * The sections of what has become of one section that was no frame; null where it can't stand in the
 * place of that one without a look at the text around it.
 */
export function resection(text: string, parser: RubyParser): readonly Section[] | null {
  if (text !== '' && !text.endsWith('\n')) return null;
  const [before, after] = ['proc do\n', 'end\n'];
  const whole = before + text + after;
  const parsed = parser.parse(whole);
  const [only, more] = parsed.root?.statements.body ?? [];
  if (parsed.hasErrors || more || !(only instanceof CallNode)) return null;
  const { block } = only;
  // an `end` too many closes it sooner, and what follows hangs on it
  if (!(block instanceof BlockNode) || parsed.span(block.openingLoc).start !== DO) return null;
  const end = before.length + text.length;
  const cutter = new Cutter(whole, parsed.span);
  const statements = block.body instanceof StatementsNode ? block.body.body : [];
  cutter.list(statements, before.length, end);
  return cutter.sections.map(section => ({
    ...section,
    start: section.start - before.length,
    end: section.end - before.length,
  }));
}

const DO = 'proc '.length;

class Cutter {
  readonly sections: Section[] = [];

  constructor(
    private readonly text: string,
    private readonly span: ParsedRuby['span'],
  ) {}

  /** The statements of a list that has the lines from `from` to `to` for itself. */
  list(statements: readonly Node[], from: number, to: number): void {
    const begun: { at: number; nodes: Node[] }[] = [];
    for (const node of statements) {
      const at = this.lineStart(node.location);
      const last = begun.at(-1);
      // several on a line, or a heredoc in between
      if (last && (at === null || at < this.endOf(last.nodes))) last.nodes.push(node);
      else begun.push({ at: begun.length === 0 ? from : (at ?? from), nodes: [node] });
    }
    begun.forEach(({ at, nodes }, i) => {
      this.statement(nodes, at, begun[i + 1]?.at ?? to);
    });
    if (begun.length === 0) this.add(from, to, 'open');
  }

  private statement([only, more]: readonly Node[], start: number, end: number): void {
    const inner = only && !more ? listIn(only) : null;
    if (only && inner && this.nested(only, inner, start, end)) return;
    this.add(start, end, only && !more && isClosed(only) ? 'closed' : 'open');
  }

  /** False where the list has no lines for itself. */
  private nested(node: Node, { body, close }: Inner, start: number, end: number): boolean {
    const [first] = body;
    const head = this.lineStart(node.location);
    const from = first ? this.lineStart(first.location) : null;
    const to = this.lineStart(close);
    if (head === null || from === null || to === null || to <= from) return false;
    if (node instanceof CallNode && this.lines(from, to) < FEW_LINES) return false;
    const after = this.text.indexOf('\n', this.span(close).end) + 1;
    if (after === 0 || after > end) return false;
    if (start < head) this.add(start, head, 'open');
    this.add(head, from, 'frame');
    this.list(body, from, to);
    this.add(to, after, 'frame');
    this.add(after, end, 'open');
    return true;
  }

  private add(start: number, end: number, kind: Section['kind']): void {
    this.sections.push({ start, end, kind });
  }

  /** Null where something stands before it on its line. */
  private lineStart(location: Location): number | null {
    const { start } = this.span(location);
    const at = this.text.lastIndexOf('\n', start - 1) + 1;
    return /^[ \t]*$/.test(this.text.slice(at, start)) ? at : null;
  }

  private endOf(nodes: readonly Node[]): number {
    return Math.max(...nodes.map(node => this.span(node.location).end));
  }

  private lines(from: number, to: number): number {
    return this.text.slice(from, to).split('\n').length;
  }
}

interface Inner {
  readonly body: readonly Node[];
  readonly close: Location;
}

/** The statements that a class, a module or a call's block is around. */
function listIn(node: Node): Inner | null {
  if (
    node instanceof ClassNode ||
    node instanceof ModuleNode ||
    node instanceof SingletonClassNode
  ) {
    const { body, endKeywordLoc: close } = node;
    return body instanceof StatementsNode ? { body: body.body, close } : null;
  }
  if (!(node instanceof CallNode && node.block instanceof BlockNode)) return null;
  const { body, closingLoc: close } = node.block;
  return body instanceof StatementsNode ? { body: body.body, close } : null;
}

/** A method, a call with its block, or what a class says of itself. */
function isClosed(node: Node): boolean {
  if (node instanceof DefNode) return true;
  if (!(node instanceof CallNode)) return false;
  return node.block instanceof BlockNode || (!node.receiver && DECLARES.test(node.name));
}

const DECLARES = /^(?:include|extend|prepend|attr_\w+|private|protected|public|sidekiq_options)$/;
