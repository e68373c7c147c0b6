import type { Properties, Property } from './property.js';
import { tagList } from './shared.js';

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

const common: Properties = {
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

/**
 * EcsParameters of a target: the services differ in how they spell a few keys, and in how a tag is
 * written.
 */
function ecsParameters(
  vpcKey: string,
  strategyKey: string,
  tagKey: string,
  tags: Property,
): Property {
  return {
    description: 'which task an ECS cluster runs, and how',
    type: 'object',
    properties: {
      ...common,
      NetworkConfiguration: {
        description: 'network of the tasks; needed for FARGATE and awsvpc task definitions',
        type: 'object',
        properties: {
          [vpcKey]: {
            description: 'subnets, security groups and public address of the tasks',
            type: 'object',
            properties: vpcConfiguration,
          },
        },
      },
      [strategyKey]: placementStrategy,
      [tagKey]: tags,
    },
  };
}

export const ruleEcsParameters = ecsParameters(
  'AwsVpcConfiguration',
  'PlacementStrategies',
  'TagList',
  tagList('tags of the tasks', 50),
);

export const scheduleEcsParameters = ecsParameters(
  'AwsvpcConfiguration',
  'PlacementStrategy',
  'Tags',
  { description: 'up to 50 maps of tags of the tasks', type: 'list', max: 50, open: true },
);
