import type { Scope } from './scope.js';

/**
 * The attributes that follow from the physical id of a resource, by its type. Source: the forms of
 * ARNs in the Service Authorization Reference, and what `Ref` returns of the type.
 */
export const ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map<string, Attribute>([
  ['AWS::Lambda::Function.Arn', (id, at) => at.arn('lambda', `function:${id}`)],
  [
    'AWS::ECS::Cluster.Arn',
    (id, at) => (id.startsWith('arn:') ? id : at.arn('ecs', `cluster/${id}`)),
  ],
  ['AWS::IAM::Role.Arn', (id, at) => at.roleArn(id)],
  ['AWS::SQS::Queue.Arn', (id, at) => at.arn('sqs', id.split('/').at(-1) ?? id)],
  ['AWS::StepFunctions::StateMachine.Arn', id => (id.startsWith('arn:') ? id : undefined)],
  ['AWS::EC2::SecurityGroup.GroupId', id => (id.startsWith('sg-') ? id : undefined)],
  ['AWS::Events::EventBus.Name', id => id],
  ['AWS::Events::EventBus.Arn', (id, at) => at.arn('events', `event-bus/${id}`)],
  ['AWS::Logs::LogGroup.Arn', (id, at) => at.arn('logs', `log-group:${id}:*`)],
]);

/** Undefined where it can't be told. */
export type Attribute = (physicalId: string, at: Surroundings) => string | undefined;

/** How the ARNs of a stack's resources are made. */
export class Surroundings {
  constructor(
    private readonly scope: Scope,
    /** The `Path` of the resource: of a role its ARN has it. */
    private readonly path: () => string | undefined,
  ) {}

  arn(service: string, name: string): string | undefined {
    const { partition, region, account } = this.scope;
    return partition ? `arn:${partition}:${service}:${region}:${account}:${name}` : undefined;
  }

  roleArn(name: string): string | undefined {
    const { partition, account } = this.scope;
    const path = this.path();
    if (!partition || path === undefined) return undefined;
    return `arn:${partition}:iam::${account}:role${path}${name}`;
  }
}
