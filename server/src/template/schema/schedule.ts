import { scheduleEcsParameters } from './ecs.js';
import type { Properties } from './property.js';
import { deadLetterConfig, retryPolicy, sageMakerPipelineParameters, tagList } from './shared.js';

const scheduleTarget: Properties = {
  Arn: {
    description: 'ARN of what is invoked: an ECS cluster, a function, a queue, or an SDK call',
    type: 'string',
    required: true,
    min: 1,
    max: 1600,
  },
  RoleArn: {
    description: 'role that Scheduler assumes; trusts scheduler.amazonaws.com',
    type: 'string',
    required: true,
    min: 1,
    max: 1600,
  },
  Input: {
    description: 'text sent to the target; JSON for most of them',
    type: 'string',
    min: 1,
  },
  EcsParameters: scheduleEcsParameters,
  RetryPolicy: retryPolicy,
  DeadLetterConfig: deadLetterConfig,
  EventBridgeParameters: {
    description: 'for an event bus as the target',
    type: 'object',
    properties: {
      DetailType: {
        description: '1-128 characters; detail-type of the event',
        type: 'string',
        required: true,
        min: 1,
        max: 128,
      },
      Source: {
        description: '1-256 characters; source of the event, not starting with `aws.`',
        type: 'string',
        required: true,
        min: 1,
        max: 256,
      },
    },
  },
  KinesisParameters: {
    description: 'for a Kinesis stream as the target',
    type: 'object',
    properties: {
      PartitionKey: {
        description: '1-256 characters; decides the shard',
        type: 'string',
        required: true,
        min: 1,
        max: 256,
      },
    },
  },
  SageMakerPipelineParameters: sageMakerPipelineParameters,
  SqsParameters: {
    description: 'for a FIFO queue as the target',
    type: 'object',
    properties: {
      MessageGroupId: {
        description: '1-128 characters; message group that the message goes to',
        type: 'string',
        min: 1,
        max: 128,
      },
    },
  },
};

// The API's ActionAfterCompletion is not in the CloudFormation schema, and a schedule has no tags.
export const schedule: Properties = {
  Name: {
    description: '1-64 of A-Z a-z 0-9 . - _; a change replaces the schedule',
    type: 'string',
    min: 1,
    max: 64,
  },
  GroupName: {
    description: '1-64 characters; name of a schedule group, `default` when left out',
    type: 'string',
    min: 1,
    max: 64,
  },
  Description: { description: 'up to 512 characters', type: 'string', max: 512 },
  ScheduleExpression: {
    description: 'cron(…), rate(…) or at(yyyy-mm-ddThh:mm:ss), up to 256 characters',
    type: 'string',
    required: true,
    min: 1,
    max: 256,
  },
  ScheduleExpressionTimezone: {
    description: 'IANA time zone like Europe/Berlin, 1-50 characters; UTC when left out',
    type: 'string',
    min: 1,
    max: 50,
  },
  StartDate: {
    description: 'first moment of the schedule, in UTC with milliseconds: 2026-01-31T08:00:00.000Z',
    type: 'string',
  },
  EndDate: {
    description: 'last moment of the schedule, in UTC with milliseconds: 2026-12-31T08:00:00.000Z',
    type: 'string',
  },
  FlexibleTimeWindow: {
    description: 'whether a run may start some minutes late',
    type: 'object',
    required: true,
    properties: {
      Mode: {
        description: "'OFF' (in quotes: bare OFF is false in YAML 1.1) or FLEXIBLE",
        type: 'string',
        required: true,
        values: ['OFF', 'FLEXIBLE'],
      },
      MaximumWindowInMinutes: {
        description: '1-1440; needed with FLEXIBLE, refused with OFF',
        type: 'integer',
        min: 1,
        max: 1440,
      },
    },
  },
  State: {
    description: 'ENABLED when left out',
    type: 'string',
    values: ['ENABLED', 'DISABLED'],
  },
  KmsKeyArn: {
    description: 'ARN of your own KMS key for the data of the schedule',
    type: 'string',
    min: 1,
    max: 2048,
  },
  Target: {
    description: 'what each run invokes',
    type: 'object',
    required: true,
    properties: scheduleTarget,
  },
};

export const scheduleGroup: Properties = {
  Name: {
    description: '1-64 of A-Z a-z 0-9 . - _; a change replaces the group',
    type: 'string',
    min: 1,
    max: 64,
  },
  Tags: tagList('tags of the group', 200),
};
