import { mappingsOf } from '../rules/target/parts.js';
import { childrenOf, get, isIntrinsic, type Mapping, type Node } from '../template/node.js';
import type { Target } from '../template/targets.js';
import { branchOf } from './conditions.js';
import { isLeftOut, type Piece, piecesOf, type Scope } from './pieces.js';
import { quoted, type ShellPart, shellWord } from './shell.js';
import { Variables } from './variables.js';

/** Where a test run is started in place of the target's own cluster: a name or an ARN. */
export type TestCluster = string | null;

/**
 * The `aws ecs run-task` that an ECS target comes to, for a POSIX shell: the variables for what is
 * not known here are set first, and nothing runs where one of them can't be. Null where the target
 * has no EcsParameters.
 */
export function runTaskCall(
  target: Target,
  around: Scope,
  testCluster: TestCluster,
): string | null {
  const [parameters] = mappingsOf(chosen(get(target.node, 'EcsParameters'), around));
  return parameters ? new Call(target, parameters, around).text(testCluster) : null;
}

class Call {
  private readonly options: string[] = [];
  private readonly variables: Variables;

  constructor(
    private readonly target: Target,
    private readonly parameters: Mapping,
    private readonly around: Scope,
  ) {
    this.variables = new Variables(around);
  }

  text(testCluster: TestCluster): string {
    this.addCluster(testCluster);
    this.add(
      'task-definition',
      this.property('TaskDefinitionArn') ?? this.variables.parts(null, 'TaskDefinitionArn'),
    );
    this.add('count', this.property('TaskCount'));
    this.add('launch-type', this.property('LaunchType'));
    this.add('capacity-provider-strategy', this.listProperty('CapacityProviderStrategy'));
    this.add('platform-version', this.property('PlatformVersion'));
    this.add('network-configuration', this.network());
    this.add('group', this.property('Group'));
    this.add('placement-constraints', this.listProperty('PlacementConstraints'));
    this.add('placement-strategy', this.listProperty('PlacementStrategies', 'PlacementStrategy'));
    this.add('propagate-tags', this.property('PropagateTags'));
    this.add('reference-id', this.property('ReferenceId'));
    this.add('tags', this.listProperty('TagList', 'Tags'));
    this.addFlag('enable-ecs-managed-tags', 'EnableECSManagedTags');
    this.addFlag('enable-execute-command', 'EnableExecuteCommand');
    this.add('overrides', this.overrides());
    const call = ['aws ecs run-task', ...this.options].join(' \\\n  ');
    return [...this.variables.assignments, call].join(' &&\n');
  }

  private add(option: string, parts: readonly ShellPart[] | null): void {
    if (parts) this.options.push(`--${option} ${shellWord(parts)}`);
  }

  /** A cluster by its ARN may be in another Region than the one that is set up. */
  private addCluster(testCluster: TestCluster): void {
    const arn = get(this.target.node, 'Arn');
    const parts = testCluster
      ? [{ text: testCluster }]
      : this.variables.parts(piecesOf(arn, this.around), 'Cluster');
    const [first] = parts;
    const text = first && 'text' in first ? first.text : '';
    const [, region] = /^arn:[^:]*:ecs:([^:]+):/.exec(text) ?? [];
    if (region) this.options.push(`--region ${quoted(region)}`);
    this.add('cluster', parts);
  }

  private property(name: string, node = get(this.parameters, name)): ShellPart[] | null {
    return isLeftOut(node, this.around.template)
      ? null
      : this.variables.parts(this.pieces(node), name);
  }

  private listProperty(...names: readonly string[]): ShellPart[] | null {
    const node = names.map(name => get(this.parameters, name)).find(Boolean);
    return isLeftOut(node, this.around.template) ? null : this.json(node, names[0] ?? '');
  }

  private addFlag(option: string, name: string): void {
    const pieces = this.pieces(get(this.parameters, name));
    const [only] = pieces ?? [];
    if (pieces?.length === 1 && only?.kind === 'text' && /^(?:true|yes|on)$/i.test(only.text))
      this.options.push(`--${option}`);
  }

  /** In the CLI's short form, which takes lists that stand in one variable. */
  private network(): ShellPart[] | null {
    const [configuration] = mappingsOf(
      chosen(get(this.parameters, 'NetworkConfiguration'), this.around),
    );
    const key = configuration?.entries.find(entry => /^awsvpcconfiguration$/i.test(entry.key));
    const [vpc] = mappingsOf(chosen(key?.value, this.around));
    if (!vpc) return null;
    const fields = [
      this.listField('subnets', get(vpc, 'Subnets')),
      this.listField('securityGroups', get(vpc, 'SecurityGroups')),
      this.field('assignPublicIp', get(vpc, 'AssignPublicIp')),
    ].filter(field => field !== null);
    return [{ text: 'awsvpcConfiguration={' }, ...between(fields), { text: '}' }];
  }

  private field(name: string, node: Node | undefined): ShellPart[] | null {
    const parts = this.property(name, node);
    return parts && [{ text: `${name}=` }, ...parts];
  }

  private listField(name: string, node: Node | undefined): ShellPart[] | null {
    const list = chosen(node, this.around);
    if (isLeftOut(list, this.around.template)) return null;
    const items = list?.kind === 'list' ? list.items : [wholeList(list)];
    const parts = items.flatMap(item => {
      const found = this.property(name, item);
      return found ? [found] : [];
    });
    return parts.length > 0 ? [{ text: `${name}=[` }, ...between(parts), { text: ']' }] : null;
  }

  private overrides(): ShellPart[] | null {
    const input = get(this.target.node, 'Input');
    if (isLeftOut(input, this.around.template)) return null;
    return this.variables.parts(compacted(this.pieces(input)), 'Input');
  }

  /** As JSON; keys begin with a small letter, as the API has them. */
  private json(node: Node | undefined, name: string): ShellPart[] {
    const value = chosen(node, this.around);
    if (value?.kind === 'list')
      return wrapped(
        '[',
        value.items.map(item => this.json(item, name)),
        ']',
      );
    if (value?.kind === 'mapping') {
      const entries = value.entries
        .filter(entry => !isLeftOut(entry.value, this.around.template))
        .map(entry => [
          { text: `${JSON.stringify(lowerFirst(entry.key))}:` },
          ...this.json(entry.value, entry.key),
        ]);
      return wrapped('{', entries, '}');
    }
    if (value?.kind === 'scalar' && typeof value.value !== 'string')
      return [{ text: JSON.stringify(value.value) }];
    const isNumber = /^(?:Weight|Base)$/.test(name);
    const parts = this.variables.parts(this.pieces(value), name);
    if (isNumber) return parts;
    const inner = parts.map(part =>
      'text' in part ? { text: JSON.stringify(part.text).slice(1, -1) } : part,
    );
    return [{ text: '"' }, ...inner, { text: '"' }];
  }

  private pieces(node: Node | undefined): readonly Piece[] | null {
    return piecesOf(node, this.around);
  }
}

/** The node itself, or the branch of an `Fn::If` that is taken. */
function chosen(node: Node | undefined, around: Scope): Node | undefined {
  if (!isIntrinsic(node, 'Fn::If')) return node;
  return chosen(branchOf(node, around.template), around);
}

/** A text that `Fn::Split` cuts at its commas is a list for the CLI too. */
function wholeList(node: Node | undefined): Node | undefined {
  if (!isIntrinsic(node, 'Fn::Split')) return node;
  const [delimiter, text] = childrenOf(node.arg);
  return delimiter?.kind === 'scalar' && delimiter.text === ',' ? text : node;
}

/** JSON without its line breaks, where all of it is known. */
function compacted(pieces: readonly Piece[] | null): readonly Piece[] | null {
  const [only] = pieces ?? [];
  if (pieces?.length !== 1 || only?.kind !== 'text') return pieces;
  try {
    return [{ kind: 'text', text: JSON.stringify(JSON.parse(only.text)) }];
  } catch {
    return [{ kind: 'text', text: only.text.trim() }];
  }
}

function between(groups: readonly (readonly ShellPart[])[]): ShellPart[] {
  return groups.flatMap((group, i) => (i > 0 ? [{ text: ',' }, ...group] : group));
}

function wrapped(open: string, groups: readonly ShellPart[][], close: string): ShellPart[] {
  return [{ text: open }, ...between(groups), { text: close }];
}

function lowerFirst(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}
