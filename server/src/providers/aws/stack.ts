import {
  DescribeStacksCommand,
  GetTemplateCommand,
  ListExportsCommand,
  ListStackResourcesCommand,
  type Parameter,
  type Stack,
} from '@aws-sdk/client-cloudformation';
import type { DeployedResource } from '../../drift/snapshot.js';
import { AwsFailure, isRefusal } from './failure.js';
import type { Session } from './session.js';

/** What DescribeStacks gives for a parameter with NoEcho. */
const HIDDEN = '****';

/** @throws AwsFailure also where the stack was not deployed yet, or is on its way to another state */
export async function describeStack(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<Stack> {
  const command = new DescribeStacksCommand({ StackName: name });
  const { Stacks: [stack] = [] } = await session
    .call('cloudformation:DescribeStacks', signal, options =>
      session.cloudFormation.send(command, options),
    )
    .catch(error => {
      throw isRefusal(error, 'ValidationError') ? noStack(name) : error;
    });
  const status = stack?.StackStatus ?? 'DELETE_COMPLETE';
  if (!stack || status === 'DELETE_COMPLETE' || status === 'REVIEW_IN_PROGRESS')
    throw noStack(name);
  // what is cleaned up is of no stack any more
  if (status.endsWith('_IN_PROGRESS') && !status.endsWith('_CLEANUP_IN_PROGRESS'))
    throw busy(name, status);
  return stack;
}

/** Resolved values by name; null where AWS hides them. */
export function parameterValues(
  parameters: readonly Parameter[] = [],
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    parameters.map(({ ParameterKey = '', ResolvedValue, ParameterValue = '' }) => {
      const value = ResolvedValue ?? ParameterValue;
      return [ParameterKey, value === HIDDEN ? null : value];
    }),
  );
}

/** The deployed template, after its transforms. */
export async function deployedTemplate(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<string> {
  const command = new GetTemplateCommand({ StackName: name, TemplateStage: 'Processed' });
  const { TemplateBody = '' } = await session.call('cloudformation:GetTemplate', signal, options =>
    session.cloudFormation.send(command, options),
  );
  return TemplateBody;
}

/** By logical id, those that are there. */
export async function deployedResources(
  session: Session,
  name: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, DeployedResource>>> {
  const pages = await session.pages(
    'cloudformation:ListStackResources',
    signal,
    (NextToken, options) =>
      session.cloudFormation.send(
        new ListStackResourcesCommand({ StackName: name, NextToken }),
        options,
      ),
  );
  const resources = pages
    .flatMap(page => page.StackResourceSummaries ?? [])
    .filter(one => one.PhysicalResourceId && one.ResourceStatus !== 'DELETE_COMPLETE')
    .map(({ LogicalResourceId, ResourceType = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      { type: ResourceType, physicalId: PhysicalResourceId },
    ]);
  return Object.fromEntries(resources);
}

/** The exports of the account in the region, by name. */
export async function exportValues(
  session: Session,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  const pages = await session.pages('cloudformation:ListExports', signal, (NextToken, options) =>
    session.cloudFormation.send(new ListExportsCommand({ NextToken }), options),
  );
  const exports = pages.flatMap(page => page.Exports ?? []);
  return Object.fromEntries(exports.map(({ Name = '', Value = '' }) => [Name, Value]));
}

function noStack(name: string): AwsFailure {
  return new AwsFailure({
    kind: 'not-found',
    message: `There is no stack ${name} deployed in this account and region.`,
    action: { kind: 'configure', what: 'stack' },
  });
}

function busy(name: string, status: string): AwsFailure {
  return new AwsFailure({
    kind: 'busy',
    message: `Stack ${name} is being changed (${status}): what is live now is neither its old template nor its new one.`,
    action: { kind: 'retry' },
  });
}
