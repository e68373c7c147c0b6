import { denyPolicy } from './deny.js';
import { notifyTemplate } from './notify.js';
import type { GuardOptions } from './options.js';
import { policyText } from './policy.js';
import { readOnlyPolicy } from './read-only.js';

export const GUARD_PARTS = ['deny', 'notify', 'read-only'] as const;

export type GuardPart = (typeof GUARD_PARTS)[number];

/** A file of the guard. */
export interface GuardDocument {
  readonly part: GuardPart;
  /** What it may be called. */
  readonly file: string;
  readonly language: 'json' | 'yaml';
  readonly text: string;
  /** What it is for, and what to know before it is used, each in a sentence or two. */
  readonly notes: readonly string[];
}

/** What keeps schedules from being changed by hand, or at least tells of it. */
export function guardOf(options: GuardOptions): GuardDocument[] {
  return [
    {
      part: 'deny',
      file: 'deny-console-changes.json',
      language: 'json',
      text: policyText(denyPolicy(options)),
      notes: denyNotes(options),
    },
    {
      part: 'notify',
      file: 'notify-console-changes.yml',
      language: 'yaml',
      text: notifyTemplate(options),
      notes: [
        'Deploy it in each Region that has schedules. CloudTrail has to log management events there, and a mail may come minutes after the call.',
        'Calls that were denied are told of as well, and so are those of a break-glass role.',
      ],
    },
    {
      part: 'read-only',
      file: 'cronwright-read-only.json',
      language: 'json',
      text: policyText(readOnlyPolicy(options)),
      notes: [
        'For the role with which Cronwright asks AWS. The two last statements are optional: who changed a rule, and whether it fires.',
        ...(options.account === null ? ['It is for any account: name one to narrow it.'] : []),
      ],
    },
  ];
}

function denyNotes({ breakGlassRoles, allowedRoles }: GuardOptions): string[] {
  return [
    'Attach it as a service control policy, or as a permissions boundary. Service control policies don’t reach the management account and service-linked roles.',
    ...(breakGlassRoles.length === 0
      ? ['Nobody can change a schedule by hand with it. Name a break-glass role for emergencies.']
      : []),
    ...(allowedRoles.length === 0
      ? [
          'Where stacks have a service role, name it as an allowed role: IAM documents that `aws:CalledVia` is absent then, though CloudFormation documents that it is there.',
        ]
      : []),
    'Services that make rules with a role of yours are denied too, such as Step Functions for `.sync` tasks. Name those roles as allowed.',
  ];
}
