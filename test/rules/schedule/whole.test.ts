import { describe, expect, it } from 'vitest';
import { RULES } from '../../../server/src/rules/all.js';
import { found } from '../../support/findings.js';

/** What teams write, all of it right. */
const RIGHT: Readonly<Record<string, string>> = {
  'events of serverless functions, which are not ours': `Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs20.x}}
Resources:
  Job:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Old: {Type: Schedule, Properties: {Schedule: rate(1 minutes)}}
        New: {Type: ScheduleV2, Properties: {ScheduleExpression: every day}}
`,
  'a schedule in a pattern that the parameter is held to': `Parameters:
  Schedule: {Type: String, Default: 'cron(0 9 * * ? *)', AllowedPattern: '^(cron|rate)\\(.*\\)$'}
  Zone: {Type: String, Default: Europe/Berlin, AllowedValues: [UTC, Europe/Berlin]}
  Mode: {Type: String, Default: FLEXIBLE}
  Group: {Type: String, Default: ''}
Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      GroupName: !Ref Group
      ScheduleExpression: !Ref Schedule
      ScheduleExpressionTimezone: !Ref Zone
      FlexibleTimeWindow: {Mode: !Ref Mode, MaximumWindowInMinutes: 5}
      Target: {Arn: !GetAtt Job.Arn, RoleArn: !GetAtt Role.Arn}
`,
  'one loop for many rules': `Transform: AWS::LanguageExtensions
Mappings:
  Jobs:
    bill: {At: cron(0 9 * * ? *)}
    ship: {At: rate(5 minutes)}
Resources:
  'Fn::ForEach::Jobs':
    - Job
    - [bill, ship]
    - '\${Job}Rule':
        Type: AWS::Events::Rule
        Properties:
          ScheduleExpression: !FindInMap [Jobs, !Ref Job, At]
  Fallback:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: !FindInMap [Jobs, !Ref AWS::Region, At, DefaultValue: rate(1 hour)]
      State: ENABLED
      Targets: [{Id: job, Arn: !GetAtt Job.Arn}]
`,
  'schedules that stand elsewhere': `Resources:
  Stored:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: '{{resolve:ssm:/jobs/bus}}'
      ScheduleExpression: '{{resolve:ssm:/jobs/schedule:1}}'
      State: ENABLED
      Targets: [{Id: job, Arn: !GetAtt Job.Arn}]
  Zoned:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: !Sub 'cron({{resolve:ssm:/\${AWS::StackName}/minute}} 9 * * ? *)'
      ScheduleExpressionTimezone: '{{resolve:ssm:/jobs/zone}}'
      StartDate: '{{resolve:ssm:/jobs/start}}'
      FlexibleTimeWindow: {Mode: '{{resolve:ssm:/jobs/mode}}'}
      Target: {Arn: !GetAtt Job.Arn, RoleArn: !GetAtt Role.Arn}
`,
  'a rule on a schedule here and on events there': `Conditions: {Live: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  Either:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: !If [Live, rate(5 minutes), !Ref AWS::NoValue]
      EventPattern: !If [Live, !Ref AWS::NoValue, {source: [shop]}]
      EventBusName: !If [Live, !Ref AWS::NoValue, shop]
      Targets: [{Id: job, Arn: !GetAtt Job.Arn}]
`,
  'a schedule that the stage turns off': `Parameters: {Stage: {Type: String}}
Mappings:
  Stages:
    live: {At: cron(0 9 * * ? *), Zone: Europe/Berlin}
    test: {At: '', Zone: ''}
Conditions: {Live: !Equals [!Ref Stage, live]}
Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Condition: Live
    Properties:
      ScheduleExpression: !FindInMap [Stages, !Ref Stage, At]
      ScheduleExpressionTimezone: !FindInMap [Stages, !Ref Stage, Zone]
      FlexibleTimeWindow: {Mode: 'OFF'}
      Target: {Arn: !GetAtt Job.Arn, RoleArn: !GetAtt Role.Arn}
`,
};

describe('a template that is right', () => {
  it.each(Object.entries(RIGHT))('%s', (_, text) => {
    expect(RULES.flatMap(rule => found(rule, text))).toEqual([]);
  });
});
