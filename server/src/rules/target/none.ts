import { entryOf, isEmpty, type Mapping, type Node } from '../../template/node.js';
import { resourceOf } from '../../template/resource.js';
import { targetsOf } from '../../template/targets.js';
import type { Finding, Rule } from '../rule.js';
import { headOf, lacks } from './parts.js';

export const none: Rule = {
  id: 'target/none',
  severity: 'warning',
  title: 'A rule or schedule that starts nothing',
  why: 'A rule without targets deploys, fires on time and does nothing, which nobody sees. A schedule without a Target, and a target without an Arn, are refused by CloudFormation: those are errors.',
  source:
    'The CloudFormation registry schemas: Targets of AWS::Events::Rule is optional; Target of AWS::Scheduler::Schedule, and the Arn of a target, are required.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *block(block) {
    const resource = resourceOf(block);
    const key = KEYS.get(resource?.type ?? '');
    if (!resource?.properties || !key) return;
    const span = entryOf(resource.properties, key)?.keySpan ?? block.keySpan;
    if (isNone(resource.properties, key)) yield { ...span, ...SAID[key](block.key) };
    for (const { node } of targetsOf(block))
      if (lacks(node, 'Arn'))
        yield {
          ...headOf(node),
          severity: 'error',
          message:
            'This target has no Arn, so there is nothing to start, and CloudFormation refuses it. Write the ARN of the cluster, function or queue.',
        };
  },
};

type Key = 'Targets' | 'Target';

const KEYS: ReadonlyMap<string, Key> = new Map([
  ['AWS::Events::Rule', 'Targets'],
  ['AWS::Scheduler::Schedule', 'Target'],
]);

const SAID: Record<Key, (id: string) => Pick<Finding, 'message' | 'severity'>> = {
  Targets: id => ({
    message: `\`${id}\` has no targets, so it deploys and starts nothing. Write \`Targets\` with the Id and Arn of what it runs.`,
  }),
  Target: id => ({
    severity: 'error',
    message: `\`${id}\` has no Target, which Scheduler requires. Write \`Target\` with the Arn of what it runs, and the RoleArn to run it with.`,
  }),
};

function isNone(properties: Mapping, key: Key): boolean {
  return lacks(properties, key) || isNothing(entryOf(properties, key)?.value);
}

function isNothing(node: Node | undefined): boolean {
  return node?.kind === 'list' && node.items.every(isEmpty);
}
