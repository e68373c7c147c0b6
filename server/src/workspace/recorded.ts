import { type Node, parseTree } from 'jsonc-parser';
import type { KnownExport, RecordedExports } from './workspace.js';

/**
 * Reads a list of exports as `aws cloudformation list-exports` prints it:
 * `{"Exports": [{"ExportingStackId": …, "Name": …, "Value": …}]}`. Null where the text is none.
 * A list with a `NextToken` is a page of a longer one, so it is never complete.
 */
export function parseRecordedExports(
  text: string,
  uri: string,
  complete: boolean,
): RecordedExports | null {
  const root = readJson(text);
  const list = root && member(root, 'Exports');
  if (!root || list?.type !== 'array') return null;
  const exports = (list.children ?? []).flatMap(item => recordedExport(item, uri));
  return { uri, complete: complete && !member(root, 'NextToken'), exports };
}

/** The parser recurses: what is nested too deeply for it is no list. */
function readJson(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function recordedExport(item: Node, uri: string): KnownExport[] {
  const name = text(item, 'Name');
  if (!name) return [];
  const stack = stackName(text(item, 'ExportingStackId'));
  return [
    {
      name: [{ kind: 'text', text: name }],
      description: '',
      value: text(item, 'Value'),
      from: { kind: 'recorded', uri, stack },
    },
  ];
}

/** `arn:aws:cloudformation:eu-west-1:123456789012:stack/network/0a1b…` is the stack `network`. */
function stackName(id: string): string {
  return /:stack\/([^/]+)/.exec(id)?.[1] ?? id;
}

function text(item: Node, key: string): string {
  const value: unknown = member(item, key)?.value;
  return typeof value === 'string' ? value : '';
}

function member(object: Node, key: string): Node | undefined {
  return object.children?.find(property => property.children?.[0]?.value === key)?.children?.[1];
}
