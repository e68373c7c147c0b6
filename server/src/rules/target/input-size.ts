import { subParts } from '../../template/names.js';
import { get } from '../../template/node.js';
import { type Target, type Text, targetsOf, textsOf } from '../../template/targets.js';
import { isDynamic } from '../../template/values.js';
import type { Rule, Severity } from '../rule.js';
import { isEcs } from './ecs-targets.js';

export const inputSize: Rule = {
  id: 'target/input-size',
  severity: 'error',
  title: 'An Input of more than 8192 characters',
  why: 'EventBridge takes an Input or an InputTemplate of 8192 characters at most, and the deployment of a longer one stops. ECS takes overrides of 8192 characters in all, so a longer Input of a schedule deploys, and its tasks do not start. Put what is large where the job can read it, such as S3 or Parameter Store.',
  source:
    'The resource schema of AWS::Events::Rule (Input and InputTemplate, at most 8192). Documented for RunTask: overrides of at most 8192 characters with their JSON.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: nightly
          Arn: arn:aws:lambda:us-east-1:123456789012:function:nightly
          Input: '{"ids": "${'0123456789abcdef'.repeat(512)}"}'
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
          Input: '{"ids": "s3://lists/nightly.json"}'
`,
  },
  *block(block) {
    for (const target of targetsOf(block))
      for (const { key, text } of limitedTexts(target)) {
        const count = leastLength(text);
        const severity = severityFor(target);
        if (count <= MOST || severity === null) continue;
        const { start } = text.scalar;
        const who =
          severity === 'error' ? 'EventBridge takes' : 'the overrides of an ECS task may have';
        const least = text.isSub ? 'at least ' : '';
        yield {
          start,
          end: start + 1,
          severity,
          message: `${key} has ${least}${count} characters, and ${who} 8192 at most. Put the data where the job can read it, e.g. in S3, and pass its name.`,
        };
      }
  },
};

const MOST = 8192;

function limitedTexts({ node }: Target): { key: string; text: Text }[] {
  const texts = (key: string, ...path: string[]) =>
    textsOf(get(node, ...path, key)).map(text => ({ key, text }));
  return [...texts('Input'), ...texts('InputTemplate', 'InputTransformer')];
}

/** Without what the deployment puts in. */
function leastLength({ scalar, isSub }: Text): number {
  if (scalar.text.length <= MOST || isDynamic(scalar.text)) return 0;
  if (!isSub) return scalar.text.length;
  const texts = subParts(scalar.text).filter(({ kind }) => kind === 'text');
  return texts.reduce((sum, { text }) => sum + text.length, 0);
}

function severityFor(target: Target): Severity | null {
  if (target.service === 'rule') return 'error';
  return isEcs(target) ? 'warning' : null;
}
