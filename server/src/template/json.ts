import {
  type Node as JsonNode,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import { MOST_LEVELS } from './depth.js';
import type { Entry, Node, Span } from './node.js';
import {
  bounded,
  duplicateKey,
  intrinsicOf,
  mappingOf,
  type ParsedText,
  type SyntaxProblem,
} from './yaml.js';

export function isJson(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text);
}

/** Reads JSON text. Any text gives a tree and problems. */
export function parseJson(text: string): ParsedText {
  return bounded(text, readJson);
}

function readJson(text: string): ParsedText {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const problems: SyntaxProblem[] = errors.map(({ error, offset, length }) => {
    const start = Math.min(offset, text.length);
    const end = Math.min(offset + Math.max(length, 1), text.length);
    return { start, end, code: 'other', message: WORDS[printParseErrorCode(error)] ?? GENERAL };
  });
  const root = tree ? nodeOf(tree, { text, problems, level: 0 }) : null;
  problems.sort((a, b) => a.start - b.start);
  return { root, problems, anchors: [], missingAnchors: [] };
}

interface Reading {
  readonly text: string;
  readonly problems: SyntaxProblem[];
  readonly level: number;
}

function nodeOf(json: JsonNode, { text, problems, level }: Reading): Node {
  if (level > MOST_LEVELS) throw new RangeError('Nested too deeply');
  const span = { start: json.offset, end: json.offset + json.length };
  const inside = { text, problems, level: level + 1 };
  const children = json.children ?? [];
  if (json.type === 'array')
    return {
      kind: 'list',
      ...span,
      items: children.map(child => nodeOf(child, inside)),
      flow: true,
    };
  if (json.type !== 'object') return scalarOf(json, text, span);
  const entries = children.map(property => entryOf(property, inside));
  const seen = new Set<string>();
  for (const entry of entries) {
    if (seen.has(entry.key)) problems.push(duplicateKey(entry));
    seen.add(entry.key);
  }
  return intrinsicOf(mappingOf(entries, span, true));
}

function scalarOf(json: JsonNode, text: string, span: Span): Node {
  const value = json.value as string | number | boolean | null;
  const isText = typeof value === 'string';
  const verbatim = !isText || text.startsWith(value, span.start + 1);
  return {
    kind: 'scalar',
    ...span,
    value,
    text: isText ? value : text.slice(span.start, span.end),
    style: isText ? 'double' : 'plain',
    textStart: verbatim ? span.start + (isText ? 1 : 0) : -1,
  };
}

function entryOf(property: JsonNode, reading: Reading): Entry {
  const [key, value] = property.children ?? [];
  const start = key?.offset ?? property.offset;
  const end = start + (key?.length ?? 0);
  return {
    key: typeof key?.value === 'string' ? key.value : '',
    keySpan: { start, end },
    value: value
      ? nodeOf(value, reading)
      : { kind: 'scalar', value: null, text: '', style: 'plain', start: end, end, textStart: end },
  };
}

const GENERAL = 'This can’t stand here in JSON. Check the quotes, commas and brackets before it.';

const WORDS: Readonly<Record<string, string>> = {
  CommaExpected: 'A comma is missing before this.',
  ColonExpected: 'A `:` is missing after the key.',
  PropertyNameExpected: 'A key in double quotes is missing here; JSON allows no trailing comma.',
  ValueExpected: 'A value is missing here; JSON allows no trailing comma.',
  CloseBraceExpected: 'A closing `}` is missing.',
  CloseBracketExpected: 'A closing `]` is missing.',
  UnexpectedEndOfString: 'The closing `"` of this text is missing.',
  InvalidCommentToken: 'JSON allows no comments. Remove it, or write the template in YAML.',
  EndOfFileExpected: 'The template ended before this. Remove what follows, or a bracket too many.',
};
