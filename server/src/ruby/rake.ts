import {
  BlockNode,
  BlockParametersNode,
  CallNode,
  DefNode,
  LocalVariableWriteNode,
  type Node,
  RequiredParameterNode,
  SelfNode,
  StringNode,
  SymbolNode,
} from '@ruby/prism/src/nodes.js';
import {
  argumentsOf,
  childrenOf,
  constantLists,
  constantOf,
  descendants,
  entriesOf,
  listOf,
  literalOf,
  textsOf,
} from './literals.js';
import type { ParsedRuby, RubyParser } from './parser.js';
import { signatureOf, usesExtras } from './rake-arguments.js';

/** A task as a file defines it; offsets are those of its name there, in UTF-16 units. */
export interface RakeTask {
  /** With its namespaces: `reports:daily`. */
  readonly name: string;
  /** Null where it takes any, or only running it would tell. */
  readonly params: readonly string[] | null;
  /** What `desc` says; empty where it says nothing. */
  readonly description: string;
  readonly start: number;
  readonly end: number;
}

/** What a file says of rake tasks. */
export interface RakeFacts {
  /** In the order of the file. */
  readonly tasks: readonly RakeTask[];
  /** Names of which only running the file would tell all: `reports:*`, with `*` for any letters. */
  readonly patterns: readonly string[];
  /** Not all of it was understood: it may define more. */
  readonly hasErrors: boolean;
}

/** The tasks that a Rakefile or a `.rake` file defines; never throws. */
export function rakeTasks(text: string, parser: RubyParser): RakeFacts {
  const parsed = parser.parse(text);
  if (!parsed.root) return { tasks: [], patterns: [], hasErrors: true };
  const reader = new RakeReader(parsed);
  const known = new Map(constantLists(descendants(parsed.root)));
  reader.visit(parsed.root, { prefixes: [''], known, isCode: false, depth: 0 });
  const { tasks, patterns, isTooDeep } = reader;
  return { tasks, patterns: [...patterns], hasErrors: parsed.hasErrors || isTooDeep };
}

interface Scope {
  /** The namespaces around, each with its `:`; `*` where they are those of a caller. */
  readonly prefixes: readonly string[];
  readonly known: Map<string, readonly string[]>;
  /** In a method or a task's block: a class that is called `…Task` defines no task there. */
  readonly isCode: boolean;
  readonly depth: number;
}

/** Whoever nests deeper is not a person, and the stack is finite. */
const MOST_LEVELS = 500;

class RakeReader {
  readonly tasks: RakeTask[] = [];
  readonly patterns = new Set<string>();
  isTooDeep = false;
  private description = '';

  constructor(private readonly parsed: ParsedRuby) {}

  visit(node: Node | null, around: Scope): void {
    if (!node) return;
    const scope = { ...around, depth: around.depth + 1 };
    if (scope.depth > MOST_LEVELS) this.isTooDeep = true;
    else if (node instanceof CallNode) this.call(node, scope);
    else if (node instanceof DefNode) this.visitAll(node, inMethod(scope));
    else {
      this.visitAll(node, scope);
      if (node instanceof LocalVariableWriteNode) scope.known.delete(node.name);
    }
  }

  private visitAll(node: Node, scope: Scope): void {
    for (const child of childrenOf(node)) this.visit(child, scope);
  }

  private call(call: CallNode, scope: Scope): void {
    if (!this.define(call, scope)) this.pass(call, scope);
  }

  /** False where the call defines nothing. */
  private define(call: CallNode, scope: Scope): boolean {
    const receiver = constantOf(call.receiver);
    const isBare = !call.receiver || call.receiver instanceof SelfNode;
    const args = argumentsOf(call);
    if (call.name === 'define_task' && receiver && DEFINER.test(receiver))
      return this.task(call, args, scope);
    if (call.name === 'new' && receiver && LIBRARY.test(receiver) && !scope.isCode)
      return this.library(call, receiver, scope);
    if (!isBare) return false;
    if (call.name === 'desc') return this.describe(args[0], scope);
    if (call.name === 'namespace' && call.block) return this.namespace(call, args[0], scope);
    if (call.name === 'task' || call.name === 'multitask') return this.task(call, args, scope);
    if (call.name === 'require' && literalOf(args[0]) === 'rake/clean') return this.clean(call);
    return FILE_TASKS.has(call.name) && !scope.isCode && this.fileTask(call, args, scope);
  }

  private describe(node: Node | undefined, scope: Scope): true {
    const [text = ''] = node ? textsOf(node, scope.known) : [];
    this.description = text;
    return true;
  }

  private namespace({ block }: CallNode, name: Node | undefined, scope: Scope): true {
    const names = name ? textsOf(entriesOf(name)?.[0]?.key ?? name, scope.known) : ['*'];
    const prefixes = prefixed(scope, names).map(prefix => `${prefix}:`);
    if (block instanceof BlockNode) this.block(block, { ...scope, prefixes });
    else for (const prefix of prefixes) this.patterns.add(`${prefix}*`);
    return true;
  }

  private task({ block }: CallNode, args: readonly Node[], scope: Scope): boolean {
    const signature = signatureOf(args);
    if (!signature) return false;
    const params = usesExtras(block) ? null : signature.params;
    this.add(prefixed(scope, textsOf(signature.name, scope.known)), params, signature.name);
    if (block instanceof BlockNode) this.block(block, inMethod(scope));
    return true;
  }

  /**
   * A file's name that has to be put together is not one that a schedule calls. It stands outside of
   * the namespaces, and `directory` makes each folder of a path.
   */
  private fileTask(call: CallNode, args: readonly Node[], scope: Scope): boolean {
    const name = signatureOf(args)?.name;
    const literal = literalOf(name);
    if (!name || literal === null) return false;
    this.add(call.name === 'directory' ? foldersOf(literal) : [literal], null, name);
    if (call.block instanceof BlockNode) this.block(call.block, inMethod(scope));
    return true;
  }

  private clean(call: CallNode): true {
    this.add(['clean', 'clobber'], null, call);
    return true;
  }

  /** `RSpec::Core::RakeTask.new(:spec)`, which may define more tasks below its name. */
  private library(call: CallNode, receiver: string, scope: Scope): true {
    const [first] = argumentsOf(call);
    const usual = LIBRARY_NAMES.get(receiver) ?? null;
    // the keys of a class that is not known may be options
    const key = usual === null ? null : literalOf(entriesOf(first)?.[0]?.key);
    const name = literalOf(first) ?? key ?? usual;
    const names = name === null ? ['*'] : [name, `${name}:*`];
    this.add(prefixed(scope, names), null, first ?? call);
    if (call.block instanceof BlockNode) this.block(call.block, inMethod(scope));
    return true;
  }

  private add(names: readonly string[], params: RakeTask['params'], node: Node): void {
    const span = this.parsed.span(placeOf(node));
    for (const name of names) {
      if (name.includes('*')) this.patterns.add(name.replace(/\*+/g, '*'));
      else this.tasks.push({ name, params, description: this.description, ...span });
    }
    this.description = '';
  }

  /** Looks into a call that defines nothing itself, as a loop. */
  private pass({ receiver, arguments_, block, name }: CallNode, scope: Scope): void {
    this.visit(receiver, scope);
    this.visit(arguments_, scope);
    if (block instanceof BlockNode) {
      const list = TAKES_EACH.has(name) ? listOf(receiver, scope.known) : null;
      this.block(block, RUNS_IN_PLACE.test(name) ? scope : inOther(scope), list);
    } else this.visit(block, scope);
  }

  /** `values` are those of the block's first parameter, where they are known. */
  private block(block: BlockNode, scope: Scope, values: readonly string[] | null = null): void {
    const known = new Map(scope.known);
    const [first, ...others] = paramsOf(block);
    for (const name of others) known.delete(name);
    if (first !== undefined && values) known.set(first, values);
    else if (first !== undefined) known.delete(first);
    this.visit(block.body, { ...scope, known });
  }
}

/** `a/b` and `a` of `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/')).filter(Boolean);
}

function prefixed({ prefixes }: Scope, names: readonly string[]): string[] {
  return prefixes.flatMap(prefix => names.map(name => prefix + name));
}

/** What is called from elsewhere has the namespaces of who calls it. */
function inMethod(scope: Scope): Scope {
  return { ...scope, prefixes: ['*'], known: new Map(scope.known), isCode: true };
}

/** The block of an unknown method runs in a namespace of the method's or in none. */
function inOther(scope: Scope): Scope {
  return { ...scope, prefixes: [...new Set([...scope.prefixes, '*'])] };
}

function paramsOf({ parameters }: BlockNode): string[] {
  if (!(parameters instanceof BlockParametersNode)) return [];
  const requireds = parameters.parameters?.requireds ?? [];
  return requireds.map(param => (param instanceof RequiredParameterNode ? param.name : ''));
}

/** The letters of the name alone, without quotes or colons. */
function placeOf(node: Node) {
  if (node instanceof SymbolNode) return node.valueLoc ?? node.location;
  return node instanceof StringNode ? node.contentLoc : node.location;
}

const DEFINER = /^Rake::\w*Task$/;
const FILE_TASKS = new Set(['file', 'directory']);
const TAKES_EACH = new Set([
  'each',
  'each_key',
  'each_pair',
  'each_with_index',
  'each_with_object',
  'map',
]);
const RUNS_IN_PLACE = /^(?:each\w*|map|times|upto|step|tap|then|loop|\w+_eval|instance_exec)$/;

/** Classes that make tasks, by what they are called. */
const LIBRARY = /(?:Tasks?|TaskLib)$/;
const LIBRARY_NAMES: ReadonlyMap<string, string> = new Map([
  ['RSpec::Core::RakeTask', 'spec'],
  ['Rake::TestTask', 'test'],
  ['RuboCop::RakeTask', 'rubocop'],
  ['Cucumber::Rake::Task', 'cucumber'],
  ['RDoc::Task', 'rdoc'],
  ['YARD::Rake::YardocTask', 'yard'],
  ['GraphQL::RakeTask', 'graphql'],
]);
