import { isTimeZone, suggestTimeZone } from '../../schedule/zones.js';
import { scheduleOf } from '../../template/resource.js';
import type { Rule } from '../rule.js';
import { overTexts } from './texts.js';

export const timezone: Rule = {
  id: 'schedule/timezone',
  severity: 'error',
  title: 'A time zone that does not exist',
  why: 'Scheduler takes the names of the IANA database (`America/New_York`) and refuses all others; the deployment fails.',
  source:
    'The Scheduler user guide: time zones are those of the IANA database; the API model: 1 to 50 characters.',
  bad: {
    template: `Resources:
  MorningSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 9 * * ? *)
      ScheduleExpressionTimezone: America/NewYork
      FlexibleTimeWindow: { Mode: 'OFF' }
`,
  },
  good: {
    template: `Resources:
  MorningSchedule:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: cron(0 9 * * ? *)
      ScheduleExpressionTimezone: America/New_York
      FlexibleTimeWindow: { Mode: 'OFF' }
      Target:
        Arn: arn:aws:sqs:eu-west-1:123456789012:jobs
        RoleArn: arn:aws:iam::123456789012:role/scheduler
`,
  },
  ...overTexts(
    block => scheduleOf(block)?.zone,
    text => {
      if (isTimeZone(text)) return [];
      const near = suggestTimeZone(text);
      const advice = near
        ? `Did you mean \`${near}\`?`
        : 'Write an IANA name such as `Europe/Berlin`, or `UTC`.';
      const message = `${text ? `There is no time zone \`${text}\`` : 'An empty text is no time zone'}, and Scheduler refuses names that it does not know. ${advice}`;
      return [{ message, start: 0, end: text.length, ...(near && { fix: near }) }];
    },
  ),
};
