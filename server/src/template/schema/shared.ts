import type { Property } from './property.js';

// Parts that more than one type has.

export function tagList(of: string, max: number): Property {
  return {
    description: `up to ${max} ${of}`,
    type: 'list',
    max,
    properties: {
      Key: { description: '1-128 characters', type: 'string', required: true, min: 1, max: 128 },
      Value: { description: 'up to 256 characters', type: 'string', required: true, max: 256 },
    },
  };
}

export const retryPolicy: Property = {
  description: 'how long and how often a failed start is tried again (24 hours, 185 times)',
  type: 'object',
  properties: {
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
  },
};

export const deadLetterConfig: Property = {
  description: 'queue for what could not be delivered',
  type: 'object',
  properties: {
    Arn: {
      description: 'ARN of a standard SQS queue (not FIFO) that keeps what could not be delivered',
      type: 'string',
      min: 1,
      max: 1600,
    },
  },
};

export const sageMakerPipelineParameters: Property = {
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
