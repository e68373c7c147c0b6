import { CLOUDFORMATION, EVENTS_CALLS, SCHEDULER_CALLS } from './calls.js';
import type { GuardOptions } from './options.js';

/**
 * A CloudFormation template that sends a mail for each call that changes a rule or schedule and does
 * not come through CloudFormation, by what CloudTrail records; calls that were denied are among them.
 * Sources: the EventBridge user guide, "AWS service events delivered via AWS CloudTrail", comparison
 * operators; the CloudTrail user guide, userIdentity: a service that calls for one is `invokedBy`.
 */
export function notifyTemplate({ allowedRoles }: GuardOptions): string {
  return `AWSTemplateFormatVersion: '2010-09-09'
Description: Sends a mail when a rule or a schedule is changed outside of CloudFormation
Parameters:
  AlertEmail:
    Type: String
    Description: Who is told; the address is asked to confirm once
Resources:
  ConsoleGuardTopic:
    Type: AWS::SNS::Topic
    Properties:
      Subscription:
        - Protocol: email
          Endpoint: !Ref AlertEmail
  ConsoleGuardTopicPolicy:
    Type: AWS::SNS::TopicPolicy
    Properties:
      Topics:
        - !Ref ConsoleGuardTopic
      PolicyDocument:
        Version: '2012-10-17'
        Statement:
          - Sid: EventBridgeMayPublish
            Effect: Allow
            Principal:
              Service: events.amazonaws.com
            Action: sns:Publish
            Resource: !Ref ConsoleGuardTopic
  # CloudTrail's events come to the default bus of each Region, and need a trail that logs there
  ConsoleGuardRule:
    Type: AWS::Events::Rule
    Properties:
      Description: A rule or a schedule was changed outside of CloudFormation
      State: ENABLED
      EventPattern:
        source: [aws.events, aws.scheduler]
        detail-type: [AWS API Call via CloudTrail]
        detail:
          eventSource: [events.amazonaws.com, scheduler.amazonaws.com]
          eventName:
${[...EVENTS_CALLS, ...SCHEDULER_CALLS].map(call => `            - ${call}`).join('\n')}
          userIdentity:
            invokedBy:
              - exists: false
              - anything-but: [${CLOUDFORMATION}]
${exceptRoles(allowedRoles)}          sourceIPAddress:
            - anything-but: [${CLOUDFORMATION}]
      Targets:
        - Id: mail
          Arn: !Ref ConsoleGuardTopic
          InputTransformer:
            InputPathsMap:
              call: $.detail.eventName
              who: $.detail.userIdentity.arn
              when: $.time
              account: $.account
              region: $.region
              parameters: $.detail.requestParameters
              event: $.detail.eventID
            InputTemplate: |-
              {
                "call": <call>,
                "who": <who>,
                "when": <when>,
                "account": <account>,
                "region": <region>,
                "parameters": <parameters>,
                "CloudTrail event": <event>
              }
`;
}

/** Roles that change schedules as their work; users have no role, so that they are told of. */
function exceptRoles(roles: readonly string[]): string {
  if (roles.length === 0) return '';
  const names = roles.map(role => JSON.stringify(role.slice(role.lastIndexOf('/') + 1)));
  const patterns = roles.some(role => /[*?]/.test(role))
    ? `{ wildcard: [${names.join(', ')}] }`
    : `[${names.join(', ')}]`;
  return `            sessionContext:
              sessionIssuer:
                userName:
                  - exists: false
                  - anything-but: ${patterns}
`;
}
