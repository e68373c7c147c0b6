/** The calls that change a rule or a schedule that is there. */
export const EVENTS_CALLS = [
  'PutRule',
  'PutTargets',
  'RemoveTargets',
  'EnableRule',
  'DisableRule',
  'DeleteRule',
] as const;

export const SCHEDULER_CALLS = ['UpdateSchedule', 'DeleteSchedule'] as const;

/** CloudFormation as it calls other services. */
export const CLOUDFORMATION = 'cloudformation.amazonaws.com';
