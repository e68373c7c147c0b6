import { type Input, inputsOf } from '../../template/input.js';
import { subParts } from '../../template/names.js';
import type { Entry, Mapping, Node } from '../../template/node.js';
import { TASK_OVERRIDES } from '../../template/schema/overrides.js';
import type { Properties, Property } from '../../template/schema/property.js';
import type { Target } from '../../template/targets.js';
import type { Block } from '../../template/template.js';
import { isDynamic } from '../../template/values.js';
import { NearNames } from '../import/near.js';
import type { Finding, Rule } from '../rule.js';
import { overEcsTargets } from './ecs-targets.js';
import { asJson, commandJson, jsonFix } from './written.js';

export const overrides: Rule = {
  id: 'target/overrides',
  severity: 'error',
  title: 'Overrides of an ECS task in a shape that ECS does not take',
  why: 'The Input of a target that runs an ECS task holds the overrides of that run. Nobody looks at them at deployment. With a text where ECS wants a list, or without the container’s `name`, each run fails without a trace in the logs of the task. A key that ECS does not know changes nothing, or fails the run likewise.',
  source:
    'Documented: the types TaskOverride and ContainerOverride of the ECS API; `name` is required with any override, `command` is a list.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:us-east-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides": [{"name": "app", "command": "rake db:clean"}]}'
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:us-east-1:123456789012:task-definition/app
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:ecs:us-east-1:123456789012:cluster/jobs
          RoleArn: arn:aws:iam::123456789012:role/events
          Input: '{"containerOverrides": [{"name": "app", "command": ["rake", "db:clean"]}]}'
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:us-east-1:123456789012:task-definition/app
`,
  },
  ...overEcsTargets(checkTarget),
};

function* checkTarget(target: Target, block: Block): Generator<Finding> {
  for (const input of inputsOf(block))
    if (input.target === target && input.json?.root)
      yield* checkRoot(input.json.root, { input, whole: input.json.whole });
}

interface Reading {
  readonly input: Input;
  readonly whole: boolean;
}

function* checkRoot(root: Node, reading: Reading): Generator<Finding> {
  if (root.kind === 'mapping') yield* checkObject(root, TASK_OVERRIDES, 'a task', reading);
  else if (root.kind === 'list' || root.kind === 'scalar')
    yield {
      ...spanOf(root),
      severity: 'warning',
      message:
        'The Input of a target that runs an ECS task is an object with overrides, and this is none. Write `{"containerOverrides": […]}`, or remove Input.',
    };
}

function* checkObject(
  mapping: Mapping,
  properties: Properties,
  of: string,
  reading: Reading,
): Generator<Finding> {
  for (const entry of mapping.entries) {
    const property = Object.hasOwn(properties, entry.key) ? properties[entry.key] : undefined;
    if (property) yield* checkValue(entry, property, reading);
    else if (entry.key && !hasHole(entry, reading))
      yield unknownKey(entry, mapping, properties, of, reading);
  }
  const isSure = reading.whole && !mapping.entries.some(entry => hasHole(entry, reading));
  const missing = Object.keys(properties).find(
    key => properties[key]?.required && !mapping.entries.some(entry => entry.key === key),
  );
  if (missing && isSure && !mapping.open && mapping.entries.length > 0)
    yield {
      start: mapping.start,
      end: mapping.entries[0]?.keySpan.end ?? mapping.end,
      message: `ECS requires \`${missing}\` here: ${properties[missing]?.description}. Without it each run fails.`,
    };
}

/** Whether the deployment puts in a part of the key. */
function hasHole({ key }: Entry, { input }: Reading): boolean {
  return isDynamic(key) || (input.isSub && subParts(key).some(({ kind }) => kind === 'hole'));
}

function* checkValue(entry: Entry, property: Property, reading: Reading): Generator<Finding> {
  const { value } = entry;
  if (value.kind === 'unknown' || value.kind === 'intrinsic') return;
  if (value.kind === 'scalar' && value.value === null) return;
  if (value.kind !== kindOf(property)) {
    yield wrongKind(entry, value, property, reading.input);
    return;
  }
  const items = value.kind === 'list' ? value.items : [value];
  for (const item of items) {
    if (item.kind === 'mapping' && property.properties)
      yield* checkObject(item, property.properties, `\`${entry.key}\``, reading);
    else if (value.kind === 'list') yield* checkItem(item, entry, property);
  }
}

function* checkItem(item: Node, { key }: Entry, property: Property): Generator<Finding> {
  if (item.kind === 'unknown' || item.kind === 'intrinsic') return;
  const wanted = property.properties ? 'mapping' : 'scalar';
  if (item.kind !== wanted)
    yield {
      ...spanOf(item),
      message: `Each item of \`${key}\` is ${KINDS[wanted]}, and this is ${KINDS[item.kind]}; ECS refuses the run, so the job does not start.`,
    };
}

function kindOf({ type }: Property): 'scalar' | 'list' | 'mapping' {
  return type === 'list' ? 'list' : type === 'object' ? 'mapping' : 'scalar';
}

const KINDS = { scalar: 'a text', list: 'a list', mapping: 'an object' } as const;

function wrongKind(
  { key }: Entry,
  value: Exclude<Node, { kind: 'unknown' | 'intrinsic' }>,
  property: Property,
  input: Input,
): Finding {
  const json = meant(key, value);
  const wanted = key === 'command' ? 'a list of words' : KINDS[kindOf(property)];
  const message = `\`${key}\` is ${wanted}, and this is ${KINDS[value.kind]}; ECS refuses the run, so the job does not start.`;
  if (json === null) return { ...spanOf(value), message };
  const fixes = [jsonFix(input, value, json)];
  return { ...spanOf(value), message: `${message} Write \`${json}\`.`, fixes };
}

/** What the value stands for, in the shape that ECS wants. */
function meant(key: string, value: Node): string | null {
  if (key === 'command' && value.kind === 'scalar' && value.text.trim() !== '')
    return `[${commandJson(value.text).join(', ')}]`;
  if (key === 'containerOverrides' && value.kind === 'mapping') return wrapped(asJson(value));
  if (key !== 'environment' || value.kind !== 'mapping') return null;
  const pairs = value.entries.map(({ key: name, value: text }) =>
    text.kind === 'scalar'
      ? `{"name": ${JSON.stringify(name)}, "value": ${JSON.stringify(text.text)}}`
      : null,
  );
  return pairs.includes(null) ? null : wrapped(pairs.join(', '));
}

function wrapped(json: string | null): string | null {
  return json === null ? null : `[${json}]`;
}

function unknownKey(
  { key, keySpan }: Entry,
  mapping: Mapping,
  properties: Properties,
  of: string,
  { input }: Reading,
): Finding {
  const message = `The overrides of ${of} have no \`${key}\`, so it changes nothing, or the run fails.`;
  const absent = Object.keys(properties).filter(
    name => !mapping.entries.some(entry => entry.key === name),
  );
  const near = new NearNames(absent).of(key);
  const span = { start: keySpan.start, end: keySpan.end };
  const fixes = near.map(name => jsonFix(input, span, JSON.stringify(name)));
  const question =
    near.length > 0
      ? `Did you mean ${near.map(name => `\`${name}\``).join(' or ')}?`
      : `It can have ${Object.keys(properties)
          .map(name => `\`${name}\``)
          .join(', ')}.`;
  return {
    ...span,
    severity: 'warning',
    message: `${message} ${question}`,
    ...(fixes.length > 0 && { fixes }),
  };
}

function spanOf({ start, end }: Node) {
  return { start, end };
}
