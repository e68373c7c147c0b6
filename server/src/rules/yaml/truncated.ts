import {
  isEmpty,
  type List,
  type Mapping,
  type Node,
  type Scalar,
  type Span,
  walk,
} from '../../template/node.js';
import type { Finding, Fix, Rule } from '../rule.js';

export const truncated: Rule = {
  id: 'yaml/truncated',
  severity: 'warning',
  title: 'A value that YAML cuts short',
  why: 'In an unquoted value ` #` starts a comment, and between braces or brackets a comma ends the value. YAML drops or moves the rest without a word, so `3 #2` loses its `#2` and `{ScheduleExpression: cron(0,30 9 * * ? *)}` becomes two keys.',
  source: 'The YAML specification: comments and flow style.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: cron(0,30 9 * * ? *)}
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      { ScheduleExpression: 'cron(0,30 9 * * ? *)', Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }] }
`,
  },
  *block({ key, value, text }) {
    if (value.kind === 'scalar') yield* cutByComment(value, key, text);
    for (const node of walk(value)) {
      for (const [name, scalar] of scalarsOf(node)) yield* cutByComment(scalar, name, text);
      if (node.kind === 'mapping' && node.flow)
        yield* splitByComma(piecesOfMapping(node), text, 'key');
      if (node.kind === 'list' && node.flow) yield* splitByComma(piecesOfList(node), text, 'item');
    }
  },
};

/** The scalars right under a node, with the key of those that have one. */
function scalarsOf(node: Node): [string, Scalar][] {
  if (node.kind === 'mapping')
    return node.entries.flatMap(({ key, value }) =>
      value.kind === 'scalar' ? [[key, value]] : [],
    );
  const children = node.kind === 'list' ? node.items : node.kind === 'intrinsic' ? [node.arg] : [];
  return children.flatMap((child): [string, Scalar][] =>
    child.kind === 'scalar' ? [['', child]] : [],
  );
}

function* cutByComment(scalar: Scalar, key: string, text: string): Generator<Finding> {
  if (scalar.style !== 'plain' || scalar.text === '' || !/[ \t]/.test(text[scalar.end] ?? ''))
    return;
  const rest = text.slice(scalar.end, lineEnd(text, scalar.end));
  const [, blank, dropped] = /^([ \t]+)(#.*?)\s*$/.exec(rest) ?? [];
  if (blank === undefined || dropped === undefined) return;
  const end = closingEnd(scalar.text, dropped);
  const numbered = /Description$/.test(key) && /^#\d/.test(dropped);
  if (end < 0 && !numbered) return;
  const start = scalar.end + blank.length;
  const lost = { start, end: start + dropped.length };
  const whole = end < 0 || dropped.slice(end).trim() === '';
  yield {
    ...lost,
    message: `\` #\` starts a comment here, so YAML reads \`${shortened(scalar.text)}\` and drops \`${shortened(dropped)}\`. ${isSchedule(scalar) ? 'Write it without the blank before `#`.' : 'Put the value in quotes.'}`,
    ...(whole && { fixes: [commentFix(scalar, lost, text, end >= 0)] }),
  };
}

/** How many characters of a comment it takes to close the brackets that a value left open; or -1. */
function closingEnd(value: string, comment: string): number {
  let open = depth(value);
  if (open <= 0) return -1;
  for (const [i, character] of [...comment].entries()) {
    open += step(character);
    if (open === 0) return [...comment].slice(0, i + 1).join('').length;
  }
  return -1;
}

function commentFix(scalar: Scalar, lost: Span, text: string, safe: boolean): Fix {
  if (isSchedule(scalar)) {
    const joined = text.slice(scalar.start, scalar.end) + text.slice(lost.start, lost.end);
    const edits = [{ start: scalar.end, end: lost.start, newText: '' }];
    return { title: `Write \`${shortened(joined)}\``, edits, safe };
  }
  return quoteFix({ start: scalar.start, end: lost.end }, text, safe);
}

/** In a schedule a blank ends a field, so that quotes would not make `3 #2` right. */
function isSchedule({ text }: Scalar): boolean {
  return /^cron\(/i.test(text);
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline < 0 ? text.length : newline;
}

/** What stands between two commas. */
interface Piece extends Span {
  readonly text: string;
  /** Nothing but this, so that it can be the rest of the piece before. */
  readonly bare: boolean;
  /** Of the first piece of a value. */
  readonly key: string;
}

function piecesOfMapping({ entries }: Mapping): Piece[] {
  return entries.map(({ key, keySpan, value }) => {
    if (isEmpty(value)) return { ...spanOf(keySpan), text: key, bare: true, key: '' };
    const text = value.kind === 'scalar' && value.style === 'plain' ? value.text : '';
    return { ...spanOf(value), text, bare: false, key };
  });
}

function piecesOfList({ items }: List): Piece[] {
  return items.map(item => {
    const text = item.kind === 'scalar' && item.style === 'plain' ? item.text : '';
    return { ...spanOf(item), text, bare: text !== '', key: '' };
  });
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

function* splitByComma(
  pieces: readonly Piece[],
  text: string,
  rest: 'key' | 'item',
): Generator<Finding> {
  for (let i = 0; i < pieces.length; i++) {
    const first = pieces[i] as Piece;
    let open = depth(first.text);
    let last = i;
    while (open > 0 && pieces[last + 1]?.bare) open += depth((pieces[++last] as Piece).text);
    if (last === i || open !== 0) continue;
    const span = { start: first.start, end: (pieces[last] as Piece).end };
    i = last;
    const what = first.key ? `\`${first.key}\` is` : 'the first item is';
    yield {
      ...span,
      message: `In flow style a comma ends an unquoted value: ${what} only \`${first.text}\`, and the rest is ${rest === 'key' ? 'a key' : 'an item'} of its own. Put the value in quotes.`,
      ...(!text.slice(span.start, span.end).includes('\n') && {
        fixes: [quoteFix(span, text, true)],
      }),
    };
  }
}

function quoteFix(span: Span, text: string, safe: boolean): Fix {
  const newText = `'${text.slice(span.start, span.end).replaceAll("'", "''")}'`;
  return { title: `Write \`${shortened(newText)}\``, edits: [{ ...span, newText }], safe };
}

function depth(text: string): number {
  let open = 0;
  for (const character of text) open += step(character);
  return open;
}

function step(character: string): number {
  return '([{'.includes(character) ? 1 : ')]}'.includes(character) ? -1 : 0;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
