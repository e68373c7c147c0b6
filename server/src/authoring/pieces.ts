import { fillHoles, isLiteral, type Name, nameOf, nameText, subParts } from '../template/names.js';
import { childrenOf, get, isIntrinsic, type Node } from '../template/node.js';
import { defaultsOf } from '../template/parameters.js';
import type { Template } from '../template/template.js';
import { isDynamic } from '../template/values.js';
import type { Workspace } from '../workspace/workspace.js';
import { branchOf, defaultText, sureText } from './conditions.js';

/** A piece of a value: text, or what only the deployment knows. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** What another stack exports by a name; its parameters are filled with their defaults. */
  | { readonly kind: 'import'; readonly name: Name }
  /** `Ref` of an id, and `GetAtt` where there is an attribute. */
  | { readonly kind: 'reference'; readonly id: string; readonly attribute: string };

/** What a value is read by. */
export interface Scope {
  readonly template: Template;
  readonly workspace: Workspace;
}

/**
 * The pieces that a value is put together from, with the defaults of parameters and the values of
 * exports that are known; of an `Fn::If` the branch that is taken then. Null where it can't be told
 * even so far.
 */
export function piecesOf(node: Node | undefined, around: Scope): readonly Piece[] | null {
  if (!node) return null;
  if (node.kind === 'scalar')
    return node.value === null || isDynamic(node.text) ? null : literal(node.text);
  if (node.kind !== 'intrinsic') return null;
  switch (node.name) {
    case 'Ref':
      return node.arg.kind === 'scalar' ? referred(node.arg.text, around.template) : null;
    case 'Fn::GetAtt':
      return attributeOf(node.arg);
    case 'Fn::Sub':
      return substituted(node.arg, around);
    case 'Fn::Join':
      return joined(node.arg, around);
    case 'Fn::ImportValue':
      return imported(node.arg, around);
    case 'Fn::If':
      return piecesOf(branchOf(node, around.template), around);
    case 'Fn::Select':
      return selected(node.arg, around);
    default: {
      const text = sureText(node, around.template);
      return text === undefined ? null : literal(text);
    }
  }
}

/** A text that may have `${…}` in it, as `Fn::Sub` reads it. */
export function piecesOfSub(
  text: string,
  given: Node | undefined,
  around: Scope,
): readonly Piece[] | null {
  const pieces = subParts(text).map(part => {
    if (part.kind === 'text') return literal(part.text);
    const value = get(given, part.text);
    return value ? piecesOf(value, around) : referred(part.text, around.template);
  });
  return together(pieces);
}

/** The value as one reads it: `${Cluster.Arn}` and `import net-live-cluster` for what is not known. */
export function shownText(pieces: readonly Piece[]): string {
  return pieces
    .map(piece => {
      if (piece.kind === 'text') return piece.text;
      if (piece.kind === 'import') {
        const text = `import ${nameText(piece.name)}`;
        return pieces.length === 1 ? text : `\${${text}}`;
      }
      return `\${${piece.id}${piece.attribute && `.${piece.attribute}`}}`;
    })
    .join('');
}

function literal(text: string): Piece[] {
  return [{ kind: 'text', text }];
}

function referred(path: string, template: Template): Piece[] | null {
  const dot = path.indexOf('.');
  if (dot >= 0)
    return [{ kind: 'reference', id: path.slice(0, dot), attribute: path.slice(dot + 1) }];
  if (path === 'AWS::NoValue' || path === '') return null;
  const fallback = defaultText(path, template);
  return fallback ? literal(fallback) : [{ kind: 'reference', id: path, attribute: '' }];
}

function attributeOf(arg: Node): Piece[] | null {
  const words = arg.kind === 'list' ? arg.items : [arg];
  const texts = words.flatMap(word => (word.kind === 'scalar' ? [word.text] : []));
  const [, id, attribute] = /^([^.]+)\.(.+)$/.exec(texts.join('.')) ?? [];
  if (texts.length < words.length || !id || !attribute) return null;
  return [{ kind: 'reference', id, attribute }];
}

function substituted(arg: Node, around: Scope): readonly Piece[] | null {
  const [text, given] = arg.kind === 'list' ? arg.items : [arg];
  return text?.kind === 'scalar' ? piecesOfSub(text.text, given, around) : null;
}

function joined(arg: Node, around: Scope): readonly Piece[] | null {
  const [delimiter, list] = childrenOf(arg);
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'list') return null;
  return together(
    list.items.flatMap((item, i) => [
      ...(i > 0 ? [literal(delimiter.text)] : []),
      piecesOf(item, around),
    ]),
  );
}

function imported(arg: Node, { template, workspace }: Scope): Piece[] | null {
  const written = nameOf(arg);
  if (!written) return null;
  const defaults = defaultsOf(template);
  const name = fillHoles(written, hole => defaults.get(hole) || undefined);
  const values = new Set(
    isLiteral(name) ? workspace.exportsOf(name).map(({ value }) => value) : [],
  );
  values.delete('');
  const [only] = values;
  return only !== undefined && values.size === 1 ? literal(only) : [{ kind: 'import', name }];
}

function selected(arg: Node, around: Scope): readonly Piece[] | null {
  const [index, list] = childrenOf(arg);
  if (index?.kind !== 'scalar' || list?.kind !== 'list') return null;
  return piecesOf(list.items[Number(index.text)], around);
}

function together(pieces: readonly (readonly Piece[] | null)[]): readonly Piece[] | null {
  if (!pieces.every(piece => piece !== null)) return null;
  const all: Piece[] = [];
  for (const piece of pieces.flat()) {
    const last = all.at(-1);
    if (piece.kind === 'text' && last?.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + piece.text };
    else if (piece.kind !== 'text' || piece.text) all.push(piece);
  }
  return all;
}

/** Whether a property is left out where each parameter has its default. */
export function isLeftOut(node: Node | undefined, template: Template): boolean {
  if (!node) return true;
  if (isIntrinsic(node, 'Fn::If')) return isLeftOut(branchOf(node, template), template);
  return isIntrinsic(node, 'Ref') && node.arg.kind === 'scalar' && node.arg.text === 'AWS::NoValue';
}
