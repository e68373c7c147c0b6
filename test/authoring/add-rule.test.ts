import { describe, expect, it } from 'vitest';
import { addRule } from '../../server/src/authoring/add-rule.js';
import type { Added, Answers, Surroundings } from '../../server/src/authoring/answers.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { factsOf } from '../../server/src/workspace/facts.js';
import { workspaceOf } from '../support/workspace.js';
import { answersFor, env } from './support.js';

function add(text: string, given: Partial<Answers> = {}, around: Partial<Surroundings> = {}) {
  const template = parseTemplate(text);
  return addRule(template, answersFor(template, given.kind, given), { ...env, ...around });
}

/** What was inserted; fails where it was refused. */
function block(text: string, given?: Partial<Answers>, around?: Partial<Surroundings>): string {
  const result = add(text, given, around);
  expect(result).not.toHaveProperty('refused');
  return (result as Added).edits.map(({ newText }) => newText).join('');
}

const RULE = `Resources:
  # Orders
  ShipOrdersRule:
    Type: AWS::Events::Rule
    Properties:
      Name: !Sub '\${Stage}-ship_orders'
      Description: "Ships the orders" # every night
      # 04:00 is before the warehouse opens
      ScheduleExpression: cron(0 4 * * ? *)
      State: ENABLED
      # Fargate alone
      Targets:
        - Id: ship-orders
          Arn: !GetAtt Cluster.Arn
          RoleArn: !ImportValue ship-orders-role
          EcsParameters:
            TaskDefinitionArn: !Ref Task
            TagList:
              - Key: job
                Value: orders:ship
              - Key: logs
                Value: !Sub /ecs/\${Stage}/ship-orders
          Input: |
            {
              "containerOverrides": [
                {"name": "app", "command": ["bundle", "exec", "rake", "orders:ship[1,2]"],
                 "environment": [{"name": "JOB", "value": "SHIP_ORDERS"}]}
              ]
            }

  Role:
    Type: AWS::IAM::Role
`;

describe('like an existing rule', () => {
  it('swaps every one of the five values wherever it is said', () => {
    const given = { task: 'refunds:send', name: 'send_refunds', logicalId: 'SendRefundsRule' };
    expect(block(RULE, { ...given, description: "Sends 'em" })).toBe(`
  SendRefundsRule:
    Type: AWS::Events::Rule
    Properties:
      Name: !Sub '\${Stage}-send_refunds'
      Description: "Sends 'em"
      ScheduleExpression: cron(15 4 * * ? *)
      State: ENABLED
      # Fargate alone
      Targets:
        - Id: send-refunds
          Arn: !GetAtt Cluster.Arn
          RoleArn: !ImportValue ship-orders-role
          EcsParameters:
            TaskDefinitionArn: !Ref Task
            TagList:
              - Key: job
                Value: refunds:send
              - Key: logs
                Value: !Sub /ecs/\${Stage}/send-refunds
          Input: |
            {
              "containerOverrides": [
                {"name": "app", "command": ["bundle", "exec", "rake", "refunds:send"],
                 "environment": [{"name": "JOB", "value": "SEND_REFUNDS"}]}
              ]
            }
`);
  });

  it('tells what still belongs to the old job', () => {
    const result = add(RULE, { task: 'refunds:send' }) as Added;
    expect(result.notes).toEqual([]);
    const named = add(RULE.replace('ship-orders-role', 'ship_orders'), { task: 'refunds:send' });
    expect((named as Added).notes.join()).toContain('`ship_orders`');
  });

  it('keeps a free command’s quotes in the string that it stands in', () => {
    const quoted = `Resources:
  A:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: a
          Input: '{"containerOverrides":[{"name":"app","command":["rake","a:b"]}]}'
`;
    const text = block(quoted, { task: `sh -c "echo 'it' && rake x"`, name: 'x_y' });
    expect(text).toContain(`"command":["sh","-c","echo ''it'' && rake x"]}]}'`);
    expect(text).toContain('Name: x_y\n      ');
  });

  it('refuses a model that can’t be copied, and says why', () => {
    const anchored = RULE.replace('Type: AWS::Events::Rule', 'Type: &type AWS::Events::Rule');
    expect(add(anchored, { like: 'ShipOrdersRule' })).toHaveProperty(
      'refused',
      expect.stringContaining('`&type`'),
    );
    expect(add(RULE, { like: 'Role' })).toHaveProperty(
      'refused',
      expect.stringContaining('`Role`'),
    );
    expect(add(RULE, { like: 'ShipOrdersRule', kind: 'schedule' })).toHaveProperty(
      'refused',
      expect.stringContaining('is a rule'),
    );
  });
});

describe('the place', () => {
  const small = (id: string, eol = '\n') =>
    [
      '',
      `  ${id}:`,
      '    Type: AWS::Events::Rule',
      '    Properties:',
      '      ScheduleExpression: rate(1 day)',
    ].join(eol);

  it('is by name where the rules are sorted', () => {
    const text = `Resources:${['ARule', 'MRule', 'ZRule'].map(id => small(id)).join('')}\n`;
    const at = (logicalId: string) =>
      ((add(text, { logicalId }) as Added).text.match(/^ {2}\w+Rule(?=:)/gm) ?? []).join('');
    expect(at('BRule')).toBe('  ARule  BRule  MRule  ZRule');
    expect(at('A0Rule')).toBe('  A0Rule  ARule  MRule  ZRule');
    expect(at('ZzRule')).toBe('  ARule  MRule  ZRule  ZzRule');
  });

  it('keeps the file’s line ends, and an end without one', () => {
    const text = `Resources:${small('Last', '\r\n')}\r\n${small('First', '\r\n').slice(2)}`;
    const { text: result } = add(text) as Added;
    expect(result.replaceAll('\r\n', '')).not.toContain('\n');
    expect(result.endsWith('\n')).toBe(false);
  });

  it.each([
    ['a root in braces', '{Resources: {A: {Type: AWS::SNS::Topic}}}\n'],
    ['Resources in braces', 'Resources: {A: {Type: AWS::SNS::Topic}}\n'],
    ['a fault', 'Resources:\n  A:\n    Type: "AWS::SNS::Topic\n'],
    ['JSON with a fault', '{"Resources": {"A": {"Type": "AWS::SNS::Topic"},}}'],
  ])('is refused in %s', (_, text) => {
    expect(add(text)).toHaveProperty('refused', expect.stringMatching(/\.$/));
  });

  it('is refused where an answer can’t be used', () => {
    for (const [given, says] of [
      [{ logicalId: 'ShipOrdersRule' }, 'is there already'],
      [{ logicalId: 'Ship-It' }, 'letters and digits'],
      [{ name: 'a b' }, '`a_b`'],
      [{ name: 'x'.repeat(65) }, 'at most 64'],
      [{ name: 'ship_orders' }, 'another rule'],
      [{ task: ' ' }, 'what it runs'],
      [{ description: 'x'.repeat(513) }, 'at most 512'],
      [{ schedule: 'cron(0 9 * * MON-FRI)' }, 'six fields'],
      [{ timezone: 'Europe/Berlin' }, 'UTC'],
    ] as const)
      expect(add(RULE, given)).toHaveProperty('refused', expect.stringContaining(says));
  });
});

describe('JSON', () => {
  const json = (indent: number) =>
    JSON.stringify(
      {
        Resources: {
          ShipOrders: {
            Type: 'AWS::Events::Rule',
            Properties: {
              ScheduleExpression: 'rate(1 day)',
              Targets: [
                {
                  Id: 'ship',
                  Input: '{"containerOverrides":[{"name":"app","command":["rake","orders:ship"]}]}',
                },
              ],
            },
          },
        },
      },
      null,
      indent,
    );

  it.each([0, 2, 4])('is written as it is, at an indentation of %d', indent => {
    const { text } = add(json(indent), {
      task: 'refunds:send',
      name: 'send_refunds',
      logicalId: 'SendRefunds',
    }) as Added;
    expect(text).toBe(JSON.stringify(JSON.parse(text), null, indent));
    const { SendRefunds } = JSON.parse(text).Resources;
    expect(SendRefunds.Properties.Name).toBe('send_refunds');
    expect(SendRefunds.Properties.Targets[0].Id).toBe('send_refunds');
    expect(
      JSON.parse(SendRefunds.Properties.Targets[0].Input).containerOverrides[0].command,
    ).toEqual(['rake', 'refunds:send']);
  });
});

describe('where there is no rule yet', () => {
  it('imports what the rules of the workspace import', () => {
    const workspace = workspaceOf({
      'network.yml': [
        'cluster',
        'events-role',
        'jobs-task',
        'subnet-one',
        'subnet-two',
        'jobs-sg',
      ].reduce(
        (text, name, i) => `${text}  O${i}:\n    Value: x\n    Export:\n      Name: live-${name}\n`,
        'AWSTemplateFormatVersion: x\nOutputs:\n',
      ),
    });
    workspace.setFile(
      'file:///project/other.yml',
      factsOf(
        parseTemplate(
          `Parameters:\n  Net:\n    Type: String\n    Default: live\nResources:\n${[
            'cluster',
            'events-role',
            'jobs-task',
            'subnet-one',
            'subnet-two',
            'jobs-sg',
          ]
            .map(
              (name, i) =>
                `  R${i}:\n    Type: X\n    P:\n      Fn::ImportValue: !Sub \${Net}-${name}\n`,
            )
            .join('')}`,
        ).blocks,
      ),
    );
    const text = block('Resources:\n', { task: 'a:b' }, { workspace });
    for (const line of [
      'Arn: !ImportValue live-cluster',
      'RoleArn: !ImportValue live-events-role',
      'TaskDefinitionArn: !ImportValue live-jobs-task',
      '- !ImportValue live-subnet-two',
      '- !ImportValue live-jobs-sg',
    ])
      expect(text).toContain(line);
    expect(text).toContain('Parameters:\n  ContainerName:\n    Type: String\n');
  });

  const APP = `Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, ContainerDefinitions: [{Name: web}]}
  Jobs:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: jobs, ContainerDefinitions: [{Name: worker}]}
Outputs:
  Arn:
    Value: !Sub arn:aws:ecs:\${AWS::Region}:\${AWS::AccountId}:task-definition/jobs
    Export: {Name: app-live-jobs-task}
`;
  const RULES = `Resources:
  R: {Type: AWS::SQS::Queue, P: !ImportValue app-live-jobs-task}
`;

  it('knows the container of the task that is imported', () => {
    const workspace = workspaceOf({ 'app.yml': APP, 'rules.yml': RULES });
    const text = block('Resources:\n', { task: 'a:b' }, { workspace });
    expect(text).toContain('TaskDefinitionArn: !ImportValue app-live-jobs-task');
    expect(text).toContain('"name":"worker"');
  });

  it('takes the value of its own export: a stack can’t import from itself', () => {
    const workspace = workspaceOf({ 'template.yml': APP, 'rules.yml': RULES });
    const text = block(APP, { task: 'a:b' }, { workspace });
    expect(text).toContain(
      "TaskDefinitionArn: !Sub 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition/jobs'",
    );
    expect(text).toContain('"name":"worker"');
  });
});

describe('the team’s template', () => {
  const team = (text: string) => ({ ruleTemplate: { file: 'rule.yml', text } });
  const good = `# how we do it
{{logicalId}}:
  Type: AWS::Events::Rule
  Properties:
    Name: {{name}}
    Description: '{{description}}'
    ScheduleExpression: {{ schedule }}
    Targets:
      - Id: {{name}}
        Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
        Input: '{"containerOverrides":[{"name":"app","command":{{command}}}]}' # {{task}}
`;

  it('is filled in, each value quoted as its place needs it', () => {
    const given = {
      task: 'a:b',
      name: 'send_it',
      logicalId: 'SendIt',
      description: "It's: #1",
      schedule: 'rate(1 day)',
    };
    expect(block(RULE, given, team(good))).toBe(`
  SendIt:
    Type: AWS::Events::Rule
    Properties:
      Name: send_it
      Description: 'It''s: #1'
      ScheduleExpression: rate(1 day)
      Targets:
        - Id: send_it
          Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/main
          Input: '{"containerOverrides":[{"name":"app","command":["bundle","exec","rake","a:b"]}]}' # a:b
`);
  });

  it('is told what is wrong with it', () => {
    const bad = good
      .replace('{{name}}', '{{nmae}}')
      .replace('{{command}}', '["x"]')
      .replace('# {{task}}', '');
    expect(add(RULE, {}, team(bad))).toHaveProperty(
      'refused',
      expect.stringMatching(
        /`\{\{nmae\}\}`.*Did you mean `\{\{name\}\}`\?\n.*neither `\{\{task\}\}`/s,
      ),
    );
    expect(
      add(
        RULE,
        {},
        team('Resources:\n  {{logicalId}}: {{name}} {{description}} {{schedule}} {{task}}'),
      ),
    ).toHaveProperty('refused');
  });
});
