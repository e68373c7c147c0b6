import type { Rule } from '../rule.js';
import { overTexts } from '../schedule/texts.js';
import { indirectJobs, propertyOf } from './job.js';

const MOST = 512;

export const description: Rule = {
  id: 'rule/description',
  severity: 'error',
  title: 'A description that is too long',
  why: 'EventBridge takes a description of at most 512 characters, for a rule and for a schedule. With a longer one the deployment fails.',
  source: 'The API models of EventBridge (RuleDescription) and Scheduler (Description).',
  bad: {
    template: `Resources:
  NightlyRule:
    Type: AWS::Events::Rule
    Properties:
      Description: ${'Closes the day, and then some. '.repeat(17).trim()}
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
      Description: Closes the day
      ScheduleExpression: cron(0 3 * * ? *)
      State: ENABLED
      Targets: [{ Id: jobs, Arn: 'arn:aws:sqs:eu-west-1:123456789012:jobs' }]
`,
  },
  ...overTexts(
    block => propertyOf(block, 'Description'),
    text => {
      const characters = [...text];
      if (characters.length <= MOST) return [];
      return [
        {
          start: characters.slice(0, MOST).join('').length,
          end: text.length,
          message: `A description has at most ${MOST} characters, and this has ${characters.length}, so the deployment fails. Shorten it; a comment may be as long as you like.`,
        },
      ];
    },
    indirectJobs,
  ),
};
