import { taskDefinitionsFor } from '../rules/target/task-definition.js';
import { parseJson } from '../template/json.js';
import { isLiteral, nameText } from '../template/names.js';
import { get, type Node } from '../template/node.js';
import { resourceOf } from '../template/resource.js';
import { targetsOf } from '../template/targets.js';
import { taskReferenceOf } from '../template/task-definition.js';
import type { Template } from '../template/template.js';
import type { Surroundings } from './answers.js';
import { jobsOf } from './job.js';
import { type Plain, plainOf } from './plain.js';
import type { Kind } from './schedule.js';

/** What an ECS task that is started by the clock needs beside its command. */
export type Part = 'cluster' | 'taskDefinition' | 'role' | 'subnets' | 'securityGroups';

interface Need {
  /** The name and type of the parameter that stands for it where nothing is known. */
  readonly parameter: string;
  readonly type: string;
  /** How exports of it are called. */
  readonly exports: RegExp;
  /** The resource that it is, and how its value is got. */
  readonly resource?: string;
  readonly attribute?: string;
  /** Where sibling rules have it: a path in the target. */
  readonly path: readonly string[];
  readonly isList: boolean;
}

const NETWORK = ['EcsParameters', 'NetworkConfiguration'];

function needOf(part: Part, kind: Kind): Need {
  switch (part) {
    case 'cluster':
      return {
        parameter: 'ClusterArn',
        type: 'String',
        exports: /cluster/i,
        resource: 'AWS::ECS::Cluster',
        attribute: 'Arn',
        path: ['Arn'],
        isList: false,
      };
    case 'taskDefinition':
      return {
        parameter: 'TaskDefinitionArn',
        type: 'String',
        exports: /task-?def|(?:^|[-:_])tasks?$/i,
        resource: 'AWS::ECS::TaskDefinition',
        path: ['EcsParameters', 'TaskDefinitionArn'],
        isList: false,
      };
    case 'role':
      return {
        parameter: kind === 'rule' ? 'EventsRoleArn' : 'SchedulerRoleArn',
        type: 'String',
        exports: kind === 'rule' ? /events?-?(?:bridge-?)?(?:rule-?)?role/i : /schedul\w*-?role/i,
        path: ['RoleArn'],
        isList: false,
      };
    case 'subnets':
      return {
        parameter: 'Subnets',
        type: 'List<AWS::EC2::Subnet::Id>',
        exports: /subnet/i,
        path: [...NETWORK, 'Subnets'],
        isList: true,
      };
    case 'securityGroups':
      return {
        parameter: 'SecurityGroups',
        type: 'List<AWS::EC2::SecurityGroup::Id>',
        exports: /(?:^|[-:_])sg(?:$|[-_])|security-?groups?/i,
        path: [...NETWORK, 'SecurityGroups'],
        isList: true,
      };
  }
}

export interface NewParameter {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** Finds the parts of a task around a template; what nobody has becomes a parameter of its own. */
export class Parts {
  readonly parameters: NewParameter[] = [];

  constructor(
    private readonly template: Template,
    private readonly kind: Kind,
    private readonly around: Pick<Surroundings, 'uri' | 'workspace'>,
  ) {}

  find(part: Part): Plain {
    const need = needOf(part, this.kind);
    return (
      this.ofSibling(need, part === 'role') ??
      this.ofResource(need) ??
      this.ofParameter(need) ??
      this.ofExports(need) ??
      this.newParameter(need.parameter, need.type, DESCRIPTIONS[part])
    );
  }

  /** The container of a task definition, and whether it is a `${…}` to be filled in. */
  container(task: Plain): { readonly name: string; readonly isSub: boolean } {
    const [named] = jobsOf(this.template).flatMap(({ job }) =>
      job.commands.flatMap(({ container }) => container || []),
    );
    const only = named ?? this.onlyContainer(task);
    if (only !== null) return { name: only, isSub: false };
    const { Ref: name } = this.newParameter(
      'ContainerName',
      'String',
      'The container of the task that runs the command',
    );
    return { name: `\${${name}}`, isSub: true };
  }

  private onlyContainer(task: Plain): string | null {
    const node = parseJson(JSON.stringify(task)).root ?? undefined;
    const tasks = taskDefinitionsFor(this.template, this.around);
    const containers = tasks.find(taskReferenceOf(node))?.definition.containers ?? [];
    const [only] = containers;
    return containers.length === 1 && only?.name && isLiteral(only.name)
      ? nameText(only.name)
      : null;
  }

  /** Scheduler's role is not EventBridge's: each trusts its own service. */
  private ofSibling({ path }: Need, ofOwnKind: boolean): Plain | null {
    for (const { job } of [...jobsOf(this.template)].reverse()) {
      if (ofOwnKind && job.kind !== this.kind) continue;
      for (const { node } of targetsOf(job.block)) {
        if (!get(node, 'EcsParameters')) continue;
        const value = plainOf(inTarget(node, path));
        if (value !== null) return value;
      }
    }
    return null;
  }

  private ofResource({ resource, attribute }: Need): Plain | null {
    const found = resource ? this.resources(resource) : [];
    const [id] = found;
    if (found.length !== 1 || id === undefined) return null;
    return attribute ? { 'Fn::GetAtt': [id, attribute] } : { Ref: id };
  }

  private resources(type: string): string[] {
    return this.template
      .section('Resources')
      .flatMap(({ block }) => (resourceOf(block)?.type === type ? block.key : []));
  }

  private ofParameter({ parameter, type }: Need): Plain | null {
    const known = this.template.find('Parameters', parameter);
    const has = get(known?.block.value, 'Type');
    return has?.kind === 'scalar' && has.text === type ? { Ref: parameter } : null;
  }

  /** What rules and others in the workspace import, the most imported first. */
  private ofExports({ exports, isList }: Need): Plain | null {
    const counts = new Map<string, number>();
    for (const { filled } of this.around.workspace.importsOf([{ kind: 'hole', name: 'any' }])) {
      const isKnown = filled.length === 1 && filled[0]?.kind === 'text';
      const name = isKnown ? nameText(filled) : '';
      if (exports.test(name) && this.around.workspace.exportsOf(filled).length > 0)
        counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    const [best] = sorted;
    if (!best) return null;
    if (!isList) return this.imported(best[0]);
    // what stands together is imported about as often
    const together = sorted.filter(([, count]) => count >= ABOUT * best[1]).slice(0, 16);
    return together
      .map(([name]) => name)
      .sort()
      .map(name => this.imported(name));
  }

  /** A stack can't import from itself: of what the template exports the value is taken. */
  private imported(name: string): Plain {
    const { uri, workspace } = this.around;
    const exports = workspace.exportsOf([{ kind: 'text', text: name }]);
    const made = exports.flatMap(known =>
      known.from.kind === 'recorded' ? workspace.templatesOf(known) : [known],
    );
    const own = made.find(({ from }) => from.kind === 'template' && from.uri === uri)?.from;
    const output = own?.kind === 'template' ? this.template.find('Outputs', own.output) : undefined;
    return plainOf(get(output?.block.value, 'Value')) ?? { 'Fn::ImportValue': name };
  }

  private newParameter(name: string, type: string, description: string): { readonly Ref: string } {
    let free = name;
    for (let n = 2; this.isTaken(free); n++) free = `${name}${n}`;
    this.parameters.push({ name: free, type, description });
    return { Ref: free };
  }

  private isTaken(name: string): boolean {
    return ['Parameters', 'Resources'].some(section => this.template.find(section, name));
  }
}

const ABOUT = 0.8;

/** A rule writes `AwsVpcConfiguration`, and Scheduler `AwsvpcConfiguration`. */
function inTarget(target: Node, path: readonly string[]): Node | undefined {
  if (path[1] !== 'NetworkConfiguration') return get(target, ...path);
  const network = get(target, ...NETWORK);
  const config = get(network, 'AwsVpcConfiguration') ?? get(network, 'AwsvpcConfiguration');
  return get(config, path[2] ?? '');
}

const DESCRIPTIONS: Readonly<Record<Part, string>> = {
  cluster: 'The ECS cluster in which scheduled tasks run',
  taskDefinition: 'The task definition that scheduled tasks run',
  role: 'The role with which scheduled tasks are started',
  subnets: 'The subnets of scheduled tasks',
  securityGroups: 'The security groups of scheduled tasks',
};
