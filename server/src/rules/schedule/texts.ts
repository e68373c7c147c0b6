import { get, type Node, type Scalar, type Span } from '../../template/node.js';
import { indirectSchedules } from '../../template/resource.js';
import type { Block, PlacedBlock, Template } from '../../template/template.js';
import { type KnownValue, knownValues } from '../../template/values.js';
import type { Edit, Finding, Fix, Rule, Severity } from '../rule.js';

/** What is found in a text; offsets count in the text. */
export interface TextFinding extends Span {
  readonly message: string;
  readonly severity?: Severity;
  /** The whole text as it should be. */
  readonly fix?: string;
  /** The fix is one of several that may be meant: never applied unasked. */
  readonly guess?: true;
}

type Judge = (text: string, block: Block) => Iterable<TextFinding>;

/**
 * A rule about a text of a schedule looks at it wherever it is written: in the resource itself, or in a parameter
 * or a mapping that the resource takes it from. There the problem is where the text is, and the
 * resource says that it is concerned. `usersOf` gives the resources that may take it from there.
 */
export function overTexts(
  nodeOf: (block: Block) => Node | undefined,
  judge: Judge,
  usersOf: (template: Template) => readonly PlacedBlock[] = indirectSchedules,
): Required<Pick<Rule, 'block' | 'template'>> {
  return {
    *block(block) {
      const node = nodeOf(block);
      for (const { text, scalar } of node ? knownValues(node, null) : [])
        if (scalar && !isCut(scalar, block.text))
          for (const finding of judge(text, block)) yield placed(finding, [scalar], 0);
    },
    *template(template, { uri }) {
      const said = new Set<string>();
      for (const user of usersOf(template)) {
        const node = nodeOf(user.block);
        if (!node || node.kind === 'scalar' || isConditional(user.block)) continue;
        for (const value of takenValues(node, template))
          for (const finding of judge(value.text, user.block))
            yield* placedOutside(finding, value, { user, node, uri }, said);
      }
    },
  };
}

/** A condition on the resource may keep it from the values that would not fit. */
function isConditional({ value }: Block): boolean {
  return get(value, 'Condition') !== undefined;
}

/** YAML cut the value in its brackets, at a comment or a comma: that is yaml/truncated's to say. */
function isCut({ style, text, end }: Scalar, source: string): boolean {
  return (
    style === 'plain' &&
    text.lastIndexOf('(') > text.lastIndexOf(')') &&
    /^(?:[ \t]*,|[ \t]+#)/.test(source.slice(end))
  );
}

/** The values that the node itself does not spell out. */
function takenValues(node: Node, template: Template): KnownValue[] {
  return knownValues(node, template).filter(({ block, scalar }) => block || !scalar);
}

function* placedOutside(
  finding: TextFinding,
  { text, scalar, again = [], block: home }: KnownValue,
  { user, node, uri }: { user: PlacedBlock; node: Node; uri: string },
  said: Set<string>,
): Generator<Finding> {
  const use = { start: user.offset + node.start, end: user.offset + node.end };
  const { message, severity } = finding;
  if (!scalar || !home) {
    yield { ...use, message: `This can be \`${text}\`. ${message}`, ...(severity && { severity }) };
    return;
  }
  yield {
    ...use,
    severity: 'info',
    message: `This can be \`${text}\`, from \`${home.block.key}\`. ${message}`,
  };
  const found = placed(finding, [scalar, ...again], home.offset);
  const key = `${found.start} ${message}`;
  if (said.has(key)) return;
  said.add(key);
  yield { ...found, related: { ...use, uri, message: `\`${user.block.key}\` uses it here.` } };
}

/** Where a finding in a text stands in the file: in the first of the scalars that have it. */
function placed(
  finding: TextFinding,
  scalars: readonly [Scalar, ...Scalar[]],
  offset: number,
): Finding {
  const { message, severity } = finding;
  const [scalar] = scalars;
  const span = isVerbatim(scalar)
    ? { start: scalar.textStart + finding.start, end: scalar.textStart + finding.end }
    : { start: scalar.start, end: scalar.end };
  const fixes = scalars.every(isVerbatim) ? rewritings(finding, scalars, offset) : [];
  return {
    start: offset + span.start,
    end: offset + Math.max(span.end, span.start + 1),
    message,
    ...(severity && { severity }),
    ...(fixes.length > 0 && { fixes }),
  };
}

function isVerbatim({ textStart, text }: Scalar): boolean {
  return textStart >= 0 && text !== '';
}

function rewritings(
  { fix, guess }: TextFinding,
  scalars: readonly Scalar[],
  offset: number,
): Fix[] {
  if (fix === undefined) return [];
  const edits = scalars.map(scalar => rewriting(scalar, fix, offset));
  return [{ title: `Write \`${fix}\``, edits, safe: !guess }];
}

/** The edit of no more than what differs, so that quotes and the rest of the line stay. */
function rewriting({ text, textStart }: Scalar, fix: string, offset: number): Edit {
  const shorter = Math.min(text.length, fix.length);
  let before = 0;
  while (before < shorter && text[before] === fix[before]) before++;
  let after = 0;
  while (after < shorter - before && text.at(-1 - after) === fix.at(-1 - after)) after++;
  return {
    start: offset + textStart + before,
    end: offset + textStart + text.length - after,
    newText: fix.slice(before, fix.length - after),
  };
}
