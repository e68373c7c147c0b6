import type { Ignored } from '../rules/config.js';
import type { Edit } from '../rules/rule.js';
import { get, isEmpty, type Node } from '../template/node.js';
import { parseYaml } from '../template/yaml.js';

/**
 * What adds an entry to `drift.ignore` of a `cronwright.yml`; null where its layout leaves no safe
 * place, such as a list in brackets.
 */
export function ignoreDrift(text: string, ignored: Ignored): Edit | null {
  const { root, problems } = parseYaml(text);
  if (problems.length > 0) return null;
  if (!root || isEmpty(root)) return atEnd(text, ['drift:', '  ignore:'], ignored, '    ');
  const drift = get(root, 'drift');
  if (!drift)
    return root.kind === 'mapping' && !root.flow
      ? atEnd(text, ['drift:', '  ignore:'], ignored, '    ')
      : null;
  const list = get(drift, 'ignore');
  if (list?.kind !== 'list' || list.flow) return null;
  return afterLast(text, list, ignored);
}

function atEnd(text: string, heads: readonly string[], ignored: Ignored, indent: string): Edit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' || text.endsWith('\n') ? '' : eol;
  const gap = text.trim() === '' ? '' : eol;
  const lines = [...heads, ...entryLines(ignored, indent)];
  const newText = `${before}${gap}${lines.join(eol)}${eol}`;
  return { start: text.length, end: text.length, newText };
}

function afterLast(text: string, list: Node & { kind: 'list' }, ignored: Ignored): Edit | null {
  const last = list.items.at(-1);
  if (!last) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lineStart = text.lastIndexOf('\n', list.start - 1) + 1;
  const indent = /^[ ]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const lineEnd = text.indexOf('\n', last.end);
  const at = lineEnd < 0 ? text.length : lineEnd + 1;
  const before = lineEnd < 0 ? eol : '';
  const newText = `${before}${entryLines(ignored, indent).join(eol)}${eol}`;
  return { start: at, end: at, newText };
}

function entryLines({ resource, property, reason }: Ignored, indent: string): string[] {
  return [
    `${indent}- resource: ${quoted(resource)}`,
    `${indent}  property: ${quoted(property)}`,
    `${indent}  reason: ${quoted(reason.replace(/\s+/g, ' ').trim())}`,
  ];
}

function quoted(text: string): string {
  return /^[A-Za-z][\w .-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null)$/i.test(text)
    ? text
    : `'${text.replaceAll("'", "''")}'`;
}
