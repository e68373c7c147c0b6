import type { Example } from '../rule.js';

const TEMPLATE = `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 5 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`;

const CONFIG = `stacks:
  - files: [template.yml]
    stack: shop
    snapshot: live.json
`;

/** A rule and its snapshot, in which it has that schedule; null is none. */
export function example(schedule: string | null): Example {
  const rule = {
    Name: 'shop-NightlyRule-1A2B',
    ScheduleExpression: schedule,
    State: 'ENABLED',
    Targets: [{ Id: 'jobs', Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }],
  };
  const snapshot = {
    version: 1,
    capturedAt: '2026-11-24T09:00:00Z',
    account: '123456789012',
    region: 'eu-west-1',
    complete: true,
    inputsHashed: false,
    stack: {
      name: 'shop',
      id: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/shop/1',
      parameters: {},
      resources: {
        NightlyRule: { type: 'AWS::Events::Rule', physicalId: 'shop-NightlyRule-1A2B' },
      },
      template: TEMPLATE,
    },
    exports: null,
    rules: schedule === null ? [] : [rule],
    schedules: [],
  };
  return {
    template: TEMPLATE,
    files: { 'cronwright.yml': CONFIG, 'live.json': JSON.stringify(snapshot, null, 2) },
  };
}
