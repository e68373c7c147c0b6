import type { GuardOptions } from './options.js';
import type { Policy } from './policy.js';

/**
 * What Cronwright's own calls need, and nothing that writes; `GetCallerIdentity` needs no permission.
 * The last two statements are for who made a change and for whether rules fire: without them all
 * else works. Sources: the service authorization references of each service.
 */
export function readOnlyPolicy({ account }: Pick<GuardOptions, 'account'>): Policy {
  const own = account ?? '*';
  const arn = (service: string, resource: string) => `arn:aws:${service}:*:${own}:${resource}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ListsThatHaveNoResources',
        Effect: 'Allow',
        Action: ['events:ListRules', 'scheduler:ListSchedules', 'cloudformation:ListExports'],
        Resource: '*',
      },
      {
        Sid: 'RulesAndSchedules',
        Effect: 'Allow',
        Action: ['events:ListTargetsByRule', 'scheduler:GetSchedule'],
        Resource: [arn('events', 'rule/*'), arn('scheduler', 'schedule/*/*')],
      },
      {
        Sid: 'StacksAndChangeSets',
        Effect: 'Allow',
        Action: [
          'cloudformation:DescribeStacks',
          'cloudformation:ListStackResources',
          'cloudformation:GetTemplate',
          'cloudformation:DescribeChangeSet',
        ],
        Resource: arn('cloudformation', 'stack/*/*'),
      },
      {
        Sid: 'OptionalWhoChangedIt',
        Effect: 'Allow',
        Action: ['cloudtrail:LookupEvents'],
        Resource: '*',
      },
      {
        Sid: 'OptionalDoesItFire',
        Effect: 'Allow',
        Action: ['cloudwatch:GetMetricData'],
        Resource: '*',
      },
    ],
  };
}
