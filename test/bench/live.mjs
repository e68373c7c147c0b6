// What is live of the rules of `templates.mjs`: a snapshot as `cronwright snapshot` writes it.
import { IMPORTED, schedulesTemplate } from './templates.mjs';

const HOME = 'eu-central-1:123456789012';

/** Of so many rules as they were deployed, but that each tenth was disabled in the console. */
export function liveSnapshot(rules) {
  const template = schedulesTemplate(rules);
  const [, ...expressions] = template.split('ScheduleExpression: ');
  const live = expressions.map((text, i) => liveRule(i, text.slice(0, text.indexOf('\n'))));
  const resources = live.map(({ Name }, i) => [
    `Job${i}Rule`,
    { type: 'AWS::Events::Rule', physicalId: Name },
  ]);
  return JSON.stringify({
    version: 1,
    capturedAt: '2026-11-24T04:00:00.000Z',
    account: '123456789012',
    region: 'eu-central-1',
    complete: true,
    inputsHashed: false,
    stack: {
      name: 'shop-live',
      id: `arn:aws:cloudformation:${HOME}:stack/shop-live/1`,
      parameters: { NetStack: 'net-live' },
      resources: Object.fromEntries(resources),
      template,
    },
    exports: Object.fromEntries(IMPORTED.map(name => [`net-live-${name}`, arnOf(name)])),
    rules: live,
    schedules: [],
  });
}

function arnOf(name) {
  return `arn:aws:shop:${HOME}:${name}`;
}

function liveRule(i, ScheduleExpression) {
  const command = ['bundle', 'exec', 'rake', `jobs:task_${i}`];
  return {
    Name: `shop-job-${i}`,
    Arn: `arn:aws:events:${HOME}:rule/shop-job-${i}`,
    Description: `Runs job ${i} of the shop`,
    ScheduleExpression,
    State: i % 10 === 9 ? 'DISABLED' : 'ENABLED',
    EventBusName: 'default',
    Targets: [
      {
        Id: `job-${i}`,
        Arn: arnOf('cluster'),
        RoleArn: arnOf('events-role'),
        EcsParameters: {
          TaskDefinitionArn: arnOf('jobs-task'),
          TaskCount: 1,
          LaunchType: 'FARGATE',
          NetworkConfiguration: {
            awsvpcConfiguration: {
              Subnets: [arnOf('subnet-one'), arnOf('subnet-two')],
              SecurityGroups: [arnOf('jobs-sg')],
            },
          },
        },
        Input: JSON.stringify({ containerOverrides: [{ name: 'app', command }] }),
        DeadLetterConfig: { Arn: arnOf('dead-letters') },
      },
    ],
  };
}
