import { nameText } from '../template/names.js';
import type { Workspace } from '../workspace/workspace.js';
import { isOfTemplate } from './importers.js';
import type { Place } from './named.js';

/** What can be found by its name in all templates. */
export interface WorkspaceSymbol extends Place {
  readonly name: string;
  readonly kind: 'rule' | 'export';
  /** What else it is found by: a rule's name and commands, an export's output. */
  readonly detail: string;
}

/** More than these nobody reads: one types on. */
const MOST = 200;

/** The rules and exports whose id, name or command has the letters of a query in its order. */
export function workspaceSymbols(query: string, workspace: Workspace): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  for (const symbol of all(workspace)) {
    if (!hasInOrder(`${symbol.name} ${symbol.detail}`.toLowerCase(), query.toLowerCase())) continue;
    found.push(symbol);
    if (found.length === MOST) break;
  }
  return found;
}

function* all(workspace: Workspace): Generator<WorkspaceSymbol> {
  for (const { id, name, commands, uri, start, end } of workspace.rules()) {
    const detail = [...(name ? [name] : []), ...commands].join(' · ');
    yield { name: id, kind: 'rule', detail, uri, start, end };
  }
  for (const known of workspace.exports.filter(isOfTemplate)) {
    const span = workspace.placeOf(known);
    if (!span) continue;
    const { uri, output } = known.from;
    yield { name: nameText(known.name), kind: 'export', detail: output, uri, ...span };
  }
}

/** As editors match: `refund` and `rfnd` both find `jobs:refund_orders`. */
function hasInOrder(text: string, query: string): boolean {
  let at = 0;
  for (const letter of query) {
    if (letter === ' ') continue;
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
