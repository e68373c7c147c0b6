import { complete } from '../../server/src/features/complete.js';
import type { Completion } from '../../server/src/features/completion.js';
import type { Env } from '../../server/src/features/env.js';
import { type Hover, hover } from '../../server/src/features/hover.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { parseRecordedExports } from '../../server/src/workspace/recorded.js';
import { Workspace } from '../../server/src/workspace/workspace.js';

export interface World {
  /** Other templates by their names. */
  files?: Record<string, string>;
  /** What the template itself is called. */
  here?: string;
  /** What `aws cloudformation list-exports` printed. */
  recorded?: string;
  env?: Partial<Env>;
}

/** Tuesday, 24 November 2026, 12:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 12);

export function envOf(text: string, world: World = {}): Env {
  const here = world.here ?? 'schedules.yml';
  const workspace = new Workspace();
  for (const [name, other] of Object.entries({ ...world.files, [here]: text }))
    workspace.setFile(`file:///team/${name}`, factsOf(parseTemplate(other).blocks));
  const list = parseRecordedExports(world.recorded ?? '', 'file:///team/exports.json', false);
  if (list) workspace.setRecorded([list]);
  return {
    now: NOW,
    uri: `file:///team/${here}`,
    workspace,
    live: null,
    inquiry: () => ({ who: null, firing: null, canAsk: false }),
    zone: 'America/Los_Angeles',
    zones: [],
    hour12: false,
    locale: 'en',
    ...world.env,
  };
}

/** A template with its cursor written as `|`. */
export function marked(template: string): { text: string; offset: number } {
  const offset = template.indexOf('|');
  if (offset < 0) throw new Error('the template has no cursor');
  return { text: template.slice(0, offset) + template.slice(offset + 1), offset };
}

export function completionsAt(template: string, world?: World): Completion[] {
  const { text, offset } = marked(template);
  return complete(parseTemplate(text), offset, envOf(text, world));
}

export function hoverAt(template: string, world?: World): (Hover & { of: string }) | null {
  const { text, offset } = marked(template);
  const found = hover(parseTemplate(text), offset, envOf(text, world));
  return found && { ...found, of: text.slice(found.start, found.end) };
}

/** The labels in the order in which an editor shows them. */
export function labelsAt(template: string, world?: World): string[] {
  return sorted(completionsAt(template, world)).map(({ label }) => label);
}

export function sorted(completions: readonly Completion[]): Completion[] {
  const key = ({ sortText, label }: Completion) => sortText ?? label;
  return [...completions].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The template once the completion of that label is taken, placeholders filled with their words. */
export function accepted(template: string, label: string, world?: World): string {
  const { text } = marked(template);
  const found = completionsAt(template, world).find(completion => completion.label === label);
  if (!found) throw new Error(`${label} is not offered`);
  return text.slice(0, found.start) + insertedText(found) + text.slice(found.end);
}

export function insertedText({ insertText, snippet }: Completion): string {
  if (!snippet) return insertText;
  return insertText
    .replace(/(?<!\\)\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/(?<!\\)\$\d+/g, '')
    .replace(/\\([\\$}])/g, '$1');
}
