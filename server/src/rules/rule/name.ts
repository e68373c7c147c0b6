import type { Block } from '../../template/template.js';
import type { Rule } from '../rule.js';
import { overTexts, type TextFinding } from '../schedule/texts.js';
import { indirectJobs, propertyOf } from './job.js';

const overNames = overTexts(
  block => propertyOf(block, 'Name'),
  text => judge(text, 'Name'),
  indirectJobs,
);

const overGroups = overTexts(
  (block: Block) => propertyOf(block, 'GroupName'),
  text => judge(text, 'GroupName'),
  indirectJobs,
);

export const name: Rule = {
  id: 'rule/name',
  severity: 'error',
  title: 'A name that EventBridge refuses',
  why: 'The name of a rule, a schedule or a schedule group has 1 to 64 characters: letters, digits, `.`, `-` and `_`. With any other the deployment fails.',
  source:
    'The API models of EventBridge (RuleName) and Scheduler (Name, ScheduleGroupName): 1 to 64 characters and their pattern.',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      Name: nightly close
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  good: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      Name: nightly-close
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  *block(block) {
    yield* overNames.block(block);
    yield* overGroups.block(block);
  },
  *template(template, context) {
    yield* overNames.template(template, context);
    yield* overGroups.template(template, context);
  },
};

const MOST = 64;

function* judge(text: string, property: string): Generator<TextFinding> {
  if (text === '') {
    const message = `${property} is an empty text, which is refused. Write 1 to ${MOST} letters, digits, \`.\`, \`-\` and \`_\`${property === 'Name' ? ', or leave Name out: CloudFormation makes one' : ''}.`;
    yield { start: 0, end: 0, message };
    return;
  }
  if (text.length > MOST)
    yield {
      start: MOST,
      end: text.length,
      message: `${property} has at most ${MOST} characters, and this has ${text.length}, so the deployment fails. Shorten it.`,
    };
  const odd = /[^.\-_A-Za-z0-9]+/u.exec(text);
  if (odd)
    yield {
      start: odd.index,
      end: odd.index + odd[0].length,
      message: `${wordsFor(odd[0])} can’t be in ${property}, so the deployment fails: it is made of letters, digits, \`.\`, \`-\` and \`_\`. Write e.g. \`${mended(text)}\`.`,
      ...(mended(text).length <= MOST && { fix: mended(text), guess: true }),
    };
}

function wordsFor(odd: string): string {
  return /^\s+$/.test(odd) ? 'A blank' : `\`${odd}\``;
}

function mended(text: string): string {
  const between = text.includes('_') ? '_' : '-';
  const kept = text.split(/[^.\-_A-Za-z0-9]+/u).filter(part => part !== '');
  return kept.join(between) || 'nightly';
}
