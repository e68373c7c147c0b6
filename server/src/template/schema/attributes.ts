import type { Properties } from './property.js';

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
  Connectors: {
    description: "SAM's grants: which other resources this one may reach, and how",
    type: 'map',
    open: true,
  },
};
