import { nameOf, subParts } from './names.js';
import { isIntrinsic, type Node } from './node.js';
import { resourceOf } from './resource.js';
import type { Template } from './template.js';

/** Service, Region and resource of an ARN that the template writes; `*` where it leaves a hole. */
export interface Arn {
  readonly service: string;
  readonly region: string;
  /** What follows the account, e.g. `cluster/main`. */
  readonly resource: string;
}

/** The ARN that a literal, Sub or Join writes; null for what is none, or not written as one. */
export function arnOf(node: Node | undefined): Arn | null {
  const name = node && nameOf(node);
  const text = name?.map(part => (part.kind === 'text' ? part.text : '*')).join('') ?? '';
  const [arn, , service = '', region = '', , ...resource] = text.split(':');
  return arn === 'arn' && resource.length > 0
    ? { service, region, resource: resource.join(':') }
    : null;
}

/**
 * What a value is taken from as a whole, `Report` or `Report.Arn`: by `Ref`, `GetAtt`, or a Sub of
 * nothing else. Null for the rest.
 */
export function takenFrom(node: Node | undefined): string | null {
  if (isIntrinsic(node, 'Ref') || isIntrinsic(node, 'Fn::GetAtt')) return dotted(node.arg);
  if (!isIntrinsic(node, 'Fn::Sub') || node.arg.kind !== 'scalar') return null;
  const [part, more] = subParts(node.arg.text);
  return part?.kind === 'hole' && !more ? part.text : null;
}

/** The logical id of what a value is the ARN of. */
export function ownerOfArn(node: Node | undefined): string | null {
  return /^([^.]+)\.Arn$/.exec(takenFrom(node) ?? '')?.[1] ?? null;
}

function dotted(arg: Node): string | null {
  const words = arg.kind === 'list' ? arg.items : [arg];
  const texts = words.flatMap(word => (word.kind === 'scalar' ? [word.text] : []));
  return texts.length === words.length ? texts.join('.') : null;
}

/** The type of a resource of the template. */
export function typeOf(id: string, template: Template): string | undefined {
  const placed = template.find('Resources', id);
  return placed && resourceOf(placed.block)?.type;
}
