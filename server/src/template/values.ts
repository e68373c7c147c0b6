import { subParts } from './names.js';
import { childrenOf, get, isIntrinsic, type Node, type Scalar } from './node.js';
import type { PlacedBlock, Template } from './template.js';

/** A text that a node can stand for at deployment, and where it is written. */
export interface KnownValue {
  readonly text: string;
  /** The scalar that holds it letter for letter; null where it is put together (Sub). */
  readonly scalar: Scalar | null;
  /** Where its block says it again: a Default must stay one of the AllowedValues. */
  readonly again?: readonly Scalar[];
  /** The block the scalar stands in; null for the node's own. */
  readonly block: PlacedBlock | null;
}

/**
 * The texts a node can stand for, as far as the template tells: a literal, the branches of `If`, a
 * parameter's Default and AllowedValues, a mapping's values and DefaultValue, a Sub of such. What comes from
 * elsewhere is left out. Without a template only what the node itself says.
 */
export function knownValues(node: Node, template: Template | null): KnownValue[] {
  return written(node, template).filter(({ text }) => !isDynamic(text));
}

/** Whether a text holds a dynamic reference, in whose place the deployment puts another text. */
export function isDynamic(text: string): boolean {
  return text.includes('{{resolve:');
}

/** Whether a property may turn out to be absent: `AWS::NoValue`, or an `If` with it. */
export function mayBeAbsent(node: Node): boolean {
  if (isIntrinsic(node, 'Ref'))
    return node.arg.kind === 'scalar' && node.arg.text === 'AWS::NoValue';
  return isIntrinsic(node, 'Fn::If') && childrenOf(node.arg).slice(1).some(mayBeAbsent);
}

function written(node: Node, template: Template | null): KnownValue[] {
  if (node.kind === 'scalar')
    return node.value === null ? [] : [{ text: node.text, scalar: node, block: null }];
  if (node.kind !== 'intrinsic') return [];
  switch (node.name) {
    case 'Fn::If':
      // the condition may keep a parameter's value from the branch that would not fit it
      return childrenOf(node.arg)
        .slice(1)
        .flatMap(branch => knownValues(branch, null));
    case 'Ref':
      return template && node.arg.kind === 'scalar' ? ofParameter(node.arg.text, template) : [];
    case 'Fn::FindInMap':
      return template ? ofMapping(node.arg, template) : ownDefault(node.arg);
    case 'Fn::Sub':
      return ofSub(node.arg, template);
    default:
      return [];
  }
}

function ofParameter(name: string, template: Template): KnownValue[] {
  const placed = template.find('Parameters', name);
  if (!placed) return [];
  const value = placed.block.value;
  const type = get(value, 'Type');
  // the value of an SSM parameter type is a path, not the text
  if (type?.kind === 'scalar' && type.text.startsWith('AWS::SSM::')) return [];
  const allowed = childrenOf(get(value, 'AllowedValues') ?? { kind: 'unknown', start: 0, end: 0 });
  const fallback = get(value, 'Default');
  const scalars = [...(fallback ? [fallback] : []), ...allowed].filter(isText);
  const byText = new Map<string, Scalar[]>();
  for (const scalar of scalars)
    byText.set(scalar.text, [...(byText.get(scalar.text) ?? []), scalar]);
  return [...byText].map(([text, [scalar = null, ...again]]) => ({
    ...{ text, scalar, again },
    block: placed,
  }));
}

/** Where both keys are written out and lead to a value, that is it; else it may be the DefaultValue. */
function ofMapping(arg: Node, template: Template): KnownValue[] {
  const [map, top, second, options] = childrenOf(arg);
  const inMap = inMapping(map, top, second, template);
  const fallback = get(options, 'DefaultValue');
  if (!fallback || (inMap.length > 0 && isWrittenOut(arg))) return inMap;
  const values = knownValues(fallback, template);
  return [...inMap, ...(isWrittenOut(arg) ? values.map(foundOut) : values)];
}

/** What a node gives by what the template has, though it writes the text itself. */
function foundOut(value: KnownValue): KnownValue {
  return value.block ? value : { ...value, scalar: null };
}

/** The DefaultValue, where the keys come from elsewhere: else it takes the mapping to tell. */
function ownDefault(arg: Node): KnownValue[] {
  const fallback = get(childrenOf(arg)[3], 'DefaultValue');
  return fallback && !isWrittenOut(arg) ? knownValues(fallback, null) : [];
}

/** Whether the keys of an `Fn::FindInMap` are texts. */
function isWrittenOut(arg: Node): boolean {
  return childrenOf(arg)
    .slice(0, 3)
    .every(({ kind }) => kind === 'scalar');
}

function inMapping(
  map: Node | undefined,
  top: Node | undefined,
  second: Node | undefined,
  template: Template,
): KnownValue[] {
  const placed = map?.kind === 'scalar' ? template.find('Mappings', map.text) : undefined;
  if (!placed || !top || !second) return [];
  const step = (nodes: readonly Node[], key: Node) =>
    nodes.flatMap(node =>
      key.kind === 'scalar'
        ? (get(node, key.text) ?? [])
        : node.kind === 'mapping'
          ? childrenOf(node)
          : [],
    );
  return step(step([placed.block.value], top), second)
    .filter(isText)
    .map(scalar => ({ text: scalar.text, scalar, block: placed }));
}

/** An empty Default or value of a mapping stands for "none", which a condition heeds. */
function isText(node: Node): node is Scalar {
  return node.kind === 'scalar' && node.value !== null && node.text !== '';
}

function ofSub(arg: Node, template: Template | null): KnownValue[] {
  const [scalar, given] = arg.kind === 'list' ? arg.items : [arg, undefined];
  if (!scalar || !isText(scalar)) return [];
  const parts = subParts(scalar.text);
  if (parts.every(part => part.kind === 'text' && part.text === scalar.text))
    return [{ text: scalar.text, scalar, block: null }];
  const holes = parts.map(part =>
    part.kind === 'text' ? null : holeOf(part.text, given, template),
  );
  // of several that vary not every combination is meant; that of the Defaults is
  const several = holes.filter(hole => hole && !hole.isFixed).length > 1;
  const values = parts.map((part, i) => {
    const hole = holes[i];
    return hole ? (several ? hole.sure : hole.texts) : [part.text];
  });
  const texts = values.reduce(
    (texts, values) => texts.flatMap(text => values.map(value => text + value)),
    [''],
  );
  return texts.map(text => ({ text, scalar: null, block: null }));
}

interface Hole {
  readonly texts: readonly string[];
  /** What it is where nobody says otherwise; empty where that is not known. */
  readonly sure: readonly string[];
  readonly isFixed: boolean;
}

function holeOf(name: string, given: Node | undefined, template: Template | null): Hole {
  const value = get(given, name);
  const known = value ? knownValues(value, template) : template ? ofParameter(name, template) : [];
  const texts = known.map(({ text }) => text);
  const fallback = get(template?.find('Parameters', name)?.block.value, 'Default');
  const hasDefault = !value && fallback !== undefined && isText(fallback);
  const sure = hasDefault ? texts.slice(0, 1) : texts.length === 1 ? texts : [];
  return { texts, sure, isFixed: value?.kind === 'scalar' };
}
