import type { Edit } from '../rules/rule.js';
import { nameText } from '../template/names.js';
import { type Node, type Span, walk } from '../template/node.js';
import type { PlacedBlock, Template } from '../template/template.js';
import type { Env } from './env.js';
import { namedAt } from './named.js';
import { type ReadText, renameExport, targetOf } from './rename-export.js';
import { renameId, unsureOfId } from './rename-id.js';

/** The edits of a rename by file, or why there are none. */
export type Renamed =
  | {
      readonly edits: ReadonlyMap<string, readonly Edit[]>;
      /** What can't be known and is left as it is, in sentences. */
      readonly notes: readonly string[];
    }
  | { readonly refused: string };

/** What a rename starts from: the text to change, and where it stands in the file. */
export interface Renamable extends Span {
  readonly text: string;
}

const RUBY = 'A rake task has its name in Ruby, where other code may call it too. Rename it there.';

/** Whether what is at an offset can be renamed; null where nothing there has a name of its own. */
export function prepareRename(
  template: Template,
  offset: number,
  env: Env,
): Renamable | { readonly refused: string } | null {
  const named = namedAt(template, offset);
  if (!named) return null;
  if (named.kind === 'task') return { refused: RUBY };
  const { placed } = named;
  if (named.kind === 'id') {
    const { mention } = named;
    const refused = unsureOfId(template, mention);
    if (refused) return { refused };
    const { start, end } = mention;
    return { start: start + placed.offset, end: end + placed.offset, text: mention.name };
  }
  const node = named.kind === 'export' ? named.found.nameNode : named.found.node.arg;
  const under = innermost(node, offset - placed.offset);
  // on the key of an output it is the output's own name that one would think to change
  if (!under) return null;
  const target = targetOf(template, named, env);
  return 'refused' in target
    ? target
    : { ...inFile(under, placed), text: nameText(named.found.name) };
}

/** Renames what is at an offset wherever it is used. `read` gives the texts of templates. */
export async function rename(
  template: Template,
  offset: number,
  newName: string,
  env: Env,
  read: ReadText,
): Promise<Renamed> {
  const named = namedAt(template, offset);
  if (!named) return { refused: 'Nothing here has a name that can be changed.' };
  if (named.kind === 'task') return { refused: RUBY };
  if (named.kind !== 'id') return renameExport(template, named, newName, env, read);
  const renamed = renameId(template, named.mention, newName);
  return 'refused' in renamed ? renamed : { edits: new Map([[env.uri, renamed.edits]]), notes: [] };
}

function innermost(node: Node, at: number): Node | undefined {
  return [...walk(node)].findLast(({ start, end }) => start <= at && at <= end);
}

/** Of a scalar its text, without quotes. */
function inFile(node: Node, { offset }: PlacedBlock): Span {
  const isText = node.kind === 'scalar' && node.textStart >= 0;
  const start = isText ? node.textStart : node.start;
  const end = isText ? start + node.text.length : node.end;
  return { start: start + offset, end: end + offset };
}
