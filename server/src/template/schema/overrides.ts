import type { Properties, Property } from './property.js';

const container: Properties = {
  name: {
    description: 'which container of the task definition this is about',
    type: 'string',
    required: true,
  },
  command: {
    description:
      "the words that the container is started with in place of its image's command, one item each: the program, then its arguments",
    type: 'list',
  },
  environment: {
    description: 'variables that are added to those of the task definition, or take their place',
    type: 'list',
    properties: {
      name: { description: 'name of the variable', type: 'string' },
      value: { description: 'what it is set to, as text', type: 'string' },
    },
  },
  environmentFiles: {
    description: 'up to 10 files in S3 with variables, a line each',
    type: 'list',
    properties: {
      value: { description: 'ARN of the file in S3', type: 'string', required: true },
      type: { description: 'where the file is', type: 'string', values: ['s3'], required: true },
    },
  },
  cpu: { description: 'CPU units of the container, 1024 to a vCPU', type: 'integer' },
  memory: {
    description: 'MiB of memory at which the container is stopped',
    type: 'integer',
  },
  memoryReservation: {
    description: 'MiB of memory that are kept for the container',
    type: 'integer',
  },
  resourceRequirements: {
    description: 'GPUs or accelerators of the container',
    type: 'list',
    properties: {
      value: {
        description: 'how many GPUs, or the name of the accelerator',
        type: 'string',
        required: true,
      },
      type: {
        description: 'what the container needs',
        type: 'string',
        values: ['GPU', 'InferenceAccelerator'],
        required: true,
      },
    },
  },
};

/**
 * What the `Input` of a target that runs an ECS task may hold: the overrides of the ECS API's
 * RunTask, whose keys begin with small letters.
 */
export const TASK_OVERRIDES: Properties = {
  containerOverrides: {
    description: 'what is different for single containers of the task in this run',
    type: 'list',
    properties: container,
  },
  cpu: { description: 'CPU units of the whole task, as text, like "512"', type: 'string' },
  memory: { description: 'MiB of memory of the whole task, as text, like "1024"', type: 'string' },
  executionRoleArn: {
    description: 'role with which ECS pulls the image and writes the logs',
    type: 'string',
  },
  taskRoleArn: { description: 'role that the containers have', type: 'string' },
  ephemeralStorage: {
    description: 'disk of a task on Fargate',
    type: 'object',
    properties: {
      sizeInGiB: { description: '20-200 GiB', type: 'integer', required: true },
    },
  },
  inferenceAcceleratorOverrides: {
    description: 'Elastic Inference accelerators of the task',
    type: 'list',
    properties: {
      deviceName: { description: 'name of the accelerator in the task definition', type: 'string' },
      deviceType: { description: 'type of the accelerator', type: 'string' },
    },
  },
};

/** What stands under a path of keys of the overrides; the items of a list share its path. */
export function overrideAt(keys: readonly string[]): Property | undefined {
  let properties: Properties | undefined = TASK_OVERRIDES;
  let found: Property | undefined;
  for (const key of keys) {
    found = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
    properties = found?.properties;
  }
  return found;
}
