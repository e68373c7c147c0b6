import { holds } from '../authoring/conditions.js';
import type { Scope } from '../authoring/pieces.js';
import { type Mention, mentionsOf } from '../template/mentions.js';
import { type Name, nameText, subParts } from '../template/names.js';
import { childrenOf, get, isIntrinsic, type List, type Node } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Block } from '../template/template.js';
import { itemKeys, type JsonValue, joined, leavesOf } from './json-paths.js';
import { nameOfValue, textParts, type Value, writtenText } from './value.js';

/**
 * The properties of a resource, each under its path: `ScheduleExpression`,
 * `Targets[nightly].EcsParameters.TaskCount`, `Target.Input.containerOverrides[app].command`.
 * What hangs on a condition that is not known is there twice: `State (if Live)`, `State (unless Live)`.
 */
export type Properties = ReadonlyMap<string, Value>;

export function propertiesOf(block: Block, scope: Scope): Properties {
  const reader = new Reader(block, scope);
  const body = resourceOf(block)?.body;
  const properties = get(body, 'Properties');
  if (properties) reader.read('', properties, []);
  for (const name of ATTRIBUTES) {
    const node = get(body, name);
    if (node) reader.read(name, node, name === 'Condition' ? [`condition ${textOf(node)}`] : []);
  }
  return reader.values;
}

/** What stands beside the properties, and says whether the resource is there and stays. */
const ATTRIBUTES = ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy'];

/** A text of JSON, in which one wants to know what differs. */
const JSON_TEXT = /(?:^|\.)(?:Input|EventPattern)(?: \(.*\))?$/;
/** In these the order means nothing. */
const SET = /(?:^|\.)(?:Subnets|SecurityGroups|subnets|securityGroups)(?: \(.*\))?$/;

class Reader {
  readonly values = new Map<string, Value>();

  constructor(
    private readonly block: Block,
    private readonly scope: Scope,
  ) {}

  /** `causes` are the conditions on which the node is there. */
  read(path: string, node: Node, causes: readonly string[]): void {
    if (isIntrinsic(node, 'Fn::If'))
      for (const { node: branch, note, cause } of this.branches(node))
        this.read(path + note, branch, [...causes, cause]);
    else if (isNoValue(node)) return;
    else if (node.kind === 'mapping') {
      if (node.entries.length === 0) this.set(path, node, textParts('{}'), causes);
      for (const { key, value } of node.entries) this.read(joined(path, key), value, causes);
    } else if (node.kind === 'list') this.list(path, node, causes);
    else this.leaf(path, node, causes);
  }

  private list(path: string, list: List, causes: readonly string[]): void {
    const items = list.items
      .flatMap(item => this.alternatives(item))
      .filter(({ node }) => !isNoValue(node));
    if (items.every(({ node, note }) => isLeaf(node) && note === '')) {
      const texts = items.map(({ node }) => nameOfValue(node, this.block.text, this.scope));
      this.set(path, list, listName(SET.test(path) ? sorted(texts) : texts), [
        ...causes,
        ...items.flatMap(({ causes }) => causes),
      ]);
      return;
    }
    const keys = itemKeys(
      items.map(
        ({ node }) =>
          key =>
            textOf(get(node, key)),
      ),
    );
    for (const [i, { node, note, causes: own }] of items.entries())
      this.read(`${path}[${keys[i]}]${note}`, node, [...causes, ...own]);
  }

  private leaf(path: string, node: Node, causes: readonly string[]): void {
    const name = nameOfValue(node, this.block.text, this.scope);
    const inner = JSON_TEXT.test(path) ? jsonLeaves(path, name) : null;
    if (!inner) this.set(path, node, name, causes);
    for (const [innerPath, text] of inner ?? []) this.set(innerPath, node, text, causes);
  }

  private set(path: string, node: Node, name: Name, causes: readonly string[]): void {
    const written = writtenText(node, this.block.text);
    this.values.set(path, { name, written, causes: [...causes, ...this.causesIn(node)] });
  }

  private causesIn({ start, end }: Node): string[] {
    return mentionsOf(this.block)
      .filter(mention => start <= mention.start && mention.end <= end && mention.name !== '')
      .map(mention => this.causeOf(mention));
  }

  private causeOf({ family, name }: Mention): string {
    if (family !== 'value') return `${family} ${name}`;
    return `${this.scope.template.find('Resources', name) ? 'resource' : 'parameter'} ${name}`;
  }

  /** An item of a list, or what it is under each condition. */
  private alternatives(item: Node): Alternative[] {
    if (!isIntrinsic(item, 'Fn::If')) return [{ node: item, note: '', causes: [] }];
    return this.branches(item).flatMap(({ node, note, cause }) =>
      this.alternatives(node).map(inner => ({
        node: inner.node,
        note: note + inner.note,
        causes: [cause, ...inner.causes],
      })),
    );
  }

  /** The branch of an `Fn::If` that is taken, or both where that is not known. */
  private branches(node: Node): { node: Node; note: string; cause: string }[] {
    const [condition, whenTrue, whenFalse] = node.kind === 'intrinsic' ? childrenOf(node.arg) : [];
    const name = textOf(condition) ?? '';
    const cause = `condition ${name}`;
    const known = holds(name, this.scope.template);
    const yes = whenTrue && { node: whenTrue, note: known ? '' : ` (if ${name})`, cause };
    const no = whenFalse && {
      node: whenFalse,
      note: known === false ? '' : ` (unless ${name})`,
      cause,
    };
    return [...(known !== false && yes ? [yes] : []), ...(known !== true && no ? [no] : [])];
  }
}

interface Alternative {
  readonly node: Node;
  readonly note: string;
  readonly causes: readonly string[];
}

function isNoValue(node: Node): boolean {
  return isIntrinsic(node, 'Ref') && textOf(node.arg) === 'AWS::NoValue';
}

function isLeaf(node: Node): boolean {
  return node.kind !== 'mapping' && node.kind !== 'list';
}

function textOf(node: Node | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.text : undefined;
}

function sorted(names: readonly Name[]): Name[] {
  return [...names].sort((a, b) => (nameText(a) < nameText(b) ? -1 : 1));
}

/** A list of texts as JSON has it: `["a","${B}"]`. */
function listName(names: readonly Name[]): Name {
  const text = (text: string) => ({ kind: 'text', text }) as const;
  const items = names.flatMap((name, i) => [
    text(i > 0 ? ',"' : '"'),
    ...name.map(part =>
      part.kind === 'text' ? text(JSON.stringify(part.text).slice(1, -1)) : part,
    ),
    text('"'),
  ]);
  return merged([text('['), ...items, text(']')]);
}

function merged(name: Name): Name {
  const parts: Name[number][] = [];
  for (const part of name) {
    const last = parts.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      parts[parts.length - 1] = { kind: 'text', text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

/** The leaves of a text of JSON; null where it is none, as with a hole between its texts. */
function jsonLeaves(path: string, name: Name): Map<string, Name> | null {
  const hasHoles = name.some(part => part.kind === 'hole');
  const leaves = new Map<string, Name>();
  try {
    const value: JsonValue = JSON.parse(nameText(name));
    if (typeof value !== 'object' || value === null) return null;
    leavesOf(path, value, (at, text) =>
      leaves.set(at, hasHoles ? withHoles(text) : textParts(text)),
    );
    return leaves;
  } catch {
    // no JSON, or nested too deeply to be walked
    return null;
  }
}

function withHoles(text: string): Name {
  return subParts(text).map(({ kind, text }) =>
    kind === 'text' ? { kind, text } : { kind, name: text },
  );
}
