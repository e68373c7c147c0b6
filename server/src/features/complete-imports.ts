import {
  isLiteral,
  type Name,
  type NamePart,
  nameOf,
  nameText,
  subParts,
} from '../template/names.js';
import { type Intrinsic, isIntrinsic, type Node } from '../template/node.js';
import type { Template } from '../template/template.js';
import { type Completion, slotOf, snippetText, withQuotes } from './completion.js';
import type { Cursor } from './cursor.js';
import type { Env } from './env.js';
import { ExportNames, isOwn } from './export-names.js';
import { exportMarkdown, exportOrigin } from './export-words.js';
import { filesFrom } from './places.js';

/** Which part of an import's name is typed: all of it as text, an `Fn::Sub`, an item of a Join. */
interface Site {
  readonly kind: 'text' | 'sub' | 'item';
  readonly node: Intrinsic;
  /** Of a Join: what stands before and after the item. */
  readonly before: Name;
  readonly after: Name;
  /** The parameter that the name begins with already. */
  readonly hole: string | undefined;
}

/** The exports that can be meant; null where the cursor is in no `Fn::ImportValue`. */
export function completeImports(cursor: Cursor, template: Template, env: Env): Completion[] | null {
  const depth = cursor.path.findLastIndex(({ node }) => isIntrinsic(node, 'Fn::ImportValue'));
  if (depth < 0) return null;
  const nodes = cursor.path.slice(depth).map(({ node }) => node);
  const site = siteOf(nodes, cursor);
  if (!site) return [];
  const names = new ExportNames(template, env);
  const file = filesFrom(env.uri);
  const seen = new Set<string>();
  return env.workspace.exports.flatMap(known => {
    if (isOwn(known, env.uri)) return [];
    const { name, guessed } = names.write(known, site.hole);
    const text = nameText(name);
    if (seen.has(text)) return [];
    seen.add(text);
    const inserted = insertion(name, guessed, site, cursor, template);
    if (!inserted) return [];
    return {
      kind: 'export' as const,
      detail: exportOrigin(known, file),
      documentation: exportMarkdown(known, file),
      sortText: `${names.rank(known, name)}${text}`,
      ...inserted,
    };
  });
}

function siteOf(nodes: readonly Node[], cursor: Cursor): Site | null {
  const [node, arg, ...inside] = nodes as [Intrinsic, Node?, ...Node[]];
  const none = { node, before: [], after: [], hole: undefined } as const;
  if (arg?.kind === 'scalar') return { ...none, kind: 'text' };
  if (isIntrinsic(arg, 'Fn::Sub')) {
    const text = arg.arg.kind === 'list' ? arg.arg.items[0] : arg.arg;
    if (text !== inside.at(-1)) return null;
    const [first] = subParts(cursor.before);
    return { ...none, kind: 'sub', hole: first?.kind === 'hole' ? first.text : undefined };
  }
  return isIntrinsic(arg, 'Fn::Join') ? joinSite(node, arg, inside.at(-1)) : null;
}

function joinSite(node: Intrinsic, { arg }: Intrinsic, item: Node | undefined): Site | null {
  const [delimiter, list] = arg.kind === 'list' ? arg.items : [];
  if (delimiter?.kind !== 'scalar' || list?.kind !== 'list' || !item) return null;
  const at = list.items.indexOf(item);
  const between: NamePart = { kind: 'text', text: delimiter.text };
  const names = list.items.map(nameOf);
  if (at < 0 || names.includes(null)) return null;
  const before = (names.slice(0, at) as Name[]).flatMap(name => [...name, between]);
  const after = (names.slice(at + 1) as Name[]).flatMap(name => [between, ...name]);
  const hole = before[0]?.kind === 'hole' ? before[0].name : undefined;
  return { kind: 'item', node, before, after, hole };
}

type Inserted = Pick<
  Completion,
  'label' | 'insertText' | 'snippet' | 'start' | 'end' | 'filterText'
>;

function insertion(
  name: Name,
  guessed: boolean,
  site: Site,
  cursor: Cursor,
  template: Template,
): Inserted | null {
  const slot = slotOf(cursor, template.format === 'json');
  if (site.kind === 'item') {
    const text = between(name, site.before, site.after);
    if (!text) return null;
    const insertText = slot.quoted(text);
    return { label: text, insertText, start: slot.start, end: slot.end, filterText: text };
  }
  const label = nameText(name);
  if (isLiteral(name)) {
    const insertText = slot.quoted(label);
    return { label, insertText, start: slot.start, end: slot.end, filterText: label };
  }
  const sub = subText(name, guessed);
  if (site.kind === 'text') return { label, ...withSub(sub, label, site, cursor, template) };
  const quoted = cursor.quote === '' ? { ...sub, text: `"${sub.text}"` } : sub;
  return { label, ...insertText(quoted), start: slot.start, end: slot.end, filterText: label };
}

/** What is missing between the beginning and the end of a name that stand there, if it is text. */
function between(name: Name, before: Name, after: Name): string | null {
  const [whole, head, tail] = [nameText(name), nameText(before), nameText(after)];
  if (!whole.startsWith(head) || !whole.endsWith(tail)) return null;
  const rest = whole.slice(head.length, whole.length - tail.length);
  return rest.includes('${') || whole.length <= head.length + tail.length ? null : rest;
}

interface Text {
  readonly text: string;
  readonly snippet: boolean;
}

/** A name as the text of an `Fn::Sub`; a guessed parameter is a placeholder to type over. */
function subText(name: Name, guessed: boolean): Text {
  if (!guessed) return { text: nameText(name), snippet: false };
  let holes = 0;
  const parts = name.map(part => {
    if (part.kind === 'text') return snippetText(part.text);
    holes++;
    return `\\\${\${${holes}:${snippetText(part.name)}}\\}`;
  });
  return { text: parts.join(''), snippet: true };
}

function insertText({ text, snippet }: Text): Pick<Completion, 'insertText' | 'snippet'> {
  return snippet ? { insertText: text, snippet } : { insertText: text };
}

/**
 * A name with holes in place of a text: it takes an `Fn::Sub`, and as YAML allows no second tag,
 * a short `!ImportValue` becomes the long form, where need be on a line of its own.
 */
function withSub(
  { text, snippet }: Text,
  label: string,
  { node }: Site,
  cursor: Cursor,
  template: Template,
): Omit<Inserted, 'label'> {
  const span = withQuotes(cursor);
  const typed = `${cursor.quote}${label}`;
  const written = (text: string) => insertText({ text, snippet });
  if (template.format === 'json')
    return { ...span, filterText: typed, ...written(`{ "Fn::Sub": "${text}" }`) };
  if (!node.short) return { ...span, filterText: typed, ...written(`!Sub "${text}"`) };
  const tag = node.nameSpan.start + cursor.shift;
  const long = `Fn::ImportValue: !Sub "${text}"`;
  const own = { start: tag, end: span.end, filterText: `!ImportValue ${typed}` };
  if (cursor.flow) return { ...own, ...written(`{ ${long} }`) };
  const lead = template.text.slice(template.text.lastIndexOf('\n', tag) + 1, tag);
  if (/^\s*(?:- +)*$/.test(lead)) return { ...own, ...written(long) };
  const newline = template.text.includes('\r\n') ? '\r\n' : '\n';
  const blanks = /[ \t]*$/.exec(lead)?.[0] ?? '';
  return {
    start: tag - blanks.length,
    end: span.end,
    filterText: `${blanks}!ImportValue ${typed}`,
    ...written(`${newline}${' '.repeat(cursor.column + cursor.unit)}${long}`),
  };
}
