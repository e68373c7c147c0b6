import { type Name, nameOf } from './names.js';
import { childrenOf, get, type Intrinsic, isIntrinsic, type Node } from './node.js';
import { perBlock } from './per-block.js';
import type { Block } from './template.js';

/** An output that other stacks can import. */
export interface Export {
  readonly name: Name | null;
  readonly nameNode: Node;
  readonly output: string;
  readonly value: Node | undefined;
  readonly description: string;
}

export function exportOf(block: Block): Export | null {
  const nameNode = block.section === 'Outputs' ? get(block.value, 'Export', 'Name') : undefined;
  if (!nameNode) return null;
  const description = get(block.value, 'Description');
  return {
    name: nameOf(nameNode),
    nameNode,
    output: block.key,
    value: get(block.value, 'Value'),
    description: description?.kind === 'scalar' ? description.text : '',
  };
}

/** An `Fn::ImportValue`. */
export interface Import {
  readonly node: Intrinsic;
  readonly name: Name | null;
}

export const importsOf = perBlock((block): readonly Import[] =>
  block.text.includes('ImportValue') ? findImports(block.value, []) : [],
);

function findImports(node: Node, found: Import[]): Import[] {
  if (isIntrinsic(node, 'Fn::ImportValue')) found.push({ node, name: nameOf(node.arg) });
  for (const child of childrenOf(node)) findImports(child, found);
  return found;
}
