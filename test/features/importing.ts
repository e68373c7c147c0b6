import type { World } from './helpers.js';

export const NETWORK = `Outputs:
  VpcId:
    Description: The VPC that everything runs in
    Value: !Ref Vpc
    Export:
      Name: !Sub '\${AWS::StackName}-VpcId'
  ClusterArn:
    Value: !GetAtt Cluster.Arn
    Export:
      Name: !Sub '\${AWS::StackName}-ClusterArn'
`;
export const SHARED = `Outputs:
  Topic:
    Value: arn:aws:sns:eu-west-1:123456789012:alarms
    Export:
      Name: alarm-topic
`;
const RECORDED = JSON.stringify({
  Exports: [
    {
      ExportingStackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/db-live/0a1b',
      Name: 'db-live-Host',
      Value: 'db.internal',
    },
  ],
});
export const WORLD: World = {
  files: { 'network.yml': NETWORK, 'shared.yml': SHARED },
  recorded: RECORDED,
};

export const HEAD = `Parameters:
  NetworkStack:
    Type: String
Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(5 minutes)
`;

/** A rule that imports; `at` is where the value of a target's Arn begins. */
export function importRule(at: string, eol = '\n'): string {
  return `${HEAD}      Targets:
        - Id: a
          Arn:${at}
      State: ENABLED
`.replaceAll('\n', eol);
}
