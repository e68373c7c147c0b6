import { childrenOf, get, isIntrinsic, type Node, walk } from '../template/node.js';
import type { Template } from '../template/template.js';
import { truthOf } from '../template/truth.js';
import { isDynamic, knownValues } from '../template/values.js';

/** Conditions in conditions in conditions. */
const MOST_DEEP = 10;

/**
 * Whether a condition of a template holds where each parameter has its default; null where that
 * can't be told.
 */
export function holds(name: string, template: Template, depth = 0): boolean | null {
  const placed = template.find('Conditions', name);
  if (!placed || depth >= MOST_DEEP) return null;
  return truthOf(placed.block.value, {
    holds: other => holds(other, template, depth + 1),
    text: node => sureText(node, template),
  });
}

/** The text that a node has where each parameter has its default; undefined where it is not known. */
export function sureText(node: Node, template: Template): string | undefined {
  if (node.kind === 'scalar') return isDynamic(node.text) ? undefined : node.text;
  if (isIntrinsic(node, 'Ref') && node.arg.kind === 'scalar')
    return defaultText(node.arg.text, template);
  const [only, more] = knownValues(node, template);
  return more ? undefined : only?.text;
}

/** The default of a parameter, be it empty; undefined where it has none that is its value. */
export function defaultText(parameter: string, template: Template): string | undefined {
  const value = template.find('Parameters', parameter)?.block.value;
  const [type, fallback] = [get(value, 'Type'), get(value, 'Default')];
  // the value of an SSM parameter type is a path, not the text
  const isPath = type?.kind === 'scalar' && type.text.startsWith('AWS::SSM::');
  return isPath || fallback?.kind !== 'scalar' ? undefined : fallback.text;
}

/** The branch of an `Fn::If` that is taken: that of the condition, where it is not known to fail. */
export function branchOf(node: Node, template: Template): Node | undefined {
  const [condition, whenTrue, whenFalse] = childrenOf(node.kind === 'intrinsic' ? node.arg : node);
  const name = condition?.kind === 'scalar' ? condition.text : '';
  return holds(name, template) === false ? whenFalse : whenTrue;
}

/** The conditions on which a value hangs and which defaults don't decide. */
export function openConditions(node: Node, template: Template): string[] {
  const names = new Set<string>();
  for (const one of walk(node)) {
    const [condition] = isIntrinsic(one, 'Fn::If') ? childrenOf(one.arg) : [];
    if (condition?.kind === 'scalar') names.add(condition.text);
  }
  return [...names].filter(name => holds(name, template) === null);
}
