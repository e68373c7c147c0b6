import { type Embedded, embeddedJson } from './embedded.js';
import { get, type List, type Mapping, type Node, type Scalar } from './node.js';
import { perBlock } from './per-block.js';
import { type Target, type Text, targetsOf, textsOf } from './targets.js';

/** A target's `Input` as the JSON that it holds; offsets count in the block. */
export interface Input extends Text {
  readonly target: Target;
  /** Null where the string's letters can't be found in the source. */
  readonly json: Embedded | null;
}

/** The inputs of a block's targets that are written as a text. */
export const inputsOf = perBlock((block): readonly Input[] =>
  targetsOf(block).flatMap(target =>
    textsOf(get(target.node, 'Input')).map(text => ({
      target,
      ...text,
      json: embeddedJson(text.scalar, block.text, text.isSub),
    })),
  ),
);

/** What a container is started with in place of its image's own command. */
export interface Command {
  readonly target: Target;
  readonly input: Input;
  /** The entry of `containerOverrides`. */
  readonly override: Mapping;
  /** The container's name; empty where it is not written. */
  readonly container: string;
  readonly node: List;
  /** The words, as far as they are texts. */
  readonly words: readonly Scalar[];
}

/** The commands in the inputs of a block, in the order of the text. */
export const commandsOf = perBlock((block): readonly Command[] =>
  inputsOf(block).flatMap(input =>
    overridesIn(input.json?.root).flatMap(override => {
      const node = get(override, 'command');
      if (node?.kind !== 'list') return [];
      const name = get(override, 'name');
      const container = name?.kind === 'scalar' ? name.text : '';
      const words = node.items.filter(isText);
      return [{ target: input.target, input, override, container, node, words }];
    }),
  ),
);

/** The entries of `containerOverrides` of an input that are mappings. */
export function overridesIn(root: Node | null | undefined): Mapping[] {
  const overrides = get(root ?? undefined, 'containerOverrides');
  if (overrides?.kind !== 'list') return [];
  return overrides.items.flatMap(item => (item.kind === 'mapping' ? [item] : []));
}

/** A command as one would type it, its words with one blank between them. */
export function commandLine({ words }: Pick<Command, 'words'>): string {
  return words.map(({ text }) => text).join(' ');
}

function isText(node: Node): node is Scalar {
  return node.kind === 'scalar' && typeof node.value === 'string';
}
