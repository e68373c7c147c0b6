import { type Name, nameOf, nameText } from '../../template/names.js';
import { get, type Node } from '../../template/node.js';
import { targetsOf } from '../../template/targets.js';
import { isDynamic } from '../../template/values.js';
import type { Finding, Fix, Rule } from '../rule.js';
import { headOf, lacks, targetProperty, visible } from './parts.js';

export const id: Rule = {
  id: 'target/id',
  severity: 'error',
  title: 'A target Id that EventBridge refuses',
  why: 'Each target of a rule has an Id of 1 to 64 letters, digits, `.`, `-` and `_`. With another, or none, the deployment fails.',
  source:
    'The CloudFormation registry schema of AWS::Events::Rule: Id is required, with its length and pattern.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: close the day
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: cron(0 3 * * ? *)
      Targets:
        - Id: close_the_day
          Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
`,
  },
  *block(block) {
    for (const { service, node } of targetsOf(block)) {
      if (service !== 'rule') continue;
      const written = get(node, 'Id');
      if (lacks(node, 'Id'))
        yield {
          ...headOf(node),
          message:
            'This target has no Id, which EventBridge requires. Write one that names what it runs, e.g. `Id: close_the_day`.',
        };
      else if (written) yield* idFindings(written);
    }
  },
};

function* idFindings(node: Node): Generator<Finding> {
  const name = nameOf(node);
  const wrong = name && wrongWith(name);
  if (!wrong) return;
  const fixes = rewritings(node);
  const advice = fixes[0] ? `${fixes[0].title}.` : 'Write a shorter one of these characters.';
  yield {
    ...visible(node),
    message: `A target Id is 1 to 64 letters, digits, \`.\`, \`-\` and \`_\`, and this ${wrong}: EventBridge refuses it. ${advice}`,
    ...(fixes.length > 0 && { fixes }),
  };
}

/** What no value of its holes makes right. */
function wrongWith(name: Name): string | null {
  const max = targetProperty('rule', 'Id')?.max ?? Number.MAX_SAFE_INTEGER;
  const texts = name.flatMap(part => (part.kind === 'text' ? [part.text] : []));
  if (texts.some(isDynamic)) return null;
  if (name.length === 0 || nameText(name) === '') return 'is empty';
  const character = /[^.\-\w]/u.exec(texts.join(''))?.[0];
  if (character !== undefined) return `has ${character === ' ' ? 'a blank' : `\`${character}\``}`;
  const length = texts.join('').length;
  return length > max ? `has ${length}` : null;
}

/** Other targets and what reads the Id may know it by its old name. */
function rewritings(node: Node): Fix[] {
  if (node.kind !== 'scalar' || node.textStart < 0) return [];
  const newText = node.text
    .trim()
    .replace(/[^.\-\w]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 64);
  if (newText === '') return [];
  const edit = { start: node.textStart, end: node.textStart + node.text.length, newText };
  return [{ title: `Write \`${newText}\``, edits: [edit], safe: false }];
}
