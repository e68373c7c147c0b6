import type { Properties } from './property.js';
import { ruleTarget } from './rule-target.js';
import { tagList } from './shared.js';

export const rule: Properties = {
  Name: {
    description: '1-64 of A-Z a-z 0-9 . - _; a change replaces the rule',
    type: 'string',
    min: 1,
    max: 64,
  },
  Description: { description: 'up to 512 characters', type: 'string', max: 512 },
  ScheduleExpression: {
    description: 'cron(…) with six fields or rate(…), in UTC, up to 256 characters',
    type: 'string',
    max: 256,
  },
  EventPattern: {
    description: 'which events start the targets; a rule may have a schedule as well',
    type: 'json',
    open: true,
  },
  State: {
    description: 'ENABLED when left out',
    type: 'string',
    values: ['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'],
  },
  EventBusName: {
    description: 'name or ARN of the event bus; a schedule works on the default bus only',
    type: 'string',
    min: 1,
    max: 1600,
  },
  RoleArn: {
    description: 'role for targets that have none of their own',
    type: 'string',
    min: 1,
    max: 1600,
  },
  Targets: {
    description: '1-5 targets that each run invokes',
    type: 'list',
    min: 1,
    max: 5,
    properties: ruleTarget,
  },
  Tags: tagList('tags of the rule', 50),
};
