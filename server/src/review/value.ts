import { openConditions } from '../authoring/conditions.js';
import { type Piece, piecesOf, type Scope } from '../authoring/pieces.js';
import { plainOf } from '../authoring/plain.js';
import { isLiteral, type Name, type NamePart, nameText } from '../template/names.js';
import type { Node } from '../template/node.js';

/** What a property comes to. */
export interface Value {
  /** Text, and holes for what only the deployment knows. */
  readonly name: Name;
  /** As it is written: two that are alike may still come to different values. */
  readonly written: string;
  /** What it hangs on: `parameter When`, `condition Live`. */
  readonly causes: readonly string[];
}

/** In place of what a change set will know when it is executed. */
export const KNOWN_AFTER_APPLY = '{{changeSet:KNOWN_AFTER_APPLY}}';

/** In place of a value of which a change set holds only the beginning. */
export const TRUNCATED = '{{changeSet:TRUNCATED}}';

/** In place of a value that a change set does not tell. */
export const NOT_SHOWN = '{{changeSet:NOT_SHOWN}}';

const PLACEHOLDER = /(\{\{(?:resolve|changeSet):[^{}]*\}\})/;

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  [KNOWN_AFTER_APPLY]: 'known after apply',
  [TRUNCATED]: 'told in part',
  [NOT_SHOWN]: 'not shown',
};

/** The text of a node with its holes; what can't be put together is one hole, as it is written. */
export function nameOfValue(node: Node, source: string, scope: Scope): Name {
  if (node.kind === 'scalar') return textParts(node.text);
  const pieces = openConditions(node, scope.template).length === 0 ? piecesOf(node, scope) : null;
  return pieces?.flatMap(partsOf) ?? [{ kind: 'hole', name: writtenText(node, source) }];
}

/** A node as it is written, whatever its form: short or long, on one line or several. */
export function writtenText(node: Node, source: string): string {
  const plain = plainOf(node);
  if (plain !== null) return JSON.stringify(plain);
  return source.slice(node.start, node.end).replace(/\s+/g, ' ').trim();
}

/** A text in which dynamic references and the like are holes. */
export function textParts(text: string): Name {
  return text
    .split(PLACEHOLDER)
    .filter(Boolean)
    .map(part => {
      if (!PLACEHOLDER.test(part)) return { kind: 'text', text: part };
      return { kind: 'hole', name: PLACEHOLDERS[part] ?? part };
    });
}

function partsOf(piece: Piece): readonly NamePart[] {
  switch (piece.kind) {
    case 'text':
      return textParts(piece.text);
    case 'import':
      return [{ kind: 'hole', name: `import ${nameText(piece.name)}` }];
    case 'reference':
      return [{ kind: 'hole', name: `${piece.id}${piece.attribute && `.${piece.attribute}`}` }];
  }
}

/** A value as one reads it: `arn:…/${Cluster}`, `import net-live-cluster`, `known after apply`. */
export function valueText({ name }: Pick<Value, 'name'>): string {
  const [only] = name;
  const isOwnWords = name.length === 1 && only?.kind === 'hole' && /[^\w.:]/.test(only.name);
  return isOwnWords ? only.name : nameText(name);
}

/** The text of a value that is known in full, else null. */
export function knownText(value: Value | undefined): string | null {
  return value && isLiteral(value.name) ? nameText(value.name) : null;
}
