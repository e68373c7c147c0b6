import { type Node as JsonNode, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Entry, Node, Span } from './node.js';
import { bounded, duplicateKey, intrinsicOf, mappingOf, type ParsedText, type SyntaxProblem } from './yaml.js';

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
  const root = tree ? nodeOf(tree, text, problems) : null;
  return { root, problems: problems.sort((a, b) => a.start - b.start), needsAnchors: false };
}

function nodeOf(json: JsonNode, text: string, problems: SyntaxProblem[]): Node {
  const span = { start: json.offset, end: json.offset + json.length };
  const children = json.children ?? [];
  if (json.type === 'object') {
    const entries = children.map(property => entryOf(property, text, problems));
    for (const [i, entry] of entries.entries())
      if (entries.findIndex(other => other.key === entry.key) < i) problems.push(duplicateKey(entry));
    return intrinsicOf(mappingOf(entries, span, true));
  }
  if (json.type === 'array')
    return { kind: 'list', ...span, items: children.map(c => nodeOf(c, text, problems)), flow: true };
  return scalarOf(json, text, span);
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

function entryOf(property: JsonNode, text: string, problems: SyntaxProblem[]): Entry {
  const [key, value] = property.children ?? [];
  const start = key?.offset ?? property.offset;
  const end = start + (key?.length ?? 0);
  return {
    key: typeof key?.value === 'string' ? key.value : '',
    keySpan: { start, end },
    value: value
      ? nodeOf(value, text, problems)
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
