/**
 * What the resource types we know may contain, after the CloudFormation registry schemas.
 * An unknown-property warning is built on it: a key that is missing here is a false alarm there.
 * Keys are spelled as CloudFormation spells them, which is not always as the API does, nor the
 * same for a rule and a schedule (`AwsVpcConfiguration` and `AwsvpcConfiguration`).
 */

export type PropertyType = 'string' | 'integer' | 'boolean' | 'json' | 'list' | 'map' | 'object';

export interface Property {
  /** In a few words, with ranges. */
  readonly description: string;
  readonly type: PropertyType;
  readonly required?: true;
  readonly values?: readonly string[];
  /** Of an object, or of each item of a list of objects. */
  readonly properties?: Properties;
  /** Free-form inside: unknown keys are fine. */
  readonly open?: true;
  /** The least and greatest value of an integer, length of a string, number of items of a list. */
  readonly min?: number;
  readonly max?: number;
}

export type Properties = Readonly<Record<string, Property>>;

export interface ResourceType {
  readonly description: string;
  readonly properties: Properties;
}

const tag: Properties = {
  Key: { description: '1-128 characters', type: 'string', required: true, min: 1, max: 128 },
  Value: { description: 'up to 256 characters', type: 'string', required: true, max: 256 },
};

const retryPolicy: Properties = {
  MaximumRetryAttempts: {
    description: '0-185; how often a failed start is tried again',
    type: 'integer',
    min: 0,
    max: 185,
  },
  MaximumEventAgeInSeconds: {
    description: '60-86400; how long a failed start is tried again',
    type: 'integer',
    min: 60,
    max: 86400,
  },
};

const deadLetterConfig: Properties = {
  Arn: {
    description: 'ARN of a standard SQS queue (not FIFO) that keeps what could not be delivered',
    type: 'string',
    min: 1,
    max: 1600,
  },
};

const vpcConfiguration: Properties = {
  Subnets: {
    description: '1-16 subnet ids that the task runs in',
    type: 'list',
    required: true,
    min: 1,
    max: 16,
  },
  SecurityGroups: {
    description: "up to 5 security group ids; without any, the VPC's default group",
    type: 'list',
    max: 5,
  },
  AssignPublicIp: {
    description: 'whether the task gets a public address; ENABLED is for FARGATE only',
    type: 'string',
    values: ['DISABLED', 'ENABLED'],
  },
};

const placementConstraints: Property = {
  description: 'up to 10 conditions on the instances that tasks are placed on',
  type: 'list',
  max: 10,
  properties: {
    Type: {
      description: 'distinctInstance: each task on an instance of its own',
      type: 'string',
      values: ['distinctInstance', 'memberOf'],
    },
    Expression: {
      description: 'cluster query of memberOf, up to 2000 characters',
      type: 'string',
      max: 2000,
    },
  },
};

const placementStrategy: Property = {
  description: 'up to 5 ways to choose an instance, the first one first',
  type: 'list',
  max: 5,
  properties: {
    Type: {
      description: 'random, spread over Field, or binpack by Field',
      type: 'string',
      values: ['random', 'spread', 'binpack'],
    },
    Field: {
      description: 'instanceId or an attribute to spread over; cpu or memory to pack by',
      type: 'string',
      max: 255,
    },
  },
};

/** What EcsParameters of a rule and of a schedule have in common. */
const ecsParameters: Properties = {
  TaskDefinitionArn: {
    description: 'ARN of the task definition to run; without a revision, the latest active one',
    type: 'string',
    required: true,
    min: 1,
    max: 1600,
  },
  TaskCount: {
    description: '1-10; how many tasks a run starts (1 when left out)',
    type: 'integer',
    min: 1,
    max: 10,
  },
  LaunchType: {
    description: 'where tasks run; FARGATE needs NetworkConfiguration',
    type: 'string',
    values: ['EC2', 'FARGATE', 'EXTERNAL'],
  },
  PlatformVersion: {
    description: 'Fargate platform version: LATEST, or a number like 1.4.0',
    type: 'string',
    min: 1,
    max: 64,
  },
  CapacityProviderStrategy: {
    description: 'up to 6 capacity providers; instead of LaunchType',
    type: 'list',
    max: 6,
    properties: {
      CapacityProvider: {
        description: 'name of a capacity provider: FARGATE, FARGATE_SPOT, or your own',
        type: 'string',
        required: true,
        min: 1,
        max: 255,
      },
      Weight: {
        description: '0-1000; its share of the tasks above Base',
        type: 'integer',
        min: 0,
        max: 1000,
      },
      Base: {
        description: '0-100000; how many tasks it runs at least (one provider only)',
        type: 'integer',
        min: 0,
        max: 100000,
      },
    },
  },
  Group: {
    description: 'ECS task group, up to 255 characters',
    type: 'string',
    min: 1,
    max: 255,
  },
  PlacementConstraints: placementConstraints,
  PropagateTags: {
    description: "copies the task definition's tags to the tasks",
    type: 'string',
    values: ['TASK_DEFINITION'],
  },
  ReferenceId: {
    description: 'reference id of the tasks, up to 1024 characters',
    type: 'string',
    max: 1024,
  },
  EnableECSManagedTags: {
    description: 'whether ECS tags the tasks with their cluster',
    type: 'boolean',
  },
  EnableExecuteCommand: {
    description: 'whether `aws ecs execute-command` may enter the tasks',
    type: 'boolean',
  },
};

const sageMakerPipelineParameters: Property = {
  description: 'for a SageMaker pipeline as the target',
  type: 'object',
  properties: {
    PipelineParameterList: {
      description: "up to 200 of the pipeline's parameters",
      type: 'list',
      max: 200,
      properties: {
        Name: { description: '1-256 characters', type: 'string', required: true, min: 1, max: 256 },
        Value: {
          description: 'up to 1024 characters',
          type: 'string',
          required: true,
          max: 1024,
        },
      },
    },
  },
};

const ruleTarget: Properties = {
  Id: {
    description: "1-64 of A-Z a-z 0-9 . - _; unique among the rule's targets",
    type: 'string',
    required: true,
    min: 1,
    max: 64,
  },
  Arn: {
    description: 'ARN of what is invoked; for an ECS task, of its cluster',
    type: 'string',
    required: true,
    min: 1,
    max: 1600,
  },
  RoleArn: {
    description:
      'role that EventBridge assumes to invoke the target; trusts events.amazonaws.com; an ECS target needs it',
    type: 'string',
    min: 1,
    max: 1600,
  },
  Input: {
    description:
      'JSON text sent instead of the event, up to 8192 characters; only one of Input, InputPath, InputTransformer',
    type: 'string',
    max: 8192,
  },
  InputPath: {
    description: 'JSONPath of the part of the event that is sent, up to 256 characters',
    type: 'string',
    max: 256,
  },
  InputTransformer: {
    description: 'builds the input from parts of the event',
    type: 'object',
    properties: {
      InputPathsMap: {
        description: 'up to 100 names, each with the JSONPath of its value in the event',
        type: 'map',
        open: true,
      },
      InputTemplate: {
        description: '1-8192 characters; `<name>` stands for a value of InputPathsMap',
        type: 'string',
        required: true,
        min: 1,
        max: 8192,
      },
    },
  },
  EcsParameters: {
    description: 'which task an ECS cluster runs, and how',
    type: 'object',
    properties: {
      ...ecsParameters,
      NetworkConfiguration: {
        description: 'network of the tasks; needed for FARGATE and awsvpc task definitions',
        type: 'object',
        properties: {
          AwsVpcConfiguration: {
            description: 'subnets, security groups and public address of the tasks',
            type: 'object',
            properties: vpcConfiguration,
          },
        },
      },
      PlacementStrategies: placementStrategy,
      TagList: { description: 'tags of the tasks', type: 'list', properties: tag },
    },
  },
  RetryPolicy: {
    description: 'how long and how often a failed start is tried again (24 hours, 185 times)',
    type: 'object',
    properties: retryPolicy,
  },
  DeadLetterConfig: {
    description: 'queue for what could not be delivered',
    type: 'object',
    properties: deadLetterConfig,
  },
  KinesisParameters: {
    description: 'for a Kinesis stream as the target',
    type: 'object',
    properties: {
      PartitionKeyPath: {
        description: 'JSONPath of the partition key in the event, up to 256 characters',
        type: 'string',
        required: true,
        max: 256,
      },
    },
  },
  SqsParameters: {
    description: 'for a FIFO queue as the target',
    type: 'object',
    properties: {
      MessageGroupId: {
        description: 'message group that the message goes to',
        type: 'string',
        required: true,
      },
    },
  },
  BatchParameters: {
    description: 'for an AWS Batch job queue as the target',
    type: 'object',
    properties: {
      JobDefinition: {
        description: 'ARN or name of the job definition',
        type: 'string',
        required: true,
      },
      JobName: { description: 'name of the job', type: 'string', required: true },
      ArrayProperties: {
        description: 'makes it an array job',
        type: 'object',
        properties: {
          Size: { description: '2-10000; how many jobs the array has', type: 'integer' },
        },
      },
      RetryStrategy: {
        description: 'how often a failed job is tried',
        type: 'object',
        properties: {
          Attempts: { description: '1-10; how often the job is tried', type: 'integer' },
        },
      },
    },
  },
  HttpParameters: {
    description: 'for API Gateway or an API destination as the target',
    type: 'object',
    properties: {
      PathParameterValues: {
        description: "values for the path's `*`, in order",
        type: 'list',
      },
      HeaderParameters: { description: 'headers to send', type: 'map', open: true },
      QueryStringParameters: { description: 'query parameters to send', type: 'map', open: true },
    },
  },
  RedshiftDataParameters: {
    description: 'for a Redshift cluster or workgroup as the target',
    type: 'object',
    properties: {
      Database: {
        description: '1-64 characters; name of the database',
        type: 'string',
        required: true,
        min: 1,
        max: 64,
      },
      DbUser: {
        description: '1-128 characters; database user, for temporary credentials',
        type: 'string',
        min: 1,
        max: 128,
      },
      SecretManagerArn: {
        description: 'ARN of the secret with the credentials',
        type: 'string',
        min: 1,
        max: 1600,
      },
      Sql: {
        description: 'one SQL statement, up to 100000 characters; or Sqls',
        type: 'string',
        min: 1,
        max: 100000,
      },
      Sqls: {
        description: 'up to 40 SQL statements, run as one transaction; or Sql',
        type: 'list',
        max: 40,
      },
      StatementName: {
        description: '1-500 characters; name of the statement',
        type: 'string',
        min: 1,
        max: 500,
      },
      WithEvent: {
        description: 'whether an event follows when the statement has run',
        type: 'boolean',
      },
    },
  },
  RunCommandParameters: {
    description: 'for Systems Manager Run Command as the target',
    type: 'object',
    properties: {
      RunCommandTargets: {
        description: '1-5 criteria for the instances',
        type: 'list',
        required: true,
        min: 1,
        max: 5,
        properties: {
          Key: {
            description: '`tag:` and a tag key, or `InstanceIds`',
            type: 'string',
            required: true,
            min: 1,
            max: 128,
          },
          Values: {
            description: '1-50 values of the tag, or instance ids',
            type: 'list',
            required: true,
            min: 1,
            max: 50,
          },
        },
      },
    },
  },
  SageMakerPipelineParameters: sageMakerPipelineParameters,
  AppSyncParameters: {
    description: 'for an AppSync API as the target',
    type: 'object',
    properties: {
      GraphQLOperation: {
        description: 'query, mutation or subscription to run, up to 1048576 characters',
        type: 'string',
        required: true,
        min: 1,
        max: 1048576,
      },
    },
  },
};

const rule: Properties = {
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
  Tags: { description: 'up to 50 tags of the rule', type: 'list', max: 50, properties: tag },
};

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
  EcsParameters: {
    description: 'which task an ECS cluster runs, and how',
    type: 'object',
    properties: {
      ...ecsParameters,
      NetworkConfiguration: {
        description: 'network of the tasks; needed for FARGATE and awsvpc task definitions',
        type: 'object',
        properties: {
          AwsvpcConfiguration: {
            description: 'subnets, security groups and public address of the tasks',
            type: 'object',
            properties: vpcConfiguration,
          },
        },
      },
      PlacementStrategy: placementStrategy,
      Tags: { description: 'up to 50 tags of the tasks', type: 'list', max: 50, open: true },
    },
  },
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
  RetryPolicy: {
    description: 'how long and how often a failed start is tried again (24 hours, 185 times)',
    type: 'object',
    properties: retryPolicy,
  },
  DeadLetterConfig: {
    description: 'queue for what could not be delivered',
    type: 'object',
    properties: deadLetterConfig,
  },
};

// The API's ActionAfterCompletion is not in the CloudFormation schema, and a schedule has no tags.
const schedule: Properties = {
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

const scheduleGroup: Properties = {
  Name: {
    description: '1-64 of A-Z a-z 0-9 . - _; a change replaces the group',
    type: 'string',
    min: 1,
    max: 64,
  },
  Tags: { description: 'up to 200 tags of the group', type: 'list', max: 200, properties: tag },
};

export const RESOURCE_TYPES: Readonly<Record<string, ResourceType>> = {
  'AWS::Events::Rule': {
    description: 'Starts up to 5 targets on a schedule, or when an event matches',
    properties: rule,
  },
  'AWS::Scheduler::Schedule': {
    description: 'Starts one target on a schedule, in any time zone, or once',
    properties: schedule,
  },
  'AWS::Scheduler::ScheduleGroup': {
    description: 'Holds schedules together',
    properties: scheduleGroup,
  },
};

/** The keys of a resource beside its properties. */
export const RESOURCE_ATTRIBUTES: Properties = {
  Type: {
    description: 'kind of the resource, like AWS::Events::Rule',
    type: 'string',
    required: true,
  },
  Properties: { description: 'what the resource is made of', type: 'object', open: true },
  // `json`, since it may be one id or a list of them.
  DependsOn: { description: 'logical ids that have to be created first', type: 'json' },
  Condition: {
    description: 'name of a condition; the resource exists only when it holds',
    type: 'string',
  },
  DeletionPolicy: {
    description: 'what happens to the resource when it leaves the stack',
    type: 'string',
    values: ['Delete', 'Retain', 'RetainExceptOnCreate', 'Snapshot'],
  },
  UpdateReplacePolicy: {
    description: 'what happens to the old resource when an update replaces it',
    type: 'string',
    values: ['Delete', 'Retain', 'Snapshot'],
  },
  Metadata: { description: 'your own notes on the resource', type: 'json', open: true },
  CreationPolicy: {
    description: 'signals to wait for before the resource counts as created',
    type: 'object',
    open: true,
  },
  UpdatePolicy: {
    description: 'how some types are updated (Auto Scaling groups, Lambda aliases, …)',
    type: 'object',
    open: true,
  },
};
