import { type NamePart, subParts } from './names.js';
import { get, isIntrinsic, type Node } from './node.js';
import { placeOf } from './source-places.js';

/** A character of a name, or a hole in it. */
export type Letter =
  /** `at` is where it stands in the source; null where that is not one place. */
  | { readonly kind: 'text'; readonly text: string; readonly at: number | null }
  | Extract<NamePart, { kind: 'hole' }>;

/** A name such as `nameOf` reads, letter by letter; null where it can't be known even so far. */
export function lettersOf(node: Node, source: string): Letter[] | null {
  if (node.kind === 'scalar')
    return node.value === null
      ? null
      : letters(node.text, placeOf(node, 0, node.text.length, source));
  if (isIntrinsic(node, 'Ref') && node.arg.kind === 'scalar' && node.arg.text)
    return [{ kind: 'hole', name: node.arg.text }];
  if (isIntrinsic(node, 'Fn::Sub')) return lettersOfSub(node.arg, source);
  if (isIntrinsic(node, 'Fn::Join')) return lettersOfJoin(node.arg, source);
  return null;
}

/** A text as somebody types it, `${…}` being a hole. */
export function typedLetters(text: string): Letter[] {
  return subParts(text).flatMap(part =>
    part.kind === 'hole' ? [{ kind: 'hole' as const, name: part.text }] : letters(part.text, null),
  );
}

function lettersOfSub(arg: Node, source: string): Letter[] | null {
  const [text, values] = arg.kind === 'list' ? arg.items : [arg];
  if (text?.kind !== 'scalar' || text.value === null) return null;
  return together(
    subParts(text.text).map(part => {
      const written = text.text.slice(part.start, part.end);
      if (part.kind === 'text')
        return letters(
          part.text,
          // `${!X}` is not what it stands for
          written === part.text ? placeOf(text, part.start, written.length, source) : null,
        );
      const given = get(values, part.text);
      return given ? lettersOf(given, source) : [{ kind: 'hole', name: part.text }];
    }),
  );
}

function lettersOfJoin(arg: Node, source: string): Letter[] | null {
  const [delimiter, items] = arg.kind === 'list' ? arg.items : [];
  if (delimiter?.kind !== 'scalar' || items?.kind !== 'list') return null;
  const between = letters(delimiter.text, null);
  return together(
    items.items.flatMap((item, i) => [...(i ? [between] : []), lettersOf(item, source)]),
  );
}

function together(pieces: readonly (Letter[] | null)[]): Letter[] | null {
  return pieces.every(piece => piece !== null) ? pieces.flat() : null;
}

function letters(text: string, start: number | null): Letter[] {
  return Array.from({ length: text.length }, (_, i) => ({
    kind: 'text',
    text: text[i] ?? '',
    at: start === null ? null : start + i,
  }));
}
