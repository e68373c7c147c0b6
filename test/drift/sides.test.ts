import { describe, expect, it } from 'vitest';
import type { Difference, ResourceDrift } from '../../server/src/drift/drift.js';
import { sidesOf } from '../../server/src/drift/sides.js';

function difference(
  path: string,
  template: Difference['template'],
  live: Difference['live'],
): Difference {
  const span = { start: 0, end: 0 };
  return {
    kind: 'drift',
    path,
    template,
    live,
    span,
    steps: [],
    local: undefined,
    isDefault: false,
  };
}

const DRIFT: ResourceDrift = {
  logicalId: 'ReportsRule',
  type: 'AWS::Events::Rule',
  physicalId: 'reports',
  span: { start: 0, end: 0 },
  status: 'drift',
  pending: [],
  notCompared: 0,
  reasons: [],
  wanted: null,
  inputsHashed: false,
  live: {
    Name: 'reports',
    State: 'DISABLED',
    Targets: [
      { Id: 'own', Arn: 'arn:a', Input: '{"days": 2, "zone": ["UTC"]}' },
      { Id: 'console', Arn: 'arn:b' },
    ],
  },
  differences: [
    difference('State', 'ENABLED', 'DISABLED'),
    difference('Targets[own].Input.days', 1, 2),
    difference('Targets[console]', undefined, { Id: 'console', Arn: 'arn:b' }),
  ],
};

describe('the two sides of a difference', () => {
  it('have a line for each value, and the same line where they agree', () => {
    const common = ['Name: "reports"'];
    const own = ['Targets[own].Arn: "arn:a"', 'Targets[own].Id: "own"'];
    expect(sidesOf(DRIFT)?.live.split('\n')).toEqual([
      ...common,
      'State: "DISABLED"',
      'Targets[console].Arn: "arn:b"',
      'Targets[console].Id: "console"',
      ...own.slice(0, 1),
      ...own.slice(1),
      'Targets[own].Input.days: 2',
      'Targets[own].Input.zone[0]: "UTC"',
      '',
    ]);
    expect(sidesOf(DRIFT)?.template.split('\n')).toEqual([
      ...common,
      'State: "ENABLED"',
      ...own,
      'Targets[own].Input.days: 1',
      'Targets[own].Input.zone[0]: "UTC"',
      '',
    ]);
  });

  it('are none where nothing is live', () => {
    expect(sidesOf({ ...DRIFT, live: null })).toBeNull();
  });
});
