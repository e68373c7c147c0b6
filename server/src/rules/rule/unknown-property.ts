import { distance } from 'fastest-levenshtein';
import {
  childrenOf,
  type Entry,
  isIntrinsic,
  type Mapping,
  type Node,
} from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import {
  type Properties,
  type Property,
  RESOURCE_ATTRIBUTES,
  RESOURCE_TYPES,
} from '../../template/schema/index.js';
import type { Block } from '../../template/template.js';
import type { Finding, Rule } from '../rule.js';
import { isVpcKey } from '../target/parts.js';

export const unknownProperty: Rule = {
  id: 'rule/unknown-property',
  severity: 'warning',
  title: 'A property that a rule or schedule does not have',
  why: 'CloudFormation refuses a resource with a property that its type does not have. Names are spelled exactly, and not alike everywhere: where a task is placed is `PlacementStrategies` in a rule and `PlacementStrategy` in a schedule, and some settings of the API, such as `ActionAfterCompletion`, are missing in CloudFormation.',
  source:
    'The CloudFormation registry schemas of AWS::Events::Rule, AWS::Scheduler::Schedule and AWS::Scheduler::ScheduleGroup.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpresion: cron(0 3 * * ? *)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: jobs
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *block(block) {
    const resource = resourceOf(block);
    const type =
      resource && Object.hasOwn(RESOURCE_TYPES, resource.type)
        ? RESOURCE_TYPES[resource.type]
        : null;
    if (!resource || !type) return;
    // others may add attributes (a macro), so that only a misspelt one is told
    for (const finding of unknownIn(resource.body, RESOURCE_ATTRIBUTES, 'A resource', block))
      if (finding.fixes) yield finding;
    if (resource.properties)
      yield* checkAgainst(resource.properties, type.properties, resource.type, block);
  },
};

function* checkAgainst(
  node: Node,
  properties: Properties,
  owner: string,
  block: Block,
): Generator<Finding> {
  if (isIntrinsic(node, 'Fn::If'))
    for (const branch of childrenOf(node.arg).slice(1))
      yield* checkAgainst(branch, properties, owner, block);
  if (node.kind === 'list')
    for (const item of node.items) yield* checkAgainst(item, properties, owner, block);
  if (node.kind !== 'mapping') return;
  yield* unknownIn(node, properties, owner, block);
  for (const { key, value } of node.entries) {
    const property = own(properties, key);
    if (property?.properties && !property.open)
      yield* checkAgainst(value, property.properties, `\`${key}\``, block);
  }
}

function* unknownIn(
  mapping: Mapping,
  properties: Properties,
  owner: string,
  block: Block,
): Generator<Finding> {
  for (const entry of mapping.entries) {
    if (entry.key === '' || own(properties, entry.key) || isSaidElsewhere(entry.key, properties))
      continue;
    const near = nearest(entry.key, properties).filter(
      key => !mapping.entries.some(e => e.key === key),
    );
    yield findingAt(entry, near, owner, properties, block);
  }
}

/** Keys that bring others in, and the network of a task, which target/network looks after. */
function isSaidElsewhere(key: string, properties: Properties): boolean {
  return (
    key === '<<' ||
    key.startsWith('Fn::') ||
    (isVpcKey(key) && Object.keys(properties).some(isVpcKey))
  );
}

function findingAt(
  entry: Entry,
  near: readonly string[],
  owner: string,
  properties: Properties,
  { text }: Block,
): Finding {
  const span = bare(entry, text);
  const [meant] = near;
  const known = owner.startsWith('AWS::') ? `\`${owner}\`` : owner;
  const message = `${known} has no \`${entry.key}\`, and CloudFormation refuses what it does not know. `;
  if (meant === undefined || near.length > 1)
    return { ...span, message: message + listed(near, properties) };
  const safe = fits(entry.value, own(properties, meant));
  const fix = { title: `Write \`${meant}\``, edits: [{ ...span, newText: meant }], safe };
  return { ...span, message: `${message}Did you mean \`${meant}\`?`, fixes: [fix] };
}

function listed(near: readonly string[], properties: Properties): string {
  if (near.length > 0) return `Did you mean ${near.map(key => `\`${key}\``).join(' or ')}?`;
  const keys = Object.keys(properties);
  if (keys.length > 8) return 'Remove it.';
  return `Remove it; it can have ${keys.map(key => `\`${key}\``).join(', ')}.`;
}

/** The key without its quotes. */
function bare({ keySpan: { start, end } }: Entry, text: string) {
  const quoted = /["']/.test(text[start] ?? '');
  return quoted ? { start: start + 1, end: end - 1 } : { start, end };
}

/** The known names that this can be a slip of, the nearest alone. */
function nearest(key: string, properties: Properties): string[] {
  const lower = key.toLowerCase();
  const ranked = Object.keys(properties)
    .map(name => ({ name, far: distance(lower, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.min(2, Math.floor(name.length / 4)))
    .sort((a, b) => a.far - b.far);
  return ranked.filter(({ far }) => far === ranked[0]?.far).map(({ name }) => name);
}

/** Whether the value can stand under that property as it is. */
function fits(value: Node, property: Property | undefined): boolean {
  if (value.kind === 'intrinsic' || value.kind === 'unknown') return true;
  const needed = NODE_KINDS[property?.type ?? 'json'];
  return needed === undefined || needed === value.kind;
}

const NODE_KINDS: Readonly<Partial<Record<Property['type'], Node['kind']>>> = {
  string: 'scalar',
  integer: 'scalar',
  boolean: 'scalar',
  list: 'list',
  map: 'mapping',
  object: 'mapping',
};

function own(properties: Properties, key: string): Property | undefined {
  return Object.hasOwn(properties, key) ? properties[key] : undefined;
}
