import { DescribeChangeSetCommand } from '@aws-sdk/client-cloudformation';
import type { ChangeSet, ChangeSetName } from '../live.js';
import { AwsFailure, isRefusal } from './failure.js';
import { plain } from './plain.js';
import type { Session } from './session.js';

/**
 * A change set with the values of its properties and all of its changes.
 * @throws AwsFailure also where there is none of the name
 */
export async function describeChangeSet(
  session: Session,
  { stack, name }: ChangeSetName,
  signal: AbortSignal,
): Promise<ChangeSet> {
  const pages = await session
    .pages('cloudformation:DescribeChangeSet', signal, (NextToken, options) =>
      session.cloudFormation.send(
        new DescribeChangeSetCommand({
          StackName: stack,
          ChangeSetName: name,
          IncludePropertyValues: true,
          NextToken,
        }),
        options,
      ),
    )
    .catch(error => {
      throw isNone(error) ? noChangeSet(name, stack) : error;
    });
  const { NextToken: _, ...first } = pages[0] ?? {};
  return plain<ChangeSet>({ ...first, Changes: pages.flatMap(page => page.Changes ?? []) });
}

/** The second is what is answered where the stack is not there. */
function isNone(error: unknown): boolean {
  return (
    isRefusal(error, 'ChangeSetNotFoundException') ||
    isRefusal(error, 'ChangeSetNotFound') ||
    isRefusal(error, 'ValidationError')
  );
}

function noChangeSet(name: string, stack: string | undefined): AwsFailure {
  const of = stack ? ` of stack ${stack}` : '';
  return new AwsFailure({
    kind: 'not-found',
    message: `There is no change set ${name}${of} in this account and region.`,
    action: { kind: 'configure', what: 'stack' },
  });
}
