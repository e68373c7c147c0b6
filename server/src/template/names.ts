import { childrenOf, isEmpty, isIntrinsic, type Node, type Span } from './node.js';

/**
 * The name of an export as one side writes it: text, and holes that are filled at deployment, e.g.
 * `${AWS::StackName}-VpcId`. Null where it can't be known even so far.
 */
export type Name = readonly NamePart[];

export type NamePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hole' /** A parameter or pseudo parameter. */; readonly name: string };

export interface SubPart extends Span {
  readonly kind: 'text' | 'hole';
  /** The text, or the name between `${` and `}`. */
  readonly text: string;
}

/** The parts of an `Fn::Sub` text; offsets count in the text. `${!X}` is text: `${X}`. */
export function subParts(text: string): SubPart[] {
  const parts: SubPart[] = [];
  const add = (kind: SubPart['kind'], start: number, end: number, value: string) => {
    if (end > start) parts.push({ kind, start, end, text: value });
  };
  let at = 0;
  for (const match of text.matchAll(/\$\{(!?)([^${}]*)\}/g)) {
    const end = match.index + match[0].length;
    const name = (match[2] ?? '').trim();
    add('text', at, match.index, text.slice(at, match.index));
    add(match[1] ? 'text' : 'hole', match.index, end, match[1] ? `\${${name}}` : name);
    at = end;
  }
  add('text', at, text.length, text.slice(at));
  return parts;
}

/** The name that a node gives: a literal, Ref, Sub, or Join of such. */
export function nameOf(node: Node): Name | null {
  return nameIn(node, null);
}

/** A piece of a name of which nothing is known: any text that is not empty. */
const ANYTHING: Name = [{ kind: 'hole', name: '' }];

/**
 * The names that a node may give, also where it puts them together in a way that `nameOf` can't
 * follow: the branches of `Fn::If`, and holes for what any other function gives.
 */
export function possibleNames(node: Node): Name[] {
  if (!isIntrinsic(node, 'Fn::If')) return [nameIn(node, ANYTHING) ?? ANYTHING];
  return childrenOf(node.arg).slice(1).flatMap(possibleNames);
}

/** `unknown` stands for what can't be followed; where it is null, so is the whole name. */
function nameIn(node: Node, unknown: Name | null): Name | null {
  if (node.kind === 'scalar')
    return node.value === null ? null : [{ kind: 'text', text: node.text }];
  if (isIntrinsic(node, 'Ref') && node.arg.kind === 'scalar' && node.arg.text)
    return [{ kind: 'hole', name: node.arg.text }];
  if (isIntrinsic(node, 'Fn::Sub')) return subName(node.arg, unknown);
  if (isIntrinsic(node, 'Fn::Join')) return joinName(node.arg, unknown);
  return unknown;
}

function subName(arg: Node, unknown: Name | null): Name | null {
  if (arg.kind === 'scalar') return isEmpty(arg) ? null : joined(subParts(arg.text).map(partOf));
  const [text, values] = arg.kind === 'list' ? arg.items : [];
  if (text?.kind !== 'scalar' || values?.kind !== 'mapping') return unknown;
  const names = subParts(text.text).map(part => {
    const given = values.entries.find(entry => part.kind === 'hole' && entry.key === part.text);
    return given ? nameIn(given.value, unknown) : [partOf(part)];
  });
  return concat(names);
}

function joinName(arg: Node, unknown: Name | null): Name | null {
  const [delimiter, items] = arg.kind === 'list' ? arg.items : [];
  if (delimiter?.kind !== 'scalar' || items?.kind !== 'list') return unknown;
  const between: NamePart = { kind: 'text', text: delimiter.text };
  return concat(
    items.items.flatMap((item, i) => [...(i ? [[between]] : []), nameIn(item, unknown)]),
  );
}

function partOf(part: SubPart): NamePart {
  return part.kind === 'text'
    ? { kind: 'text', text: part.text }
    : { kind: 'hole', name: part.text };
}

function concat(names: readonly (Name | null)[]): Name | null {
  return names.every(name => name !== null) ? joined(names.flat() as NamePart[]) : null;
}

/** Neighbouring texts become one. */
function joined(parts: readonly NamePart[]): Name {
  const out: NamePart[] = [];
  for (const part of parts) {
    const last = out.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      out[out.length - 1] = { kind: 'text', text: last.text + part.text };
    else if (part.kind === 'hole' || part.text) out.push(part);
  }
  return out;
}

/** As one would write it in `Fn::Sub`: `${NetworkStack}-VpcId`. */
export function nameText(name: Name): string {
  return name.map(part => (part.kind === 'text' ? part.text : `\${${part.name}}`)).join('');
}

export function isLiteral(name: Name): boolean {
  return name.every(part => part.kind === 'text');
}

/** Fills the holes that are known; `value` gives undefined for one that is not. */
export function fillHoles(name: Name, value: (hole: string) => string | undefined): Name {
  return joined(
    name.map(part => {
      const known = part.kind === 'hole' ? value(part.name) : undefined;
      return known === undefined ? part : { kind: 'text', text: known };
    }),
  );
}

/** Whether two names can be the same, a hole standing for one character or more. */
export function canEqual(a: Name, b: Name): boolean {
  if (isLiteral(b)) return fits(a, nameText(b));
  if (isLiteral(a)) return fits(b, nameText(a));
  return endsAlike(a, b) && endsAlike(reversed(a), reversed(b));
}

/** Each text of the name is taken at its first place after a hole: no pattern makes this slow. */
function fits(name: Name, text: string): boolean {
  let at = 0;
  let gap = 0;
  for (const [i, part] of name.entries()) {
    if (part.kind === 'hole') {
      gap++;
      continue;
    }
    const isLast = i === name.length - 1;
    const from = at + gap;
    if (gap === 0) at = text.startsWith(part.text, at) ? at : -1;
    else if (isLast) at = text.endsWith(part.text) ? text.length - part.text.length : -1;
    else at = text.indexOf(part.text, from);
    if (at < from) return false;
    at += part.text.length;
    gap = 0;
  }
  return gap > 0 ? text.length - at >= gap : at === text.length;
}

/** Of two names with holes the texts before their first holes must not contradict each other. */
function endsAlike(a: Name, b: Name): boolean {
  const [x, y] = [textBefore(a), textBefore(b)];
  return x.startsWith(y) || y.startsWith(x);
}

function textBefore(name: Name): string {
  return name[0]?.kind === 'text' ? name[0].text : '';
}

function reversed(name: Name): Name {
  const turned = (text: string) => [...text].reverse().join('');
  return name.map(p => (p.kind === 'text' ? { ...p, text: turned(p.text) } : p)).reverse();
}
