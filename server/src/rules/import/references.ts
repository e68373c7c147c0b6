import { subParts } from '../../template/names.js';
import {
  childrenOf,
  type Intrinsic,
  isIntrinsic,
  type Node,
  type Span,
} from '../../template/node.js';

/** A `Ref`, `Fn::GetAtt` or hole of an `Fn::Sub`; the span lies on the name or the hole. */
export interface Reference extends Span {
  readonly name: string;
  /** Null for `Ref` and `${Name}`. */
  readonly attribute: string | null;
}

/** What a node refers to by name, without what stands in an import inside it. */
export function referencesIn(node: Node): Reference[] {
  if (isIntrinsic(node, 'Fn::ImportValue')) return [];
  if (isIntrinsic(node, 'Fn::Sub')) return ofSub(node);
  if (isIntrinsic(node, 'Ref'))
    return node.arg.kind === 'scalar' ? [reference(node.arg, node.arg.text)] : [];
  if (isIntrinsic(node, 'Fn::GetAtt')) return ofGetAtt(node);
  return childrenOf(node).flatMap(referencesIn);
}

function reference({ start, end }: Span, name: string, attribute: string | null = null): Reference {
  return { name, attribute, start, end };
}

function ofGetAtt({ arg }: Intrinsic): Reference[] {
  const [first] = arg.kind === 'list' ? arg.items : [arg];
  if (first?.kind !== 'scalar') return [];
  const [name = '', ...attribute] = first.text.split('.');
  return [reference(arg, name, attribute.join('.'))];
}

function ofSub({ arg }: Intrinsic): Reference[] {
  const [text, values] = arg.kind === 'list' ? arg.items : [arg];
  if (text?.kind !== 'scalar') return [];
  const given = values?.kind === 'mapping' ? values.entries.map(entry => entry.key) : [];
  const holes = subParts(text.text).filter(p => p.kind === 'hole' && !given.includes(p.text));
  return [
    ...holes.map(hole => {
      const at = text.textStart;
      const span = at < 0 ? text : { start: at + hole.start, end: at + hole.end };
      const dot = hole.text.indexOf('.');
      return dot < 0
        ? reference(span, hole.text)
        : reference(span, hole.text.slice(0, dot), hole.text.slice(dot + 1));
    }),
    ...(values ? referencesIn(values) : []),
  ];
}
