import { describe, expect, it } from 'vitest';
import { runnablesOf, testRunsOf } from '../../server/src/authoring/test-run.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { workspaceOf } from '../support/workspace.js';
import { awsText, pasted, rule, runs } from './pasting.js';

describe('the call', () => {
  it('is what the rule would make, in full', () => {
    const text = `Parameters:
  Stage: {Type: String, Default: live}
Resources:
  Ship:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: ship
          Arn: !Sub arn:aws:ecs:eu-west-1:123456789012:cluster/shop-\${Stage}
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/shop-jobs
            TaskCount: 2
            CapacityProviderStrategy:
              - {CapacityProvider: FARGATE_SPOT, Weight: 3}
              - {CapacityProvider: FARGATE, Weight: 1, Base: 1}
            PlatformVersion: 1.4.0
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets: [subnet-1, subnet-2]
                SecurityGroups: [sg-1]
                AssignPublicIp: ENABLED
            Group: nightly jobs
            PlacementConstraints:
              - {Type: memberOf, Expression: "attribute:ecs.instance-type =~ t3.*"}
            PlacementStrategies:
              - {Type: spread, Field: instanceId}
            PropagateTags: TASK_DEFINITION
            ReferenceId: it's us
            TagList:
              - {Key: team, Value: '"shop" & $co'}
            EnableECSManagedTags: true
            EnableExecuteCommand: false
          Input: |
            {
              "containerOverrides": [
                {"name": "app", "command": ["bundle", "exec", "rake", "orders:note[it's,$5]"]}
              ]
            }
`;
    const command = ['bundle', 'exec', 'rake', "orders:note[it's,$5]"];
    expect(pasted(awsText(text))).toEqual([
      ...['--region', 'eu-west-1'],
      ...['--cluster', 'arn:aws:ecs:eu-west-1:123456789012:cluster/shop-live'],
      ...['--task-definition', 'arn:aws:ecs:eu-west-1:123456789012:task-definition/shop-jobs'],
      ...['--count', '2'],
      '--capacity-provider-strategy',
      '[{"capacityProvider":"FARGATE_SPOT","weight":3},{"capacityProvider":"FARGATE","weight":1,"base":1}]',
      ...['--platform-version', '1.4.0'],
      '--network-configuration',
      'awsvpcConfiguration={subnets=[subnet-1,subnet-2],securityGroups=[sg-1],assignPublicIp=ENABLED}',
      ...['--group', 'nightly jobs'],
      '--placement-constraints',
      '[{"type":"memberOf","expression":"attribute:ecs.instance-type =~ t3.*"}]',
      ...['--placement-strategy', '[{"type":"spread","field":"instanceId"}]'],
      ...['--propagate-tags', 'TASK_DEFINITION'],
      ...['--reference-id', "it's us"],
      ...['--tags', '[{"key":"team","value":"\\"shop\\" & $co"}]'],
      '--enable-ecs-managed-tags',
      ...['--overrides', JSON.stringify({ containerOverrides: [{ name: 'app', command }] })],
    ]);
  });

  it('is that of a schedule too, in its own spelling', () => {
    const text = `Resources:
  Ship:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target:
        Arn: live
        RoleArn: arn:aws:iam::123456789012:role/jobs
        EcsParameters:
          TaskDefinitionArn: shop-jobs
          LaunchType: FARGATE
          NetworkConfiguration:
            AwsvpcConfiguration:
              Subnets: [subnet-1]
          PlacementStrategy: [{Type: random}]
          Tags: [{Key: team, Value: shop}]
`;
    expect(awsText(text)).toBe(`aws ecs run-task \\
  --cluster live \\
  --task-definition shop-jobs \\
  --launch-type FARGATE \\
  --network-configuration 'awsvpcConfiguration={subnets=[subnet-1]}' \\
  --placement-strategy '[{"type":"random"}]' \\
  --tags '[{"key":"team","value":"shop"}]'`);
  });

  it('goes to the test cluster, in its Region', () => {
    const testCluster = 'arn:aws:ecs:eu-north-1:123456789012:cluster/test';
    const [run] = runs(rule(''), { testCluster });
    expect(pasted(run?.text ?? '').slice(0, 4)).toEqual([
      ...['--region', 'eu-north-1'],
      ...['--cluster', testCluster],
    ]);
    expect(run).toMatchObject({ title: `On AWS: the test cluster ${testCluster}`, notes: [] });
    expect(runs(rule(''))[0]?.notes).toEqual([
      'It runs on the cluster of the rule: cronwright.yml has no testCluster.',
    ]);
  });
});

describe('a rule', () => {
  it('that starts nothing of the kind is refused with the reason', () => {
    const template = parseTemplate(`Resources:
  Report:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets: [{Id: a, Arn: 'arn:aws:lambda:eu-west-1:123456789012:function:report'}]
`);
    const [found] = runnablesOf(template);
    const around = { template, workspace: workspaceOf({}) };
    expect(found && testRunsOf(found, around, null)).toEqual({
      refused:
        '`Report` starts no ECS task and nothing of Rails, so there is no command to try it with.',
    });
  });
});
