import { ruleEcsParameters } from './ecs.js';
import type { Properties } from './property.js';
import { deadLetterConfig, retryPolicy, sageMakerPipelineParameters } from './shared.js';

export const ruleTarget: Properties = {
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
  EcsParameters: ruleEcsParameters,
  RetryPolicy: retryPolicy,
  DeadLetterConfig: deadLetterConfig,
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
