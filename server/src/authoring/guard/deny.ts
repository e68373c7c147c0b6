import { CLOUDFORMATION, EVENTS_CALLS, SCHEDULER_CALLS } from './calls.js';
import type { GuardOptions } from './options.js';
import type { Policy } from './policy.js';

/**
 * Denies changes to rules and schedules that don't come through CloudFormation, but for some roles:
 * a service control policy, or a policy or permissions boundary of IAM.
 *
 * `aws:CalledVia` names the services that a call came through. A direct call has no such key, and
 * then `ForAllValues` holds, so that it is denied. Sources: the IAM user guide, aws:CalledVia and
 * "Multivalued context key examples".
 *
 * With a service role of CloudFormation the sources differ: IAM says that the key is absent then,
 * CloudFormation ("Forward access sessions requests and permission evaluation") that its keys are
 * there in both cases. Such a role is let through by its name, which is right either way.
 */
export function denyPolicy({ breakGlassRoles, allowedRoles }: GuardOptions): Policy {
  const roles = [...breakGlassRoles, ...allowedRoles].flatMap(roleArns);
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'SchedulesChangeThroughCloudFormation',
        Effect: 'Deny',
        Action: [
          ...EVENTS_CALLS.map(call => `events:${call}`),
          ...SCHEDULER_CALLS.map(call => `scheduler:${call}`),
        ],
        Resource: '*',
        Condition: {
          'ForAllValues:StringNotEquals': { 'aws:CalledVia': [CLOUDFORMATION] },
          ...(roles.length > 0 && { ArnNotLike: { 'aws:PrincipalArn': roles } }),
        },
      },
    ],
  };
}

/** A role in any account; one that is given without its path may have one. */
function roleArns(name: string): string[] {
  const arn = (path: string) => `arn:*:iam::*:role/${path}`;
  return name.includes('/') ? [arn(name)] : [arn(name), arn(`*/${name}`)];
}
