import { closest, distance } from 'fastest-levenshtein';
import type { Edit } from '../rules/rule.js';
import { isJson, parseJson } from '../template/json.js';
import { get, isIntrinsic, type Mapping, type Node, type Scalar, walk } from '../template/node.js';
import { applyEdits, setPart, setScalar } from '../template/write.js';
import { parseYaml } from '../template/yaml.js';
import type { Answers, Refused } from './answers.js';
import { commandWords } from './command.js';
import type { Piece } from './insert.js';
import { TYPES } from './job.js';
import { type Plain, plainOf } from './plain.js';
import type { Kind } from './schedule.js';

/** The team's own text of a rule, `ruleTemplate` of `cronwright.yml`. */
export interface TeamTemplate {
  readonly text: string;
  readonly format: 'yaml' | 'json';
  /** What it makes; null where its `Type` is neither. */
  readonly kind: Kind | null;
}

export const PLACEHOLDERS = [
  'logicalId',
  'name',
  'description',
  'schedule',
  'task',
  'command',
  'timezone',
] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

const NEEDED: readonly Placeholder[] = ['logicalId', 'name', 'description', 'schedule'];
/** A dynamic reference such as `{{resolve:ssm:x}}` has a colon and is none. */
const PLACEHOLDER = /\{\{\s*([\w.-]*)\s*\}\}/g;

/**
 * Reads the team's template: one resource, under the key `{{logicalId}}`. The messages say what
 * keeps it from being used; `file` is how they name it.
 */
export function readTeamTemplate(
  text: string,
  file: string,
): { readonly template: TeamTemplate } | { readonly messages: readonly string[] } {
  const used = [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
  const messages = [...new Set(used)]
    .filter(name => !PLACEHOLDERS.some(known => known === name))
    .map(name => `${file} has a placeholder \`{{${name}}}\` that nothing fills. ${hint(name)}`);
  for (const name of NEEDED)
    if (!used.includes(name))
      messages.push(
        `${file} has no \`{{${name}}}\`, so each rule would get the same. Put it where it belongs.`,
      );
  if (!used.includes('task') && !used.includes('command'))
    messages.push(
      `${file} has neither \`{{task}}\` nor \`{{command}}\`, so that no rule would run its own. Put one into \`Input\`.`,
    );
  const format = isJson(text) && !/^\s*\{\{/.test(text) ? 'json' : 'yaml';
  const parsed = parsedBy(format, marked(text));
  const only = parsed.root?.kind === 'mapping' ? parsed.root.entries : [];
  const [problem] = parsed.problems;
  if (problem) messages.push(`${file} can’t be read: ${problem.message}`);
  else if (only.length !== 1 || only[0]?.key !== mark('logicalId'))
    messages.push(
      `${file} is one resource under the key \`{{logicalId}}\`, and this is something else. Write it so.`,
    );
  if (messages.length > 0) return { messages };
  const type = get(only[0]?.value, 'Type');
  const kinds: readonly Kind[] = ['rule', 'schedule'];
  const kind = kinds.find(name => type?.kind === 'scalar' && type.text === TYPES[name]) ?? null;
  return { template: { text, format, kind } };
}

/** The team's text with the answers in the places of its placeholders. */
export function fillTeamTemplate(
  template: TeamTemplate,
  answers: Answers,
  format: 'yaml' | 'json',
): Piece | Refused {
  const source = marked(template.text);
  const { root } = parsedBy(template.format, source);
  if (root?.kind !== 'mapping') return { refused: 'The team’s template holds no resource.' };
  const values = valuesOf(answers);
  const edits = [...scalarsOf(root)].flatMap(scalar => filled(scalar, values, source, root));
  const done = applyEdits(source, edits).replace(MARK, (_, name: Placeholder) => values[name]);
  return pieceOf(done, template.format, format, answers.logicalId);
}

function pieceOf(
  text: string,
  from: 'yaml' | 'json',
  to: 'yaml' | 'json',
  key: string,
): Piece | Refused {
  const { root, problems } = parsedBy(from, text);
  const entry = root?.kind === 'mapping' ? root.entries[0] : undefined;
  if (!entry || problems.length > 0)
    return {
      refused: `The team’s template can’t be read once it is filled: ${problems[0]?.message ?? 'it holds no resource.'}`,
    };
  const { start } = entry.keySpan;
  const column = start - (text.lastIndexOf('\n', start - 1) + 1);
  if (from === to)
    return { kind: 'text', key, text: text.slice(start, lastOf(text, entry.value.end)), column };
  const value: Plain | null = plainOf(entry.value);
  return value === null
    ? {
        refused:
          'The team’s template is not in the format of this file, and some of it can’t be carried over. Write one in this format.',
      }
    : { kind: 'plain', key, value };
}

/** A comment behind the last value belongs to it. */
function lastOf(text: string, end: number): number {
  const rest = /^[ \t]*#[^\r\n]*/.exec(text.slice(end))?.[0] ?? '';
  return end + rest.length;
}

type Values = Readonly<Record<Placeholder, string>>;

function valuesOf(answers: Answers): Values {
  return {
    logicalId: answers.logicalId,
    name: answers.name,
    description: answers.description,
    schedule: answers.schedule,
    task: answers.task,
    command: JSON.stringify(commandWords(answers.task)),
    timezone: answers.timezone ?? 'UTC',
  };
}

interface Place {
  readonly scalar: Scalar;
  readonly isSub: boolean;
}

function* scalarsOf(root: Mapping): Generator<Place> {
  const subs = new Set<Node>();
  for (const node of walk(root)) {
    if (isIntrinsic(node, 'Fn::Sub')) {
      const first = node.arg.kind === 'list' ? node.arg.items[0] : node.arg;
      if (first) subs.add(first);
    }
    if (node.kind === 'scalar') yield { scalar: node, isSub: subs.has(node) };
  }
}

function filled({ scalar, isSub }: Place, values: Values, source: string, root: Mapping): Edit[] {
  const isInput = /^\s*[[{]/.test(scalar.text);
  const textFor = (name: Placeholder) => {
    const text =
      isInput && name !== 'command' ? JSON.stringify(values[name]).slice(1, -1) : values[name];
    return isSub && name !== 'name' ? text.replaceAll('${', '${!') : text;
  };
  const parts = [...scalar.text.matchAll(MARK)].map(match => ({
    start: match.index,
    end: match.index + match[0].length,
    text: textFor(match[1] as Placeholder),
  }));
  if (parts.length === 0) return [];
  const edits = parts.map(part => setPart(scalar, part, source));
  const isWhole = parts[0]?.start === 0 && parts[0].end === scalar.text.length;
  if (!isWhole && edits.every(edit => edit !== null)) return edits;
  const text = scalar.text.replace(MARK, (_, name: Placeholder) => textFor(name));
  return [setScalar(scalar, text, source, root)];
}

/** Letters that stand for a placeholder while the text is read: `{{…}}` is a mapping to YAML. */
function mark(name: string): string {
  return `cronwright0${name}0placeholder`;
}

const MARK = new RegExp(`cronwright0(${PLACEHOLDERS.join('|')})0placeholder`, 'g');

function marked(text: string): string {
  return text.replace(PLACEHOLDER, (_, name: string) => mark(name));
}

function parsedBy(format: 'yaml' | 'json', text: string) {
  return format === 'json' ? parseJson(text) : parseYaml(text);
}

function hint(name: string): string {
  const near = closest(name, [...PLACEHOLDERS]);
  return distance(name.toLowerCase(), near.toLowerCase()) <= 3
    ? `Did you mean \`{{${near}}}\`?`
    : `There are ${PLACEHOLDERS.map(known => `\`{{${known}}}\``).join(', ')}.`;
}
