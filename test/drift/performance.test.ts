import { expect, it } from 'vitest';
import { driftOf } from '../../server/src/drift/drift.js';
import type { LiveRule } from '../../server/src/drift/snapshot.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { ACCOUNT, OPTIONS, snapshotOf } from './support.js';

const RULES = Array.from({ length: 300 }, (_, i) => i);
const EXPORTS = ['cluster', 'role', 'task', 'subnet-one', 'subnet-two', 'group'];
const arnOf = (name: string) => `arn:aws:shop:eu-west-1:${ACCOUNT}:${name}`;
const inputOf = (i: number) =>
  JSON.stringify({ containerOverrides: [{ name: 'app', command: ['rake', `jobs:task_${i}`] }] });

const TEMPLATE = `Parameters:
  Net: {Type: String}
Resources:
${RULES.map(
  i => `  Job${i}Rule:
    Type: AWS::Events::Rule
    Properties:
      Name: job-${i}
      Description: Runs job ${i}
      ScheduleExpression: cron(${i % 60} 4 * * ? *)
      Targets:
        - Id: job
          Arn: !ImportValue net-cluster
          RoleArn: {'Fn::ImportValue': !Sub '\${Net}-role'}
          EcsParameters:
            TaskDefinitionArn: !ImportValue net-task
            LaunchType: FARGATE
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets: [!ImportValue net-subnet-one, !ImportValue net-subnet-two]
                SecurityGroups: [{'Fn::ImportValue': !Join ['-', [!Ref Net, group]]}]
          Input: '${inputOf(i)}'
`,
).join('')}`;

/** As it was deployed, but for each tenth, which somebody disabled. */
function liveRule(i: number): LiveRule {
  const target = {
    Id: 'job',
    Arn: arnOf('cluster'),
    RoleArn: arnOf('role'),
    EcsParameters: {
      TaskDefinitionArn: arnOf('task'),
      TaskCount: 1,
      LaunchType: 'FARGATE',
      NetworkConfiguration: {
        awsvpcConfiguration: {
          Subnets: [arnOf('subnet-two'), arnOf('subnet-one')],
          SecurityGroups: [arnOf('group')],
        },
      },
    },
    Input: inputOf(i),
  };
  return {
    Name: `job-${i}`,
    Description: `Runs job ${i}`,
    ScheduleExpression: `cron(${i % 60} 4 * * ? *)`,
    State: i % 10 === 9 ? 'DISABLED' : 'ENABLED',
    Targets: [target],
  };
}

it('compares 300 rules in 30 ms', () => {
  const times = RULES.slice(0, 15).map(() => {
    // nothing that was found out before is kept with these
    const template = parseTemplate(TEMPLATE);
    const snapshot = snapshotOf({
      template: TEMPLATE,
      parameters: { Net: 'net' },
      exports: Object.fromEntries(EXPORTS.map(name => [`net-${name}`, arnOf(name)])),
      rules: Object.fromEntries(RULES.map(i => [`Job${i}Rule`, `job-${i}`])),
      live: RULES.map(liveRule),
    });
    const start = performance.now();
    const drift = driftOf(template, snapshot, { ...OPTIONS });
    const took = performance.now() - start;
    expect(drift.filter(({ status }) => status === 'drift')).toHaveLength(RULES.length / 10);
    expect(drift.filter(({ notCompared }) => notCompared > 0)).toEqual([]);
    return took;
  });
  // of several the fastest: other work on the machine only ever adds to it
  expect(Math.min(...times)).toBeLessThan(30);
});
