import { mentionsOf } from '../template/mentions.js';
import { get, type Node, type Span, walk } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import { type Block, parseTemplate, type Template } from '../template/template.js';
import { hidden } from './dynamic.js';
import { Resolver } from './resolver.js';
import { scopeOf } from './scope.js';
import { isCompared } from './shape.js';
import type { Snapshot } from './snapshot.js';
import { type Fields, type Json, reasonsOf, textOf, type Value } from './value.js';
import { wantedBy } from './wanted.js';

/**
 * What was deployed, without inputs: a template of nothing but the rules and schedules with the
 * values that they have, and the parameters and exports that something else than an `Input` uses.
 * So nothing of an input is left, wherever the template put it together from.
 */
export function withoutInputs(
  snapshot: Snapshot,
  hash: (input: string) => string,
): Pick<Snapshot, 'stack' | 'exports'> {
  const { stack, exports } = snapshot;
  const template = parseTemplate(stack.template);
  const resolver = new Resolver(template, scopeOf(snapshot));
  const needed = neededBy(template, resolver);
  const parameters = Object.entries(stack.parameters).map(
    ([name, value]) => [name, needed.names.has(name) ? value : null] as const,
  );
  const kept = Object.entries(exports ?? {}).filter(([name]) => needed.imports.has(name));
  return {
    stack: {
      ...stack,
      template: `${JSON.stringify(resolvedTemplate(template, resolver, hash), null, 2)}\n`,
      parameters: Object.fromEntries(parameters),
    },
    exports: exports && Object.fromEntries(kept),
  };
}

function resolvedTemplate(
  template: Template,
  resolver: Resolver,
  hash: (input: string) => string,
): Json {
  const resources = template.section('Resources').flatMap(({ block }) => {
    const type = resourceOf(block)?.type ?? '';
    if (!isCompared(type)) return [];
    const properties = written(wantedBy(block, type, resolver), hash);
    return [[block.key, { Type: type, Properties: properties }] as const];
  });
  return { Resources: Object.fromEntries(resources) };
}

/** A value as a template has it, with a dynamic reference for what is not known. */
function written(value: Value, hash: (input: string) => string): Json {
  switch (value.kind) {
    case 'known':
      return value.value;
    case 'pattern':
      return value.parts
        .map(part => (typeof part === 'string' ? part : hidden(part.reason)))
        .join('');
    case 'unknown':
      return hidden(value.reason);
    case 'list':
      return value.items.map(item => written(item, hash));
    case 'fields':
      return writtenFields(value, hash);
  }
}

function writtenFields({ fields }: Fields, hash: (input: string) => string): Json {
  const [only = '', ...more] = fields.keys();
  if (more.length === 0 && (only === 'Ref' || only.startsWith('Fn::')))
    return hidden('a key that a template takes for a function');
  return Object.fromEntries(
    [...fields].map(([key, value]) => [
      key,
      key === 'Input' ? hashOf(value, hash) : written(value, hash),
    ]),
  );
}

function hashOf(input: Value, hash: (input: string) => string): string {
  const text = textOf(input);
  return text === undefined
    ? hidden(reasonsOf(input)[0] ?? 'an input that is no text')
    : hash(text);
}

interface Needed {
  /** Parameters, among other names. */
  readonly names: ReadonlySet<string>;
  readonly imports: ReadonlySet<string>;
}

/** What something else than an `Input` takes its value from. */
function neededBy(template: Template, resolver: Resolver): Needed {
  const names = new Set<string>();
  const imports = new Set<string>();
  for (const { block } of template.blocks) {
    const nodes = neededNodes(block);
    const isNeeded = (place: Span) => nodes.some(node => isIn(place, node));
    for (const mention of mentionsOf(block)) if (isNeeded(mention)) names.add(mention.name);
    for (const node of nodes) for (const name of importsIn(node, resolver)) imports.add(name);
  }
  return { names, imports };
}

/** The values of a block that are compared or decide what is; what is in an `Input` is not. */
function neededNodes({ section, value }: Block): Node[] {
  if (section === 'Conditions') return [value];
  if (section !== 'Resources') return [];
  const type = get(value, 'Type');
  const name = type?.kind === 'scalar' ? type.text : '';
  if (isCompared(name)) return [...outsideInputs(value)];
  const path = name === 'AWS::IAM::Role' ? get(value, 'Properties', 'Path') : undefined;
  return path ? [path] : [];
}

/** The scalars and functions outside of inputs; a function with an `Input` in it is taken apart. */
function* outsideInputs(node: Node): Generator<Node> {
  if (node.kind === 'mapping') {
    for (const { key, value } of node.entries) if (key !== 'Input') yield* outsideInputs(value);
  } else if (node.kind === 'list') for (const item of node.items) yield* outsideInputs(item);
  else if (node.kind === 'intrinsic' && hasInput(node)) yield* outsideInputs(node.arg);
  else yield node;
}

function hasInput(node: Node): boolean {
  for (const inner of walk(node)) if (get(inner, 'Input')) return true;
  return false;
}

function isIn(place: Span, node: Span): boolean {
  return node.start <= place.start && place.end <= node.end;
}

function* importsIn(node: Node, resolver: Resolver): Generator<string> {
  for (const inner of walk(node)) {
    if (inner.kind !== 'intrinsic' || inner.name !== 'Fn::ImportValue') continue;
    const name = textOf(resolver.value(inner.arg));
    if (name !== undefined) yield name;
  }
}
