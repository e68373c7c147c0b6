import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { awsText, pasted, rule, runs } from './pasting.js';

describe('what only the deployment knows', () => {
  const text = `Parameters:
  Net: {Type: String, Default: net-live}
  Other: {Type: String}
  Path: {Type: String}
  Subnets: {Type: 'List<AWS::EC2::Subnet::Id>'}
Resources:
  Group: {Type: AWS::EC2::SecurityGroup}
  Ship:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: ship
          Arn: {'Fn::ImportValue': !Sub '\${Net}-cluster'}
          EcsParameters:
            TaskDefinitionArn: {'Fn::ImportValue': !Sub '\${Other}-task'}
            NetworkConfiguration:
              AwsVpcConfiguration:
                Subnets: !Ref Subnets
                SecurityGroups: [!GetAtt Group.GroupId]
          Input: !Sub '{"containerOverrides":[{"name":"app","environment":[{"name":"A","value":"\${Path}"}]}]}'
`;

  it('is a variable with a name of its own, and the command that gets it', () => {
    const lines = awsText(text).split('\n');
    expect(lines).toContain(
      `NET_LIVE_CLUSTER=$(aws cloudformation list-exports --query "Exports[?Name=='net-live-cluster'].Value" --output text) &&`,
    );
    expect(lines).toContain('  --cluster "$NET_LIVE_CLUSTER" \\');
    expect(lines).toContain(
      `OTHER_TASK=$(aws cloudformation list-exports --query "Exports[?Name=='$OTHER-task'].Value" --output text) &&`,
    );
    // setting PATH would leave the shell without its programs
    expect(lines.some(line => line.startsWith('PATH='))).toBe(false);
    expect(pasted(awsText(text), { STACK_NAME: 'jobs' })).toEqual([
      ...['--cluster', 'from-exports', '--task-definition', 'from-exports'],
      '--network-configuration',
      'awsvpcConfiguration={subnets=[from-describe-stacks],securityGroups=[from-describe-stack-resource]}',
      '--overrides',
      '{"containerOverrides":[{"name":"app","environment":[{"name":"A","value":"from-describe-stacks"}]}]}',
    ]);
  });

  it('is asked for by its name where nothing can get it, and nothing runs without', () => {
    expect(() => pasted(awsText(text))).toThrow(/STACK_NAME: set it to the name of the stack/);
  });

  it('is known where a recorded list has it', () => {
    const Exports = [
      {
        Name: 'net-live-cluster',
        Value: 'live',
        ExportingStackId: 'arn:aws:cloudformation:::stack/net/1',
      },
    ];
    const files = { 'exports.json': JSON.stringify({ Exports }) };
    expect(awsText(text, { files })).toContain('\n  --cluster live \\');
  });

  it('is a variable for each place', () => {
    const found = awsText(
      rule(`          NetworkConfiguration:
            AwsVpcConfiguration:
              Subnets: [!Cidr [a, b], !Cidr [c, d]]
`),
    );
    expect(pasted(found, { SUBNETS: 'one', SUBNETS_2: 'two' }).at(-1)).toBe(
      'awsvpcConfiguration={subnets=[one,two]}',
    );
  });

  it('follows the conditions that the defaults decide, and says where they do not', () => {
    const conditional = (equals: string) => `Parameters:
  Stage: {Type: String, Default: test}
Conditions:
  IsLive: !Not [!Equals [!Ref Stage, ${equals}]]
${rule('          LaunchType: !If [IsLive, EC2, FARGATE]\n')}`;
    expect(awsText(conditional('test'))).toContain('--launch-type FARGATE');
    expect(awsText(conditional('live'))).toContain('--launch-type EC2');
    const [open] = runs(conditional('!Ref AWS::Region'));
    expect(open?.text).toContain('--launch-type EC2');
    expect(open?.notes).toContain('It is as if IsLive holds.');
  });
});

it('whatever a template says, the shell runs nothing but the call', () => {
  const nasty = fc
    .array(
      fc.constantFrom(
        '$(exit 3)',
        '`exit 3`',
        ';exit 3;',
        "'",
        '"',
        '\\',
        '\n',
        '${',
        '}',
        'a',
        '!',
        '&&',
      ),
      {
        maxLength: 8,
      },
    )
    .map(parts => parts.join(''));
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, id, value) => {
      const text = JSON.stringify({
        Resources: {
          Ship: {
            Type: 'AWS::Events::Rule',
            Properties: {
              ScheduleExpression: 'rate(1 day)',
              Targets: [
                {
                  Id: 'ship',
                  Arn: { 'Fn::ImportValue': `${name}x` },
                  EcsParameters: { TaskDefinitionArn: { Ref: `x${id}` }, Group: `${value}x` },
                },
              ],
            },
          },
        },
      });
      const call = awsText(text);
      const asked = [...call.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => [name, 'given']);
      const args = pasted(call, Object.fromEntries(asked));
      expect(args.slice(0, 2)).toEqual(['--cluster', 'from-exports']);
      expect(args.slice(-2)).toEqual(['--group', `${value}x`]);
    }),
    { numRuns: 60 },
  );
});
