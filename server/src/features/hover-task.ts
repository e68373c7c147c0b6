import { taskCallAt } from '../template/rake-calls.js';
import type { KnownTask } from '../workspace/tasks.js';
import type { Env } from './env.js';
import { escaped } from './export-words.js';
import { runsWords } from './hover-input.js';
import { filesFrom } from './places.js';
import type { Said, Spot } from './spot.js';

/** On the name of a rake task in a command: what it does, what it takes, where it is defined. */
export function hoverTask({ placed, at, env }: Spot): Said | null {
  const found = taskCallAt(placed.block, at);
  const definitions = found ? env.workspace.tasks.definitionsOf(found.call.name) : [];
  if (!found || definitions.length === 0) return null;
  const title = `**${escaped(found.call.name)}** · rake task of ${filesOf(definitions, env)}`;
  const description = definitions.find(({ description }) => description)?.description ?? '';
  const params = definitions.find(({ params }) => params && params.length > 0)?.params ?? [];
  const takes = params.length > 0 ? `Takes ${params.map(p => `\`${p}\``).join(', ')}.` : '';
  const said = [title, escaped(description.trim()), takes, runsWords(found.command)];
  return { markdown: said.filter(Boolean).join('\n\n'), span: found.span };
}

function filesOf(definitions: readonly KnownTask[], { uri }: Env): string {
  const file = filesFrom(uri);
  const files = new Set(definitions.map(definition => `\`${file(definition.uri)}\``));
  return [...files].join(', ');
}
