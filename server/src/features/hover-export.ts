import { exportOf } from '../template/exports.js';
import { type Name, nameOf, nameText } from '../template/names.js';
import { isIntrinsic, type Node } from '../template/node.js';
import type { KnownExport, KnownImport, Workspace } from '../workspace/workspace.js';
import type { Env } from './env.js';
import { escaped, exportMarkdown } from './export-words.js';
import { exportsMeant, hasText, importersOf } from './importers.js';
import { knownExport, knownImport } from './named.js';
import { fileName, filesFrom } from './places.js';
import type { Said, Spot } from './spot.js';

/** On an import: where it is exported, its value and description, and who else imports it. */
export function hoverImport({ template, placed, at, path, env }: Spot): Said | null {
  const inside = path.filter(step => !step.onKey).map(step => step.node);
  const node = inside.find(step => isIntrinsic(step, 'Fn::ImportValue') && contains(step, at));
  if (!isIntrinsic(node, 'Fn::ImportValue')) return null;
  const name = nameOf(node.arg);
  if (!name || !hasText(name)) return null;
  const exports = exportsMeant(knownImport(name, template, env.uri), env.workspace);
  const title = `**${escaped(nameText(name))}**`;
  const from =
    exports.length > 0 ? exportList(exports, env) : `Not exported by ${looked(env.workspace)}.`;
  const start = placed.offset + node.start;
  const others = usersOf(name, env).filter(u => u.uri !== env.uri || u.start !== start);
  return {
    markdown: [title, from, importers(others, 'Also imported', env)].join('\n\n'),
    span: node,
  };
}

/** On the name of an export: who imports it. */
export function hoverExport({ placed, at, env }: Spot): Said | null {
  const found = exportOf(placed.block);
  if (!found?.name || !contains(found.nameNode, at)) return null;
  const known = knownExport(found.output, env);
  const users = known ? importersOf(known, env.workspace) : [];
  const description = found.description ? [escaped(found.description)] : [];
  const title = `**${escaped(nameText(found.name))}**`;
  return {
    markdown: [title, ...description, importers(users, 'Imported', env)].join('\n\n'),
    span: found.nameNode,
  };
}

function usersOf(name: Name, { workspace }: Env): KnownImport[] {
  return workspace.importsOf(name).filter(used => hasText(used.name));
}

function contains(node: Node, at: number): boolean {
  return node.start <= at && at <= node.end;
}

const MOST_EXPORTS = 3;
const MOST_FILES = 5;

function exportList(exports: readonly KnownExport[], env: Env): string {
  const shown = exports
    .slice(0, MOST_EXPORTS)
    .map(known => exportMarkdown(known, filesFrom(env.uri)));
  const more = exports.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more that it can mean`] : [])].join('\n\n');
}

/** "any of the 14 templates here, nor in exports.json" */
function looked({ size, recorded }: Workspace): string {
  const templates = size === 1 ? 'the one template here' : `any of the ${size} templates here`;
  const lists = recorded.map(({ uri }) => fileName(uri)).join(', ');
  return lists ? `${templates}, nor in ${lists}` : templates;
}

function importers(users: readonly KnownImport[], verb: string, env: Env): string {
  if (users.length === 0)
    return verb === 'Imported' ? 'No template here imports it.' : 'Nothing else here imports it.';
  const counts = new Map<string, number>();
  for (const { uri } of users) counts.set(uri, (counts.get(uri) ?? 0) + 1);
  const file = filesFrom(env.uri);
  const files = [...counts].slice(0, MOST_FILES).map(([uri, count]) => {
    const name = uri === env.uri ? 'this file' : `\`${file(uri)}\``;
    return count > 1 ? `${name} (${count})` : name;
  });
  const more = counts.size > files.length ? `, … (${counts.size} files)` : '';
  const times = users.length === 1 ? 'once' : `${users.length} times`;
  return `${verb} ${times}: ${files.join(', ')}${more}`;
}
