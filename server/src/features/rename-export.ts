import type { Edit } from '../rules/rule.js';
import { exportOf, importsOf } from '../template/exports.js';
import { isLiteral, type Name, nameOf, nameText } from '../template/names.js';
import { isIntrinsic, type Node } from '../template/node.js';
import { lettersOf, typedLetters } from '../template/placed-name.js';
import { parseBlocks, type Template } from '../template/template.js';
import { parseYaml } from '../template/yaml.js';
import type { KnownExport, KnownImport } from '../workspace/workspace.js';
import type { Env } from './env.js';
import {
  exportsMeant,
  hasText,
  importersOf,
  isOfTemplate,
  type TemplateExport,
} from './importers.js';
import { changedText, changeIn, changeOf, type NameChange } from './name-change.js';
import { knownExport, knownImport, type Named } from './named.js';
import { fileName, filesFrom } from './places.js';

/** Gives the text of a template; null where it can't be read. */
export type ReadText = (uri: string) => Promise<string | null>;

type NamedName = Extract<Named, { kind: 'export' | 'import' }>;
type Refused = { readonly refused: string };
type Edits = ReadonlyMap<string, readonly Edit[]>;

export interface RenamedExport {
  readonly edits: Edits;
  /** What can't be known and is left as it is, in sentences. */
  readonly notes: readonly string[];
}

/** Renames an export and every import of it, each in the spelling that it has. */
export async function renameExport(
  template: Template,
  named: NamedName,
  newName: string,
  env: Env,
  read: ReadText,
): Promise<RenamedExport | Refused> {
  const target = targetOf(template, named, env);
  if ('refused' in target) return target;
  const { placed, found } = named;
  const before = lettersOf(
    named.kind === 'export' ? named.found.nameNode : named.found.node.arg,
    placed.block.text,
  );
  const change = before && changeOf(before, typedLetters(newName));
  if (!change) return { refused: keepHoles(found.name) };
  const refused = unusable(change, target.known, env);
  if (refused) return { refused };
  const edits = await editsOf(change, target, env, read);
  return 'refused' in edits ? edits : { ...edits, notes: notesOf(target, env) };
}

interface Target {
  readonly known: TemplateExport;
  readonly users: readonly KnownImport[];
  /** The files with imports of which nothing is known that could tell them from this one. */
  readonly mayUse: readonly string[];
}

/** The export that is meant and who imports it, where both are beyond doubt. */
export function targetOf(template: Template, named: NamedName, env: Env): Target | Refused {
  const { workspace, uri } = env;
  if (!workspace.settled)
    return {
      refused: 'The templates of the workspace are still being read. Try again in a moment.',
    };
  const meant =
    named.kind === 'export'
      ? [knownExport(named.found.output, env)].filter(known => known !== undefined)
      : exportsMeant(knownImport(named.found.name, template, uri), workspace);
  const text = `\`${nameText(named.found.name)}\``;
  const [known, ...others] = meant.filter(isOfTemplate);
  if (!known) return { refused: unknown(text, meant) };
  if (others.length > 0) return { refused: several(text, [known, ...others], env) };
  const users = importersOf(known, workspace);
  for (const used of users) {
    const all = exportsMeant(used, workspace).filter(isOfTemplate);
    const where = `\`${nameText(used.name)}\` in \`${filesFrom(uri)(used.uri)}\``;
    if (all.length > 1) return { refused: several(where, all, env) };
  }
  const doubtful = doubtfulImports(known, env);
  const similar = doubtful.find(used => hasText(used.name));
  if (similar) return { refused: perhaps(known, similar, env) };
  return { known, users, mayUse: [...new Set(doubtful.map(used => used.uri))].sort() };
}

/** The imports of other files that may be of an export as far as what is known of their names tells. */
function doubtfulImports({ name, from }: TemplateExport, { workspace }: Env) {
  const open = workspace.importsOf(name).filter(({ filled }) => !hasText(filled));
  return [
    ...open.map(({ uri, filled }) => ({ uri, name: filled })),
    ...workspace.unreadImportsOf(name),
  ].filter(used => used.uri !== from.uri);
}

function perhaps(
  { name }: TemplateExport,
  used: { readonly uri: string; readonly name: Name },
  { uri }: Env,
): string {
  return `\`${filesFrom(uri)(used.uri)}\` imports a name that is put together at deployment, \`${sketch(used.name)}\`, which can be \`${nameText(name)}\`. Rename it by hand.`;
}

/** A name with dots for what can't be known. */
function sketch(name: Name): string {
  return nameText(name).replaceAll('${}', '…');
}

function notesOf({ known, mayUse }: Target, { uri }: Env): string[] {
  if (mayUse.length === 0) return [];
  const names = mayUse.slice(0, MOST_FILES).map(file => `\`${filesFrom(uri)(file)}\``);
  const files = names.join(', ') + (mayUse.length > MOST_FILES ? ', …' : '');
  const verb = mayUse.length > 1 ? 'import' : 'imports';
  return [
    `${files} ${verb} a name that only the deployment knows. It is left as it is: see whether it was \`${nameText(known.name)}\`.`,
  ];
}

const MOST_FILES = 3;

function unknown(text: string, meant: readonly KnownExport[]): string {
  const recorded = meant[0];
  return recorded
    ? `${text} is known only from \`${fileName(recorded.from.uri)}\`: no template of this workspace exports it. Rename it where its stack is made.`
    : `No template of this workspace exports ${text}, so its other uses aren’t known.`;
}

function several(text: string, exports: readonly KnownExport[], { uri }: Env): string {
  const file = filesFrom(uri);
  const names = [...new Set(exports.map(({ from }) => `\`${file(from.uri)}\``))].sort();
  const shown = names.slice(0, MOST_FILES).join(', ') + (names.length > MOST_FILES ? ', …' : '');
  return `${text} can mean ${exports.length} exports (in ${shown}), so what else to rename isn’t known. Rename it by hand.`;
}

function keepHoles(name: Name): string {
  const holes = name.flatMap(part => (part.kind === 'hole' ? [`\`\${${part.name}}\``] : []));
  return holes.length > 0
    ? `What is filled in at deployment can’t be renamed here: keep ${holes.join(' and ')} as it is.`
    : 'This name is written out, so nothing can be filled into it here: leave out `${…}`.';
}

const LONGEST = 255;

function unusable(change: NameChange, known: KnownExport, { workspace }: Env): string | null {
  const odd = /[^A-Za-z0-9:-]/u.exec(change.newText)?.[0];
  if (odd !== undefined)
    return `\`${odd}\` can’t be in the name of an export: it is made of letters, digits, \`:\` and \`-\`.`;
  const before = nameText(known.name);
  // where it can't be told, the export itself refuses the change
  const after = changedText(typedLetters(before), change) ?? before;
  if (after === '') return 'The name of an export can’t be empty.';
  if (after.length > LONGEST)
    return `This name has ${after.length} characters, and the name of an export at most ${LONGEST}.`;
  const taken = workspace.exports.find(
    other =>
      after !== before &&
      nameText(other.name) === after &&
      (isLiteral(other.name) || other.from.uri === known.from.uri),
  );
  return taken
    ? `\`${after}\` is taken: \`${fileName(taken.from.uri)}\` exports it already. Choose another name.`
    : null;
}

async function editsOf(
  change: NameChange,
  { known, users }: Target,
  env: Env,
  read: ReadText,
): Promise<{ readonly edits: Edits } | Refused> {
  const { uri, output } = known.from;
  const edits = new Map<string, readonly Edit[]>();
  for (const file of new Set([uri, ...users.map(used => used.uri)])) {
    const text = await read(file);
    const name = `\`${filesFrom(env.uri)(file)}\``;
    if (text === null)
      return { refused: `${name} can’t be read, so its part of the name can’t be renamed.` };
    const used = users.filter(user => user.uri === file);
    const changes =
      file === uri
        ? exportEdits(text, output, change)
        : (knownEdits(text, used, change) ?? importEdits(text, used, change));
    const found = changes.filter(edit => edit !== null);
    if (found.length < changes.length)
      return {
        refused: `${name} puts the name together from pieces that this change can’t be found in. Rename it by hand.`,
      };
    edits.set(file, found);
  }
  return { edits };
}

type Changes = readonly (Edit | null)[];

function exportEdits(text: string, output: string, change: NameChange): Changes {
  return parseBlocks(text, /\bExport\b/).flatMap(({ block, offset }) => {
    const own = block.key === output ? exportOf(block) : null;
    return own ? [editOf(own.nameNode, block.text, offset, change)] : [];
  });
}

/** In the places that the index knows, for which no more is parsed; null where one has moved. */
function knownEdits(
  text: string,
  used: readonly KnownImport[],
  change: NameChange,
): Changes | null {
  const edits: (Edit | null)[] = [];
  for (const { name, start, end } of used) {
    const source = text.slice(start, end);
    const node = parseYaml(source).root ?? undefined;
    const found = isIntrinsic(node, 'Fn::ImportValue') ? node.arg : null;
    const same = found && nameOf(found);
    if (!same || nameText(same) !== nameText(name)) return null;
    edits.push(editOf(found, source, start, change));
  }
  return edits;
}

function importEdits(text: string, used: readonly KnownImport[], change: NameChange): Changes {
  const names = new Set(used.map(({ name }) => nameText(name)));
  return parseBlocks(text, /\bImportValue\b/).flatMap(({ block, offset }) =>
    importsOf(block)
      .filter(({ name }) => name && names.has(nameText(name)))
      .map(({ node }) => editOf(node.arg, block.text, offset, change)),
  );
}

function editOf(node: Node, source: string, offset: number, change: NameChange): Edit | null {
  const letters = lettersOf(node, source);
  const edit = letters && changeIn(letters, change);
  return edit && { ...edit, start: edit.start + offset, end: edit.end + offset };
}
