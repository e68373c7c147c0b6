import { describe, expect, it } from 'vitest';
import { Resolver } from '../../server/src/drift/resolver.js';
import { scopeOf } from '../../server/src/drift/scope.js';
import { reasonsOf, shown } from '../../server/src/drift/value.js';
import { get } from '../../server/src/template/node.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { ACCOUNT, type Parts, STACK_ID, snapshotOf } from './support.js';

const TEMPLATE = `Parameters:
  Stage: { Type: String, Default: dev }
  Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' }
  Secret: { Type: String, NoEcho: true, Default: open }
  Missing: { Type: String, Default: given }
Mappings:
  Times: { live: { At: 'cron(0 5 * * ? *)', Hours: [1, 2] } }
Conditions:
  IsLive: !Equals [!Ref Stage, live]
  IsDev: !Not [!Condition IsLive]
  Both: !And [!Condition IsLive, { Condition: IsDev }]
  Either: !Or [!Condition IsLive, !Equals [!Ref Secret, a]]
  Hidden: !Equals [!Ref Secret, a]
  Loop: !Not [!Condition Loop]
Resources:
  Jobs: { Type: AWS::SQS::Queue }
  Fn: { Type: AWS::Serverless::Function }
  Cluster: { Type: AWS::ECS::Cluster }
  Role: { Type: AWS::IAM::Role, Properties: { Path: !Sub '/\${Stage}/' } }
  Circle: { Type: AWS::IAM::Role, Properties: { Path: !GetAtt Circle.Arn } }
  Compound: { Type: AWS::Some::Thing }
  Changed: { Type: AWS::SNS::Topic }
  Subject: { Type: Some::Thing, Properties: { Value: VALUE } }
`;

const PARTS: Parts = {
  parameters: { Stage: 'live', Subnets: 'subnet-a, subnet-b', Secret: null },
  exports: { 'net-live-cluster': 'arn:cluster' },
  others: {
    Jobs: ['AWS::SQS::Queue', `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/shop-jobs`],
    Fn: ['AWS::Lambda::Function', 'shop-fn'],
    Cluster: ['AWS::ECS::Cluster', 'shop'],
    Role: ['AWS::IAM::Role', 'shop-role'],
    Circle: ['AWS::IAM::Role', 'circle'],
    Compound: ['AWS::Some::Thing', 'a|b'],
    Changed: ['AWS::SQS::Queue', 'was-a-queue'],
  },
};

function computed(yaml: string, parts = PARTS) {
  const template = parseTemplate(TEMPLATE.replace('VALUE', () => yaml));
  const block = template.find('Resources', 'Subject')?.block;
  const node = get(block?.value, 'Properties', 'Value');
  if (!node) throw new Error('no value');
  return new Resolver(template, scopeOf(snapshotOf(parts))).value(node);
}

describe('a value that is known', () => {
  it.each([
    ['text', 'text'],
    ['12', '12'],
    ['True', 'true'],
    ["'yes'", 'yes'],
    ['OFF', 'OFF'],
    ['!Ref Stage', 'live'],
    ['!Ref Subnets', ['subnet-a', 'subnet-b']],
    ['!Ref AWS::AccountId', ACCOUNT],
    ['!Ref AWS::StackId', STACK_ID],
    ["!Sub '${AWS::Partition} ${AWS::URLSuffix} ${AWS::Region}'", 'aws amazonaws.com eu-west-1'],
    ["!Sub ['${A}-${Stage}-${!B}', { A: !Ref AWS::StackName }]", 'shop-live-${B}'],
    ['!Ref Jobs', `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/shop-jobs`],
    ['!GetAtt Jobs.Arn', `arn:aws:sqs:eu-west-1:${ACCOUNT}:shop-jobs`],
    ['{ Fn::GetAtt: [Fn, Arn] }', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:shop-fn`],
    ["!Sub '${Cluster.Arn}'", `arn:aws:ecs:eu-west-1:${ACCOUNT}:cluster/shop`],
    ['!GetAtt Role.Arn', `arn:aws:iam::${ACCOUNT}:role/live/shop-role`],
    ["!Join ['-', [a, !Ref Stage, !Ref AWS::NoValue]]", 'a-live'],
    ["!Join [',', !Ref Subnets]", 'subnet-a,subnet-b'],
    ["!Select [1, !Split ['-', a-b-c]]", 'b'],
    ['!FindInMap [Times, !Ref Stage, At]', 'cron(0 5 * * ? *)'],
    ['!FindInMap [Times, live, Hours]', ['1', '2']],
    ["!ImportValue { 'Fn::Sub': 'net-${Stage}-cluster' }", 'arn:cluster'],
    ['!Base64 grün', 'Z3LDvG4='],
    ['!If [IsLive, a, b]', 'a'],
    ['!If [IsDev, a, b]', 'b'],
    ['!If [Both, a, b]', 'b'],
    ['!If [Either, a, b]', 'a'],
    ['{ a: !Ref AWS::NoValue, b: [!Ref Stage] }', { b: ['live'] }],
  ])('%s', (yaml, expected) => {
    const value = computed(yaml);
    expect(value && shown(value)).toEqual(expected);
    expect(value && reasonsOf(value)).toEqual([]);
  });

  it('is nothing for AWS::NoValue', () => {
    expect(computed('!Ref AWS::NoValue')).toBeUndefined();
    expect(computed('!If [IsDev, a, !Ref AWS::NoValue]')).toBeUndefined();
  });
});

describe('a value that is not known', () => {
  it.each([
    ['!Ref Secret', '…', 'AWS hides the parameter `Secret` (NoEcho)'],
    ['!Ref Missing', '…', 'the deployed stack has no parameter `Missing`'],
    ["!Sub 'a-${Secret}-b'", 'a-…-b', 'AWS hides the parameter `Secret` (NoEcho)'],
    ['!Ref Nowhere', '…', '`Nowhere` is not deployed'],
    ['!Ref Changed', '…', '`Changed` is not deployed'],
    ['!Ref Compound', '…', '`Compound` has an id of several parts'],
    ['!GetAtt Jobs.QueueName', '…', '`Jobs.QueueName` is not in the snapshot'],
    ['!GetAtt Circle.Arn', '…', '`Circle.Arn` is not in the snapshot'],
    ['!ImportValue net-other', '…', 'the export `net-other` is not in the snapshot'],
    ['!If [Hidden, a, b]', '…', 'whether `Hidden` holds is not known'],
    ['!If [Loop, a, b]', '…', 'whether `Loop` holds is not known'],
    ['!If [Nowhere, a, b]', '…', 'whether `Nowhere` holds is not known'],
    ['!FindInMap [Times, !Ref Secret, At]', '…', 'a value of a mapping that is not known'],
    ['!Cidr [a, 1, 2]', '…', '`Fn::Cidr` is not computed'],
    ['{ Fn::Transform: { Name: x } }', '…', 'a transform or a merge key writes some of it'],
    ["'a{{resolve:ssm:/x}}b'", 'a…b', 'a dynamic reference, which is not looked up'],
    [
      "!Join ['', ['{{resolve:ssm:/', !Ref Stage, '}}!']]",
      '…!',
      'a dynamic reference, which is not looked up',
    ],
    ["!Sub '{{resolve:ssm:/${Secret}}} b'", '… b', 'a dynamic reference, which is not looked up'],
    ['010', '…', 'readers of YAML take `010` for different values'],
    ['yes', '…', 'readers of YAML take `yes` for different values'],
    ['12:30', '…', 'readers of YAML take `12:30` for different values'],
  ])('%s', (yaml, text, reason) => {
    const value = computed(yaml);
    expect(value && shown(value)).toBe(text);
    expect(value && reasonsOf(value)).toEqual([reason]);
  });

  it('depends on what the snapshot has', () => {
    const none = computed('!ImportValue net-live-cluster', { ...PARTS, exports: null });
    expect(none && reasonsOf(none)).toEqual(['the exports are not in the snapshot']);
    const masked = computed('!Ref Stage', { ...PARTS, parameters: { Stage: '****' } });
    expect(masked && reasonsOf(masked)).toEqual(['AWS hides the parameter `Stage` (NoEcho)']);
  });
});
