import { nameOf, nameText } from '../../template/names.js';
import { get } from '../../template/node.js';
import type { Rule } from '../rule.js';
import { targetLists, visible } from './parts.js';

export const duplicateId: Rule = {
  id: 'target/duplicate-id',
  severity: 'error',
  title: 'Two targets of a rule with one Id',
  why: 'The Id tells the targets of a rule apart. With the same one twice the deployment fails. It is often left from a target that was copied.',
  source: 'The EventBridge API reference: the Id of a target is unique within its rule.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }
        - { Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:reports' }
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - { Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }
        - { Id: reports, Arn: 'arn:aws:sqs:eu-west-1:123456789012:reports' }
`,
  },
  *block(block) {
    for (const list of targetLists(block)) {
      const seen = new Set<string>();
      for (const target of list.items) {
        const node = get(target, 'Id');
        const name = node && nameOf(node);
        const id = name ? nameText(name) : '';
        if (node && seen.has(id))
          yield {
            ...visible(node),
            message: `A target before this one has the Id \`${id}\` too, and EventBridge refuses two alike in a rule. Write one that names what this target runs.`,
          };
        if (id) seen.add(id);
      }
    }
  },
};
