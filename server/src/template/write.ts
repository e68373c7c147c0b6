import { placesOf, writtenIn } from './embedded.js';
import { get, type Node, pathAt, type Scalar, type Span } from './node.js';
import { parseYaml } from './yaml.js';

/** A text in the place of another one. */
export interface Edit extends Span {
  readonly newText: string;
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let out = '';
  let at = 0;
  for (const { start, end, newText } of sorted) {
    out += text.slice(at, start) + newText;
    at = end;
  }
  return out + text.slice(at);
}

/** A text as a YAML value: plain where every reader takes it for the same text, else in quotes. */
export function yamlText(text: string, inFlow = false): string {
  if (text !== '' && !AMBIGUOUS.test(text) && readsAs(text, inFlow)) return text;
  return /[\p{Cc}\u2028\u2029]/u.test(text)
    ? JSON.stringify(text)
    : `'${text.replaceAll("'", "''")}'`;
}

/** What readers of YAML 1.1 take for a number, a date, a boolean or nothing. */
const AMBIGUOUS =
  /^(?:y|n|yes|no|on|off|true|false|null|~|[-+.]?\d[\d_.,:eExXa-fA-FoO+-]*|\d{4}-\d\d-\d\d.*|=|<<)$|^[!&*%@`"'#|>?-]|\{\{/i;

function readsAs(text: string, inFlow: boolean): boolean {
  const { root, problems } = parseYaml(inFlow ? `k: [${text}]` : `k: ${text}`);
  const node = get(root ?? undefined, 'k');
  const value = inFlow && node?.kind === 'list' && node.items.length === 1 ? node.items[0] : node;
  return problems.length === 0 && value?.kind === 'scalar' && value.value === text;
}

/** The edit that gives a scalar another text, in the quotes that it has. */
export function setScalar(scalar: Scalar, text: string, source: string, root: Node): Edit {
  const { style, start, end } = scalar;
  if (style === 'single' && !/[\p{Cc}]/u.test(text))
    return { start, end, newText: `'${text.replaceAll("'", "''")}'` };
  if (style === 'double') return { start, end, newText: JSON.stringify(text) };
  const newText = yamlText(text, isInFlow(root, start));
  if (style !== 'block') return { start, end, newText };
  // a block text ends with its line
  const newline = /\r?\n$/.exec(source.slice(start, end))?.[0] ?? '';
  return { start, end, newText: newText + newline };
}

/**
 * The edit that puts another text in place of a part of a scalar's, the rest of it untouched; null
 * where that part can't be found in the source.
 */
export function setPart(
  scalar: Scalar,
  part: { readonly start: number; readonly end: number; readonly text: string },
  source: string,
): Edit | null {
  const places = placesOf(scalar, source);
  const [start, end] = [places?.[part.start], places?.[part.end]];
  if (start === undefined || end === undefined) return null;
  if (scalar.style === 'plain' && !/^[\w.:/\- ]*$/.test(part.text)) return null;
  return { start, end, newText: writtenIn(scalar.style, part.text) };
}

function isInFlow(root: Node, offset: number): boolean {
  return pathAt(root, offset).some(
    ({ node }) => (node.kind === 'mapping' || node.kind === 'list') && node.flow,
  );
}
