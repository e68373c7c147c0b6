import { describe, expect, it } from 'vitest';
import {
  type Properties,
  propertiesAt,
  propertyAt,
  RESOURCE_ATTRIBUTES,
  RESOURCE_TYPES,
} from '../../server/src/template/schema/index.js';

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';

describe('propertyAt', () => {
  it('walks through objects and the items of lists', () => {
    const path = ['Targets', 'EcsParameters', 'NetworkConfiguration', 'AwsVpcConfiguration'];
    expect(Object.keys(propertiesAt(RULE, path) ?? {})).toEqual([
      'Subnets',
      'SecurityGroups',
      'AssignPublicIp',
    ]);
    expect(propertyAt(RULE, [...path, 'AssignPublicIp'])?.values).toEqual(['DISABLED', 'ENABLED']);
  });

  it('gives the properties of the resource for the empty path', () => {
    expect(Object.keys(propertiesAt('AWS::Scheduler::ScheduleGroup', []) ?? {})).toEqual([
      'Name',
      'Tags',
    ]);
    expect(propertyAt(RULE, [])).toBeUndefined();
  });

  it('knows nothing of other types, of unknown keys, and of what may hold anything', () => {
    expect(propertiesAt('AWS::ECS::Cluster', [])).toBeUndefined();
    expect(propertiesAt(RULE, ['Target'])).toBeUndefined();
    expect(propertiesAt(RULE, ['EventPattern', 'source'])).toBeUndefined();
  });

  it('takes the names of what every object has for unknown', () => {
    expect(propertiesAt('constructor', [])).toBeUndefined();
    expect(propertyAt(RULE, ['constructor'])).toBeUndefined();
    expect(propertiesAt(RULE, ['toString', 'length'])).toBeUndefined();
  });
});

describe('the schema', () => {
  it('spells the network of a task as each service does', () => {
    const network = ['EcsParameters', 'NetworkConfiguration'];
    expect(Object.keys(propertiesAt(RULE, ['Targets', ...network]) ?? {})).toEqual([
      'AwsVpcConfiguration',
    ]);
    expect(Object.keys(propertiesAt(SCHEDULE, ['Target', ...network]) ?? {})).toEqual([
      'AwsvpcConfiguration',
    ]);
  });

  it('has no key that CloudFormation leaves out of a schedule', () => {
    expect(propertyAt(SCHEDULE, ['ActionAfterCompletion'])).toBeUndefined();
    expect(propertyAt(SCHEDULE, ['Tags'])).toBeUndefined();
  });

  it('describes every property in a few words, without a full stop', () => {
    const all = [
      ...walk(RESOURCE_ATTRIBUTES),
      ...Object.values(RESOURCE_TYPES).flatMap(type => walk(type.properties)),
    ];
    expect(all.length).toBeGreaterThan(150);
    expect(all.filter(([, words]) => !/^.{10,120}[^.]$/.test(words))).toEqual([]);
  });
});

function walk(properties: Properties, path = ''): [path: string, description: string][] {
  return Object.entries(properties).flatMap(([key, property]) => [
    [`${path}/${key}`, property.description] as [string, string],
    ...walk(property.properties ?? {}, `${path}/${key}`),
  ]);
}
