import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_CONFIG } from '../../server/src/rules/config.js';
import { unresolvedImports } from '../../server/src/rules/import/unknown-export.js';
import { lint } from '../../server/src/rules/lint.js';
import { changeBetween } from '../../server/src/template/change.js';
import { parseChanged, parseTemplate, type Template } from '../../server/src/template/template.js';
import { factsIn, factsOf } from '../../server/src/workspace/facts.js';
import { Workspace } from '../../server/src/workspace/workspace.js';
import { edited, templateText, textEdit } from '../template/arbitrary.js';

/** Templates whose blocks have much to do with each other: values that repeat, names that refer. */

const rule = fc
  .record({
    id: fc.constantFrom('ShipOrdersRule', 'RefundPaymentsRule', 'Refund2Rule', 'QueueRule'),
    name: fc.constantFrom('ship-orders', 'refund_payments', 'refund_payments2', '!Ref Env', 'x y'),
    schedule: fc.constantFrom(
      'cron(0 3 * * ? *)',
      'cron(0 3 ? * MON *)',
      'rate(1 days)',
      '!Ref When',
    ),
    arn: fc.constantFrom(
      '!ImportValue net-live-cluster',
      '!ImportValue net-live-clutser',
      '!ImportValue other-cluster',
      '\n            Fn::ImportValue: !Sub ${NetStack}-cluster',
      '\n            Fn::ImportValue: !Sub ${NteStack}-cluster',
      '\n            Fn::ImportValue: !Sub ${Queue}-cluster',
      '!GetAtt Queue.Arn',
    ),
    task: fc.constantFrom('orders:ship', 'payments:refund', 'payments:refnud'),
    comment: fc.constantFrom('', '', '', '# cronwright-disable-next-line rule/name\n      '),
  })
  .map(
    ({ id, name, schedule, arn, task, comment }) => `  ${id}:
    Type: AWS::Events::Rule
    Properties:
      ${comment}Name: ${name}
      Description: ${task.replace(':', ' ')}
      ScheduleExpression: ${schedule}
      State: ENABLED
      Targets:
        - Id: ${task.replace(':', '-')}
          Arn: ${arn}
          RoleArn: arn:aws:iam::123456789012:role/events
          EcsParameters:
            TaskDefinitionArn: arn:aws:ecs:eu-west-1:123456789012:task-definition/app
          Input: '{"containerOverrides":[{"name":"app","command":["rake","${task}"]}]}'
`,
  );

const parameter = fc
  .tuple(
    fc.constantFrom('NetStack', 'Env', 'When'),
    fc.constantFrom('net-live', 'rate(1 hours)', 'x'),
  )
  .map(([name, text]) => `  ${name}:\n    Type: String\n    Default: ${text}\n`);

const output = fc
  .constantFrom('one', '!Sub "${AWS::StackName}-one"', '!Sub "${Queue}-one"')
  .map(name => `  One:\n    Value: !Ref Queue\n    Export:\n      Name: ${name}\n`);

const rulesText = fc
  .record({
    head: fc.constantFrom('', '# cronwright-disable-file rule/state\n---\n', 'Transform: Macro\n'),
    parameters: fc.array(parameter, { maxLength: 3 }),
    rules: fc.array(rule, { minLength: 1, maxLength: 6 }),
    queue: fc.constantFrom('', '  Queue:\n    Type: AWS::SQS::Queue\n'),
    outputs: fc.array(output, { maxLength: 2 }),
  })
  .map(({ head, parameters, rules, queue, outputs }) =>
    [
      head,
      parameters.length > 0 ? `Parameters:\n${parameters.join('')}` : '',
      `Resources:\n${queue}${rules.join('\n')}`,
      outputs.length > 0 ? `Outputs:\n${outputs.join('')}` : '',
    ].join(''),
  );

const NETWORK = `Outputs:
  Cluster:
    Value: x
    Export:
      Name: net-live-cluster
`;

const uri = 'file:///rules.yml';
const workspace = new Workspace();
workspace.setFile('file:///network.yml', factsOf(parseTemplate(NETWORK).blocks));
workspace.tasks.setListed(['orders:ship', 'payments:refund']);

function said(template: Template) {
  const context = { now: Date.UTC(2030, 0, 1), uri, workspace, live: null };
  return {
    problems: lint(template, context, { ...DEFAULT_CONFIG, mostAtOnce: 1 }),
    unresolved: unresolvedImports(template, context),
    facts: factsIn(template).map(({ facts, offset }) => ({ facts, offset })),
    blocks: template.blocks.map(({ block: { section, key }, offset }) => [section, key, offset]),
    syntax: template.syntax,
  };
}

const WORDS = [
  ...[
    'ShipOrdersRule',
    'RefundPaymentsRule',
    'Queue',
    'NetStack',
    'NteStack',
    'Env',
    'When',
    'cluster',
  ],
  ...[
    'ship-orders',
    'refund_payments',
    'payments:refund',
    'orders:ship',
    '3',
    'Transform',
    'Metadata',
  ],
];

/** Puts a word in the place of another, which is what makes blocks alike or tells them apart. */
const swap = fc
  .record({
    word: fc.constantFrom(...WORDS),
    other: fc.constantFrom(...WORDS),
    nth: fc.nat({ max: 5 }),
  })
  .map(({ word, other, nth }) => (text: string) => {
    let at = text.indexOf(word);
    for (let i = 0; i < nth && at >= 0; i++) at = text.indexOf(word, at + 1);
    return at < 0 ? text : text.slice(0, at) + other + text.slice(at + word.length);
  });

const edit = fc.oneof(
  swap,
  textEdit.map(edit => (text: string) => edited(text, edit)),
);

/** Versions, each made of one before: mostly of the last, at times of one that was left behind. */
const steps = fc.array(
  fc.record({
    edit,
    back: fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.nat({ max: 3 })),
    /** Whether something is asked of the one before, which may have been taken over already. */
    looks: fc.boolean(),
  }),
  { minLength: 1, maxLength: 10 },
);

type Steps = typeof steps extends fc.Arbitrary<infer S> ? S : never;

function expectSame(text: string, steps: Steps): void {
  const versions = [parseTemplate(text)];
  for (const { edit, back, looks } of steps) {
    const before = versions.at(-1 - Math.min(back, versions.length - 1)) as Template;
    if (looks) said(before);
    const text = edit(before.text);
    const { start, end, by } = changeBetween(before.text, text);
    const change = { start, end, text: text.slice(start, end + by) };
    const next = parseChanged({ text }, change, before) ?? parseTemplate(text, before);
    versions.push(next);
    expect(said(next)).toEqual(said(parseTemplate(next.text)));
  }
}

describe('what is said of a template', () => {
  it('does not depend on the edits before', () => {
    fc.assert(fc.property(rulesText, steps, expectSame), { numRuns: 80 });
  });

  it('does not depend on them in any text', () => {
    fc.assert(fc.property(templateText, steps, expectSame), { numRuns: 100 });
  });

  it('heeds a macro that comes and goes, which may bring in what seems misspelt', () => {
    const misspelt = rulesWith('!Sub ${NteStack}-cluster');
    const without = parseTemplate(misspelt);
    expect(rulesSaid(without)).toContain('import/resource-reference');
    const withMacro = parseTemplate(misspelt.replace('Metadata', 'Transform'), without);
    expect(rulesSaid(withMacro)).not.toContain('import/resource-reference');
    expect(rulesSaid(parseTemplate(misspelt, withMacro))).toContain('import/resource-reference');
  });
});

function rulesWith(name: string): string {
  return `Metadata: Macro
Parameters:
  NetStack:
    Type: String
Resources:
  Queue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName:
        Fn::ImportValue: ${name}
`;
}

function rulesSaid(template: Template): string[] {
  return said(template).problems.map(({ rule }) => rule);
}
