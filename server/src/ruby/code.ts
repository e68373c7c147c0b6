import {
  CallNode,
  ConstantReadNode,
  ConstantWriteNode,
  DefNode,
  ItLocalVariableReadNode,
  LocalVariableReadNode,
  LocalVariableWriteNode,
  type Location,
  type Node,
  type ProgramNode,
} from '@ruby/prism/src/nodes.js';
import type { ParsedRuby } from './parser.js';
import { type Place, placesOf, scopeAt } from './places.js';
import type { Span } from './span.js';

/** A file's nodes, with what is asked of them again and again. */
export class Code {
  readonly places: ReadonlyMap<Node, Place>;
  /** The calls of the file, outermost first. */
  readonly calls: readonly CallNode[];
  private readonly constants = new Map<string, Node | null>();
  private readonly methods = new Map<string, DefNode | null>();

  constructor(
    readonly text: string,
    root: ProgramNode,
    private readonly parsed: ParsedRuby,
  ) {
    this.places = placesOf(root);
    const calls: CallNode[] = [];
    for (const node of this.places.keys()) {
      if (node instanceof CallNode) calls.push(node);
      // of two that have one name nobody knows which is meant
      if (node instanceof ConstantWriteNode)
        this.constants.set(node.name, this.constants.has(node.name) ? null : node.value);
      if (node instanceof DefNode)
        this.methods.set(node.name, this.methods.has(node.name) ? null : node);
    }
    this.calls = calls;
  }

  span(location: Location): Span {
    return this.parsed.span(location);
  }

  /** From the start of one node to the end of another. */
  spanOver(first: Location, last: Location): Span {
    return { start: this.span(first).start, end: this.span(last).end };
  }

  source({ location }: Node): string {
    const { start, end } = this.span(location);
    return this.text.slice(start, end);
  }

  place(node: Node): Place | undefined {
    return this.places.get(node);
  }

  /** What the constant is set to in this file; null where that is not known. */
  constant(name: string): Node | null {
    return this.constants.get(name) ?? null;
  }

  /** The file's only method of that name. */
  method(name: string): DefNode | null {
    return this.methods.get(name) ?? null;
  }

  hasMethod(name: string): boolean {
    return this.methods.has(name);
  }

  /** The call whose block has the variable for its first parameter. */
  blockOf(node: Node | null): CallNode | null {
    const place = node && this.place(node);
    if (node instanceof ItLocalVariableReadNode) return place?.scope.call ?? null;
    if (!(node instanceof LocalVariableReadNode)) return null;
    const scope = place && scopeAt(place.scope, node.depth);
    return scope?.call && scope.params[0] === node.name ? scope.call : null;
  }

  /** The names of the local variables that the file sets. */
  get locals(): readonly string[] {
    return this.namesOf(node => (node instanceof LocalVariableWriteNode ? node.name : null));
  }

  /** The names of the constants that it reads or sets. */
  get constantNames(): readonly string[] {
    const read = this.namesOf(node => (node instanceof ConstantReadNode ? node.name : null));
    return [...new Set([...this.constants.keys(), ...read])];
  }

  private namesOf(nameOf: (node: Node) => string | null): string[] {
    return [...new Set([...this.places.keys()].flatMap(node => nameOf(node) ?? []))];
  }
}
