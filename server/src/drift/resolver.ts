import { subParts } from '../template/names.js';
import { get, type Intrinsic, type Mapping, type Node, type Scalar } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import type { Template } from '../template/template.js';
import { ATTRIBUTES, Surroundings } from './attributes.js';
import { Conditions } from './conditions.js';
import { withoutDynamic } from './dynamic.js';
import { own, type Scope } from './scope.js';
import {
  type Fields,
  joined,
  known,
  partsOf,
  textOf,
  type Unknown,
  unknown,
  type Value,
} from './value.js';

/** Attributes that need properties that need attributes. */
const MOST_DEEP = 10;

/** Computes the values of a template as CloudFormation does for one stack, as far as it can be told. */
export class Resolver {
  private readonly conditions: Conditions;
  private depth = 0;

  constructor(
    private readonly template: Template,
    private readonly scope: Scope,
  ) {
    this.conditions = new Conditions(template, node => this.value(node));
  }

  /** The value of a node; undefined for what is left out (`AWS::NoValue`). */
  value(node: Node): Value | undefined {
    switch (node.kind) {
      case 'list':
        return { kind: 'list', items: node.items.flatMap(item => this.value(item) ?? []) };
      case 'mapping':
        return this.mapping(node, inner => this.value(inner));
      default: {
        const value = this.read(node);
        return value && withoutDynamic(value);
      }
    }
  }

  /** Whether a condition holds in the stack; null where that can't be told. */
  holds(condition: string): boolean | null {
    return this.conditions.hold(condition);
  }

  /** The same, with dynamic references as they are: they may be parts of one still. */
  private read(node: Node): Value | undefined {
    switch (node.kind) {
      case 'scalar':
        return scalarValue(node);
      case 'list':
        return { kind: 'list', items: node.items.flatMap(item => this.read(item) ?? []) };
      case 'mapping':
        return this.mapping(node, inner => this.read(inner));
      case 'intrinsic':
        return this.call(node);
      default:
        return unknown('an alias or a tag that is not read');
    }
  }

  private mapping(
    { entries, open }: Mapping,
    read: (node: Node) => Value | undefined,
  ): Fields | Unknown {
    if (open) return unknown('a transform or a merge key writes some of it');
    const fields = new Map<string, Value>();
    for (const { key, value } of entries) {
      const inner = read(value);
      if (fields.has(key)) fields.set(key, unknown(`\`${key}\` stands twice`));
      else if (inner) fields.set(key, inner);
    }
    return { kind: 'fields', fields };
  }

  private call({ name, arg }: Intrinsic): Value | undefined {
    switch (name) {
      case 'Ref':
        return arg.kind === 'scalar' ? this.ref(arg.text) : unknown('a Ref to no name');
      case 'Fn::GetAtt':
        return this.attribute(arg);
      case 'Fn::Sub':
        return this.substituted(arg);
      case 'Fn::Join':
        return this.joinedList(arg);
      case 'Fn::Split':
        return this.split(arg);
      case 'Fn::Select':
        return this.selected(arg);
      case 'Fn::If':
        return this.branch(arg);
      case 'Fn::FindInMap':
        return this.mapped(arg);
      case 'Fn::ImportValue':
        return this.imported(arg);
      case 'Fn::Base64':
        return this.base64(arg);
      default:
        return unknown(`\`${name}\` is not computed`);
    }
  }

  private ref(name: string): Value | undefined {
    if (name === 'AWS::NoValue') return undefined;
    if (name.startsWith('AWS::')) return this.pseudo(name);
    const parameter = this.template.find('Parameters', name);
    if (parameter) return this.parameter(name, get(parameter.block.value, 'Type'));
    const id = this.physicalId(name);
    if (typeof id !== 'string') return id;
    // of an id that is put together `Ref` gives a part, and which one depends on the type
    return id.includes('|') ? unknown(`\`${name}\` has an id of several parts`) : known(id);
  }

  private pseudo(name: string): Value {
    const { account, region, partition, stack } = this.scope;
    switch (name) {
      case 'AWS::AccountId':
        return known(account);
      case 'AWS::Region':
        return known(region);
      case 'AWS::StackName':
        return known(stack.name);
      case 'AWS::StackId':
        return known(stack.id);
      case 'AWS::Partition':
        return partition ? known(partition) : unknown('the partition is not in the snapshot');
      case 'AWS::URLSuffix': {
        const suffix = partition && URL_SUFFIXES.get(partition);
        return suffix ? known(suffix) : unknown('the partition’s URL suffix is not known');
      }
      default:
        return unknown(`\`${name}\` is not in the snapshot`);
    }
  }

  private parameter(name: string, type: Node | undefined): Value {
    const text = own(this.scope.stack.parameters, name);
    if (text === undefined) return unknown(`the deployed stack has no parameter \`${name}\``);
    if (text === null || /^\*{4,}$/.test(text))
      return unknown(`AWS hides the parameter \`${name}\` (NoEcho)`);
    const isList = type?.kind === 'scalar' && type.text.includes('List');
    if (!isList) return known(text);
    return { kind: 'list', items: text.split(',').map(item => known(item.trim())) };
  }

  private physicalId(logicalId: string): string | Unknown {
    const deployed = own(this.scope.stack.resources, logicalId);
    const block = this.template.find('Resources', logicalId)?.block;
    const type = block && resourceOf(block)?.type;
    const isSame = deployed?.type === type || type?.startsWith('AWS::Serverless::');
    if (!deployed?.physicalId || !isSame) return unknown(`\`${logicalId}\` is not deployed`);
    return deployed.physicalId;
  }

  private attribute(arg: Node): Value {
    const path =
      arg.kind === 'list'
        ? arg.items.map(item => (item.kind === 'scalar' ? item.text : '')).join('.')
        : arg.kind === 'scalar'
          ? arg.text
          : '';
    return this.attributeOf(path);
  }

  private attributeOf(path: string): Value {
    const dot = path.indexOf('.');
    const [logicalId, name] = [path.slice(0, dot), path.slice(dot + 1)];
    if (dot < 1 || !name) return unknown('a GetAtt of no attribute');
    const id = this.physicalId(logicalId);
    if (typeof id !== 'string') return id;
    const type = own(this.scope.stack.resources, logicalId)?.type ?? '';
    const surroundings = new Surroundings(this.scope, () => this.pathOf(logicalId));
    const text = ATTRIBUTES.get(`${type}.${name}`)?.(id, surroundings);
    return text === undefined ? unknown(`\`${path}\` is not in the snapshot`) : known(text);
  }

  /** The property `Path` of a role; undefined where it is not known. */
  private pathOf(logicalId: string): string | undefined {
    const block = this.template.find('Resources', logicalId)?.block;
    const resource = block && resourceOf(block);
    if (!resource || resource.body.open || this.depth >= MOST_DEEP) return undefined;
    const properties = get(resource.body, 'Properties');
    if (!properties) return '/';
    if (properties.kind !== 'mapping' || properties.open) return undefined;
    const path = get(properties, 'Path');
    if (!path) return '/';
    this.depth++;
    const value = this.value(path);
    this.depth--;
    return value ? textOf(value) : '/';
  }

  private substituted(arg: Node): Value {
    const [text, given] = arg.kind === 'list' ? arg.items : [arg];
    if (text?.kind !== 'scalar') return unknown('a Sub of no text');
    const parts = subParts(text.text).flatMap(part => {
      if (part.kind === 'text') return [part.text];
      const node = get(given, part.text);
      const value = node
        ? this.read(node)
        : part.text.includes('.')
          ? this.attributeOf(part.text)
          : this.ref(part.text);
      return value ? partsOf(value) : [];
    });
    return joined(parts);
  }

  private joinedList(arg: Node): Value {
    const [delimiter, list] = this.arguments(arg);
    const between = textOf(delimiter);
    if (between === undefined || list?.kind !== 'list') return unknown('a Join of no known list');
    return joined(list.items.flatMap((item, i) => [...(i > 0 ? [between] : []), ...partsOf(item)]));
  }

  private split(arg: Node): Value {
    const [delimiter, value] = this.arguments(arg);
    const [by, text] = [textOf(delimiter), textOf(value)];
    if (!by || text === undefined) return unknown('a Split of a text that is not known');
    return { kind: 'list', items: text.split(by).map(known) };
  }

  private selected(arg: Node): Value {
    const [position, list] = this.arguments(arg);
    const index = Number(textOf(position) ?? Number.NaN);
    const item = list?.kind === 'list' ? list.items[index] : undefined;
    return item ?? unknown('a Select from a list that is not known');
  }

  private branch(arg: Node): Value | undefined {
    const [condition, whenTrue, whenFalse] = arg.kind === 'list' ? arg.items : [];
    const name = condition?.kind === 'scalar' ? condition.text : '';
    const holds = this.conditions.hold(name);
    if (holds === null) return unknown(`whether \`${name}\` holds is not known`);
    const taken = holds ? whenTrue : whenFalse;
    return taken ? this.read(taken) : unknown('an If without a branch');
  }

  private mapped(arg: Node): Value {
    const [map, top, second] = this.arguments(arg).map(textOf);
    const block = map === undefined ? undefined : this.template.find('Mappings', map)?.block;
    const isNamed = top !== undefined && second !== undefined;
    const node = isNamed ? get(block?.value, top, second) : undefined;
    const isLiteral = node?.kind === 'scalar' || node?.kind === 'list';
    const value = isLiteral ? this.read(node) : undefined;
    return value ?? unknown('a value of a mapping that is not known');
  }

  private imported(arg: Node): Value {
    const name = textOf(this.value(arg));
    const { exports } = this.scope;
    if (name === undefined) return unknown('an export whose name is not known');
    if (!exports) return unknown('the exports are not in the snapshot');
    const value = own(exports, name);
    return value === undefined
      ? unknown(`the export \`${name}\` is not in the snapshot`)
      : known(value);
  }

  private base64(arg: Node): Value {
    const text = textOf(this.value(arg));
    if (text === undefined) return unknown('Base64 of a text that is not known');
    const bytes = new TextEncoder().encode(text);
    return known(btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join('')));
  }

  private arguments(arg: Node): (Value | undefined)[] {
    return arg.kind === 'list' ? arg.items.map(item => this.read(item)) : [];
  }
}

/** Source: the CloudFormation user guide, pseudo parameters. */
const URL_SUFFIXES: ReadonlyMap<string, string> = new Map([
  ['aws', 'amazonaws.com'],
  ['aws-us-gov', 'amazonaws.com'],
  ['aws-cn', 'amazonaws.com.cn'],
]);

function scalarValue(node: Scalar): Value {
  const { value, text, style } = node;
  if (value === null) return unknown('nothing is written there');
  if (typeof value === 'boolean') return known(String(value));
  const isAmbiguous = typeof value === 'number' ? String(value) !== text : YAML_1_1.test(text);
  if (style === 'plain' && isAmbiguous && text !== 'OFF')
    return unknown(`readers of YAML take \`${text}\` for different values`);
  return known(text);
}

/** What YAML 1.1 has for booleans, numbers in groups and of base 60. The mode `OFF` is documented. */
const YAML_1_1 = /^(?:y|n|yes|no|on|off|[-+]?\d[\d_]*_[\d_]*|[-+]?\d+(?::[0-5]?\d)+)$/i;
