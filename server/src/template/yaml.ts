import {
  type Alias,
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Pair,
  Parser,
  Schema,
  type YAMLError,
  type YAMLMap,
  type YAMLSeq,
  type Node as YamlNode,
  type Scalar as YamlScalar,
} from 'yaml';
import { isTooDeep, MOST_LEVELS } from './depth.js';
import type { Entry, Mapping, Node, ScalarStyle, Span } from './node.js';

/** What a reader of YAML or JSON stumbles over, in our words. */
export interface SyntaxProblem extends Span {
  /** `multiple-tags` is `!ImportValue !Sub x`; `duplicate-key` is legible, the rest is not. */
  readonly code: 'multiple-tags' | 'duplicate-key' | 'tab' | 'other';
  readonly message: string;
}

export interface ParsedText {
  /** Null where the text holds nothing. */
  readonly root: Node | null;
  readonly problems: readonly SyntaxProblem[];
  /** The names of the anchors here. */
  readonly anchors: readonly string[];
  /** The names that aliases here use and no anchor before them has. */
  readonly missingAnchors: readonly string[];
}

// One schema for every parse: building it costs more than parsing a block. YAML 1.2's core, in
// which `OFF` is text and a date is text, as CloudFormation's own reader treats a property of type
// string; what YAML 1.1 readers make of them is a rule's business.
const schema = new Schema({ schema: 'core' });
const OPTIONS = { schema, prettyErrors: false, uniqueKeys: false, logLevel: 'silent' } as const;

/** Reads YAML text: the first document of several. Any text gives a tree and problems. */
export function parseYaml(text: string): ParsedText {
  // the library makes an Error of each problem, of which the stack is the dear part
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return bounded(text, readYaml);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A tab in an otherwise empty line is allowed, which `yaml` forgets after a key without value. */
function isBlankFrom(text: string, offset: number): boolean {
  return /^\s*$/.test(text.slice(offset, text.indexOf('\n', offset) + 1 || text.length));
}

const NOTHING: ParsedText = { root: null, problems: [], anchors: [], missingAnchors: [] };

/** The parsers recurse; a text nested some thousand levels deep must not end the process. */
export function bounded(text: string, read: (text: string) => ParsedText): ParsedText {
  try {
    return read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message =
      'This is nested too deeply to be read. CloudFormation templates need a few levels.';
    const problem = { code: 'other', message, start: 0, end: Math.min(1, text.length) } as const;
    return { ...NOTHING, problems: [problem] };
  }
}

function readYaml(text: string): ParsedText {
  const tokens = [...new Parser().parse(text)];
  if (tokens.some(token => isTooDeep(token))) throw new RangeError('Nested too deeply');
  const [document] = new Composer(OPTIONS).compose(tokens);
  if (!document) return NOTHING;
  const reader = new Reader(text);
  const root = document.contents ? reader.node(document.contents as YamlNode) : null;
  const problems = document.errors
    .filter(error => !(error.code === 'TAB_AS_INDENT' && isBlankFrom(text, error.pos[0])))
    .map(error => wordError(error, text));
  return {
    root,
    problems: [...problems, ...reader.problems].sort((a, b) => a.start - b.start),
    anchors: [...reader.anchors.keys()],
    missingAnchors: reader.missingAnchors,
  };
}

class Reader {
  readonly problems: SyntaxProblem[] = [];
  readonly anchors = new Map<string, YamlNode>();
  readonly missingAnchors: string[] = [];
  /** Where the node before starts: a tag stands between it and its own node. */
  private lastStart = 0;
  private level = 0;

  constructor(private readonly text: string) {}

  node(node: YamlNode | null): Node {
    if (++this.level > MOST_LEVELS) throw new RangeError('Nested too deeply');
    const read = this.readNode(node);
    this.level--;
    return read;
  }

  private readNode(node: YamlNode | null): Node {
    if (isAlias(node)) return this.alias(node);
    const [start, end] = node?.range ?? [0, 0];
    if (!node) return { kind: 'unknown', start, end };
    if (node.anchor) this.anchors.set(node.anchor, node);
    const tag = isOwnTag(node.tag) ? this.tagSpan(node.tag, start) : undefined;
    this.lastStart = start;
    const plain = this.untagged(node);
    return tag ? tagged(node.tag ?? '', tag, plain) : intrinsicOf(plain);
  }

  /** A node's range leaves its tag out. */
  private tagSpan(tag: string, start: number): Span {
    const found = this.text.slice(this.lastStart, start).lastIndexOf(tag);
    const tagStart = found < 0 ? start : this.lastStart + found;
    return { start: tagStart, end: tagStart + (found < 0 ? 0 : tag.length) };
  }

  private untagged(node: YamlNode): Node {
    const [start, end] = node.range ?? [0, 0];
    if (isMap(node)) return this.mapping(node, { start, end });
    if (isSeq(node)) return this.list(node, { start, end });
    if (isScalar(node)) return this.scalar(node, { start, end });
    return { kind: 'unknown', start, end };
  }

  private list(node: YAMLSeq, span: Span): Node {
    const items = node.items.map(item => this.node(item as YamlNode | null));
    const flow = node.flow === true;
    return {
      kind: 'list',
      start: span.start,
      end: flow ? span.end : endOf(items, span),
      items,
      flow,
    };
  }

  private mapping(node: YAMLMap, span: Span): Node {
    const entries: Entry[] = [];
    const seen = new Set<string>();
    for (const pair of node.items) {
      const entry = this.entry(pair as Pair<YamlNode | null, YamlNode | null>, span);
      if (seen.has(entry.key) && entry.key !== '<<') this.problems.push(duplicateKey(entry));
      seen.add(entry.key);
      entries.push(entry);
    }
    const flow = node.flow === true;
    const values = entries.map(entry => entry.value);
    return mappingOf(entries, flow ? span : { ...span, end: endOf(values, span) }, flow);
  }

  private entry(pair: Pair<YamlNode | null, YamlNode | null>, parent: Span): Entry {
    const [start, end] = pair.key?.range ?? [parent.start, parent.start];
    if (isScalar(pair.key) && pair.key.anchor) this.anchors.set(pair.key.anchor, pair.key);
    const key = isScalar(pair.key) ? String(pair.key.value ?? '') : '';
    const value: Node = pair.value
      ? this.node(pair.value)
      : { kind: 'scalar', value: null, text: '', style: 'plain', start: end, end, textStart: end };
    return { key, keySpan: { start, end }, value };
  }

  private scalar(node: YamlScalar, { start, end }: Span): Node {
    const style = STYLES[node.type ?? 'PLAIN'] ?? 'plain';
    // with a tag, what is empty comes as text
    const value = start === end ? null : (node.value as string | number | boolean | null);
    const source = this.text.slice(start, end);
    if (endsInEscape(source, style)) this.problems.push(problem('MISSING_CHAR', start, end));
    const text =
      typeof value === 'string' ? value : style === 'plain' && !/[\r\n]/.test(source) ? source : '';
    // the text of a block scalar stands below the line with its `|` or `>-`
    const from = style === 'block' ? source.indexOf('\n') + 1 : QUOTED.has(style) ? 1 : 0;
    const textStart = style === 'block' ? source.lastIndexOf(text) : source.indexOf(text, from);
    const verbatim = style === 'block' ? text !== '' && textStart >= from : textStart === from;
    return {
      kind: 'scalar',
      value,
      text,
      style,
      start,
      end,
      textStart: verbatim ? start + textStart : -1,
    };
  }

  /** An alias of a scalar has its text; of a collection it is unknown, which bounds the tree. */
  private alias(node: Alias): Node {
    const [start, end] = node.range ?? [0, 0];
    const target = this.anchors.get(node.source);
    if (!target) {
      this.missingAnchors.push(node.source);
      this.problems.push(problem('MISSING_ANCHOR', start, end));
    }
    if (!isScalar(target) || isOwnTag(target.tag)) return { kind: 'unknown', start, end };
    const value = target.value as string | number | boolean | null;
    const style = STYLES[target.type ?? 'PLAIN'] ?? 'plain';
    return { kind: 'scalar', value, text: String(value ?? ''), style, start, end, textStart: -1 };
  }
}

/** The parser counts comments after a block collection to it, depending on what comes next. */
function endOf(children: readonly Node[], span: Span): number {
  return children.at(-1)?.end ?? span.end;
}

/** An unclosed quote whose last character is an escaped one, which the parser takes for the end. */
function endsInEscape(source: string, style: ScalarStyle): boolean {
  if (style === 'single') return source.endsWith("''") && source.split("'").length % 2 === 0;
  if (style !== 'double' || !source.endsWith('\\"')) return false;
  let backslashes = 0;
  while (source[source.length - 2 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isOwnTag(tag: string | undefined): tag is string {
  return /^!(?!!)./.test(tag ?? '');
}

function tagged(tag: string, nameSpan: Span, arg: Node): Node {
  const span = { start: nameSpan.start, end: Math.max(arg.end, nameSpan.end) };
  const name = SHORT_NAMES.get(tag.slice(1));
  if (!name) return { kind: 'unknown', ...span };
  return { kind: 'intrinsic', name, nameSpan, arg: intrinsicOf(arg), short: true, ...span };
}

const QUOTED: ReadonlySet<ScalarStyle> = new Set(['single', 'double']);

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

const FUNCTIONS =
  'And Base64 Cidr Contains EachMemberEquals EachMemberIn Equals FindInMap ForEach GetAtt GetAZs GetStackOutput If ImportValue Join Length Not Or RefAll Select Split Sub ToJsonString Transform ValueOf ValueOfAll';

const SHORT_NAMES: ReadonlyMap<string, string> = new Map([
  ['Ref', 'Ref'],
  ['Condition', 'Condition'],
  ...FUNCTIONS.split(' ').map(name => [name, `Fn::${name}`] as const),
]);

export function mappingOf(entries: readonly Entry[], span: Span, flow: boolean): Mapping {
  const open = entries.some(({ key }) => key === '<<' || /^Fn::(Transform|ForEach)/.test(key));
  return { kind: 'mapping', ...span, entries, flow, open };
}

/** The long form: a mapping with one key that is a function's name. */
export function intrinsicOf(node: Node): Node {
  const only = node.kind === 'mapping' && node.entries.length === 1 ? node.entries[0] : undefined;
  if (!only || !(only.key === 'Ref' || only.key.startsWith('Fn::'))) return node;
  if (/^Fn::(Transform|ForEach)/.test(only.key)) return node;
  const { key: name, keySpan: nameSpan, value: arg } = only;
  return { kind: 'intrinsic', name, nameSpan, arg, short: false, start: node.start, end: node.end };
}

export function duplicateKey(entry: Pick<Entry, 'key' | 'keySpan'>): SyntaxProblem {
  const name = `\`${entry.key}\``;
  return {
    ...entry.keySpan,
    code: 'duplicate-key',
    message: `${name} stands twice in this mapping: readers keep only one of the two. Remove or rename one.`,
  };
}

function wordError(error: YAMLError, text: string): SyntaxProblem {
  const start = Math.min(error.pos[0], text.length);
  const end = Math.min(Math.max(error.pos[1], start + 1), text.length);
  return problem(text[start] === '\t' ? 'TAB_AS_INDENT' : error.code, start, end, error.message);
}

function problem(word: string, start: number, end: number, otherwise = ''): SyntaxProblem {
  return { start, end, code: CODES[word] ?? 'other', message: WORDS[word] ?? `${otherwise}.` };
}

const CODES: Readonly<Record<string, SyntaxProblem['code']>> = {
  MULTIPLE_TAGS: 'multiple-tags',
  TAB_AS_INDENT: 'tab',
};

const WORDS: Readonly<Record<string, string>> = {
  MULTIPLE_TAGS: 'YAML allows one tag on a value. Write the outer function in its long form.',
  TAB_AS_INDENT: 'A tab stands in the indentation; YAML allows only spaces there. Use spaces.',
  BAD_INDENT:
    'This line is not indented as its neighbours are, so it belongs to nothing. Align it.',
  MISSING_CHAR: 'Something is missing here: a `:` after a key, or a closing quote or bracket.',
  BLOCK_AS_IMPLICIT_KEY:
    'Two `key: value` pairs stand on one line. Put the second on a line of its own, or quote the value.',
  MULTILINE_IMPLICIT_KEY:
    'A key must stand on one line with its `:`. Add the `:`, or indent the line.',
  UNEXPECTED_TOKEN: 'This can’t stand here. Check the indentation, quotes and brackets before it.',
  BAD_SCALAR_START:
    'A plain value can’t start with this character. Put the value in quotes: `"…"`.',
  BAD_DQ_ESCAPE: 'This escape means nothing between double quotes. Write `\\\\` for a backslash.',
  BAD_ALIAS: 'An alias needs a name after `*`. A value that starts with `*` must be in quotes.',
  MISSING_ANCHOR:
    'No anchor of this name stands before it, so this alias stands for nothing. Put `&` and the name before the value it is to repeat; a text that starts with `*` must be in quotes.',
  KEY_OVER_1024_CHARS: 'A key can be at most 1,024 characters long.',
};
