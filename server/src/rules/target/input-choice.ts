import { entryOf } from '../../template/node.js';
import { targetsOf } from '../../template/targets.js';
import { mayBeAbsent } from '../../template/values.js';
import type { Rule } from '../rule.js';

export const inputChoice: Rule = {
  id: 'target/input-choice',
  severity: 'error',
  title: 'More than one of Input, InputPath and InputTransformer',
  why: 'A target of a rule gets the event, or in its place the text in Input, a part of the event by InputPath, or what InputTransformer makes of it. EventBridge refuses a target that has more than one of them, and the deployment stops.',
  source: 'Documented: Input, InputPath and InputTransformer are mutually exclusive.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:lambda:us-east-1:123456789012:function:nightly
          Input: '{"mode": "full"}'
          InputPath: $.detail
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
          Arn: arn:aws:lambda:us-east-1:123456789012:function:nightly
          Input: '{"mode": "full"}'
`,
  },
  *block(block) {
    for (const { service, node } of targetsOf(block)) {
      if (service !== 'rule') continue;
      const [first, ...others] = CHOICES.map(key => entryOf(node, key))
        .filter(entry => entry !== undefined)
        .filter(({ value }) => !mayBeAbsent(value));
      for (const { key, keySpan } of others)
        yield {
          ...keySpan,
          message: `This target has ${first?.key} as well as ${key}, and EventBridge takes only one of Input, InputPath and InputTransformer. Remove one of the two.`,
        };
    }
  },
};

const CHOICES = ['Input', 'InputPath', 'InputTransformer'];
