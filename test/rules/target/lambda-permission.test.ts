import { describe, expect, it } from 'vitest';
import { lambdaPermission } from '../../../server/src/rules/target/lambda-permission.js';
import { found } from '../../support/findings.js';

const ARN = '!GetAtt Report.Arn';

/** A rule that calls a function, and what else the template has. */
const calling = (arn: string, more = '', root = '') => `${root}Parameters:
  Given: {Type: String}
Resources:
  Report: {Type: AWS::Lambda::Function}
  Other: {Type: AWS::Lambda::Function}
  Queue: {Type: AWS::SQS::Queue}
  Alias: {Type: AWS::Lambda::Alias}
  Sam: {Type: AWS::Serverless::Function}
  Weekly:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(7 days)}
  Nightly:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: rate(1 day)
      Targets:
        - {Id: a, Arn: ${arn}}
${more}`;

const permission = (properties: string) => `  Permission:
    Type: AWS::Lambda::Permission
    Properties: {Action: lambda:InvokeFunction, ${properties}}
`;

describe('target/lambda-permission', () => {
  it.each([ARN, "!Sub '${Report.Arn}'", "{'Fn::GetAtt': [Report, Arn]}"])('is said of %s', arn => {
    const text = calling(arn);
    const problems = found(lambdaPermission, text);
    expect(problems).toMatchObject([{ token: arn, severity: 'warning' }]);
    expect(problems[0]?.message).toContain('lets `Nightly` call `Report`');
    expect(problems[0]?.message).toContain('`SourceArn: !GetAtt Nightly.Arn`');
  });

  it.each([
    'FunctionName: !Ref Other, Principal: events.amazonaws.com',
    'FunctionName: !Ref Report, Principal: sns.amazonaws.com',
    'FunctionName: !Ref Report, Principal: scheduler.amazonaws.com',
    'FunctionName: !Ref Report, Principal: events.amazonaws.com, SourceArn: !GetAtt Weekly.Arn',
    "FunctionName: !GetAtt Report.Arn, Principal: events.amazonaws.com, SourceArn: !Sub '${Weekly.Arn}'",
  ])('does not take %s for a permission', properties =>
    expect(found(lambdaPermission, calling(ARN, permission(properties)))).toHaveLength(1),
  );

  it.each([
    'FunctionName: !Ref Report, Principal: events.amazonaws.com',
    'FunctionName: !GetAtt Report.Arn, Principal: events.amazonaws.com, SourceArn: !GetAtt Nightly.Arn',
    'FunctionName: !Ref Report, Principal: events.amazonaws.com.cn',
    "FunctionName: !Ref Report, Principal: '*'",
    'FunctionName: !Ref Report, Principal: !Ref Given',
    'FunctionName: !Ref Report, Principal: events.amazonaws.com, SourceArn: !Ref Given',
    "FunctionName: !Ref Report, Principal: events.amazonaws.com, SourceArn: !Sub 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:rule/*'",
    'FunctionName: report, Principal: events.amazonaws.com',
    'FunctionName: !Ref Given, Principal: events.amazonaws.com',
    'FunctionName: !Ref Alias, Principal: events.amazonaws.com',
    'FunctionName: !ImportValue report, Principal: events.amazonaws.com',
    "FunctionName: !Sub '${Report}:live', Principal: events.amazonaws.com",
  ])('is content with %s', properties =>
    expect(found(lambdaPermission, calling(ARN, permission(properties)))).toEqual([]),
  );

  it.each([
    '!GetAtt Queue.Arn',
    '!GetAtt Sam.Arn',
    '!Ref Alias',
    "!Sub '${Report.Arn}:live'",
    '!ImportValue report-arn',
    '!GetAtt Report.Arn, RoleArn: r',
  ])('says nothing of a target with %s', arn =>
    expect(found(lambdaPermission, calling(arn))).toEqual([]),
  );

  it('says nothing where a macro may bring it', () => {
    const text = calling(ARN, '', 'Transform: AWS::Serverless-2016-10-31\n');
    expect(found(lambdaPermission, text)).toEqual([]);
  });

  it.each([
    '{Type: AWS::CloudFormation::Stack, Properties: {Parameters: {Function: !GetAtt Report.Arn}}}',
    '{Type: Custom::Permit, Properties: {Function: !Ref Report}}',
    '{Type: AWS::CloudFormation::CustomResource, Properties: {Function: !Ref Report}}',
  ])('says nothing where %s may bring it', resource =>
    expect(found(lambdaPermission, calling(ARN, `  Permit: ${resource}\n`))).toEqual([]),
  );

  it('says nothing of a rule with a role, which serves its targets', () => {
    const text = calling(ARN).replace('rate(1 day)', '$&\n      RoleArn: !ImportValue role');
    expect(found(lambdaPermission, text)).toEqual([]);
  });

  it('says nothing of a schedule, which has a role', () => {
    const text = calling(ARN)
      .replaceAll('Events::Rule', 'Scheduler::Schedule')
      .replace('Targets:\n        - {Id: a, ', 'Target: {');
    expect(found(lambdaPermission, text)).toEqual([]);
  });
});
