import { describe, expect, it } from 'vitest';
import { schedulesOf } from '../../server/src/features/schedules.js';
import { parseTemplate } from '../../server/src/template/template.js';
import { envOf, NOW, type World } from './helpers.js';

const listed = (text: string, world?: World) =>
  schedulesOf(parseTemplate(text), envOf(text, world));

/** A template with one rule of these lines. */
const rule = (lines: string, head = '') => `${head}Resources:
  Nightly:
    Type: AWS::Events::Rule
    Properties:
${lines.replace(/^/gm, '      ')}
`;

describe('a schedule', () => {
  it('is told with all that the template says', () => {
    const text = rule(`Name: nightly
ScheduleExpression: cron(0 9 ? * MON-FRI *)
Targets:
  - Id: nightly
    Arn: arn:aws:ecs:eu-west-1:123456789012:cluster/live
    Input: '{"containerOverrides":[{"name":"app","command":["rake","jobs:nightly"]}]}'`);
    const start = text.indexOf('Nightly');
    expect(listed(text)).toEqual([
      {
        span: { start, end: start + 'Nightly'.length },
        logicalId: 'Nightly',
        name: 'nightly',
        service: 'rule',
        expression: 'cron(0 9 ? * MON-FRI *)',
        written: 'cron(0 9 ? * MON-FRI *)',
        timezone: 'UTC',
        description: 'At 09:00, Monday through Friday',
        // from Tuesday, 24 November 2026, 12:00
        next: [25, 26, 27].map(day => Date.UTC(2026, 10, day, 9)),
        state: 'ENABLED',
        target: 'arn:aws:ecs:eu-west-1:123456789012:cluster/live',
        command: 'rake jobs:nightly',
        neverFires: false,
        kind: 'cron',
      },
    ]);
  });

  it('of Scheduler runs in its zone, between its dates', () => {
    const text = `Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      ScheduleExpressionTimezone: Europe/Berlin
      StartDate: '2026-11-26T06:00:00Z'
      EndDate: '2026-11-27T06:00:00Z'
      Target: {Arn: 'arn:aws:scheduler:::aws-sdk:ecs:runTask'}
`;
    expect(listed(text)).toMatchObject([
      {
        service: 'scheduler',
        timezone: 'Europe/Berlin',
        next: [26, 27].map(day => Date.UTC(2026, 10, day, 6)),
        target: 'arn:aws:scheduler:::aws-sdk:ecs:runTask',
        command: null,
        name: null,
      },
    ]);
  });

  it.each([
    ['State: DISABLED\nScheduleExpression: cron(0 9 * * ? *)', { state: 'DISABLED', next: [] }],
    ['ScheduleExpression: rate(1 hour)', { description: 'Every hour', next: [] }],
    ['ScheduleExpression: cron(0 9 31 4 ? *)', { neverFires: true, next: [] }],
    ['ScheduleExpression: rate(1 minutes)', { expression: 'rate(1 minutes)', description: null }],
    ['ScheduleExpression:', { expression: null, written: null, description: null, next: [] }],
  ])('%s', (lines, expected) => expect(listed(rule(lines))).toMatchObject([expected]));

  it('is none where only events start it', () =>
    expect(listed(rule('EventPattern: {source: [aws.s3]}'))).toEqual([]));
});

describe('what comes from elsewhere', () => {
  const HEAD = `Parameters:
  Hour: {Type: String, Default: '9'}
  Stage: {Type: String}
  Cluster: {Type: String, AllowedValues: [a, b], Default: b}
Conditions:
  IsNine: !Equals [!Ref Hour, '9']
  IsLive: !Equals [!Ref Stage, live]
`;
  const times = (expression: string) =>
    listed(rule(`ScheduleExpression: ${expression}`, HEAD)).map(found => found.expression);

  it('is shown with the defaults of parameters', () => {
    expect(times('!Sub cron(0 ${Hour} * * ? *)')).toEqual(['cron(0 9 * * ? *)']);
    expect(times('!If [IsNine, rate(9 days), rate(1 day)]')).toEqual(['rate(9 days)']);
    const targets = "Targets: [{Id: a, Arn: !Sub 'arn:aws:ecs:::cluster/${Cluster}'}]";
    expect(listed(rule(`ScheduleExpression: rate(1 day)\n${targets}`, HEAD))).toMatchObject([
      { target: 'arn:aws:ecs:::cluster/b' },
    ]);
  });

  it('is there once for each that it can be', () =>
    expect(times('!If [IsLive, rate(1 hour), rate(1 day)]')).toEqual([
      'rate(1 hour)',
      'rate(1 day)',
    ]));

  it('is not made up', () => {
    const lines = `Name: !Sub '\${Stage}-nightly'
ScheduleExpression: !Sub rate(\${Stage} days)
State: !If [IsLive, ENABLED, DISABLED]
Targets:
  - {Id: a, Arn: !GetAtt Report.Arn}
  - {Id: b, Arn: !ImportValue net-live-cluster}
  - {Id: c, Arn: !Cidr [a, b]}`;
    expect(listed(rule(lines, HEAD))).toMatchObject([
      {
        name: '${Stage}-nightly',
        expression: null,
        written: 'rate(${Stage} days)',
        description: null,
        next: [],
        state: null,
        target: '${Report.Arn}; import net-live-cluster',
      },
    ]);
  });

  it('is known of an export in a recorded list', () => {
    const recorded = JSON.stringify({
      Exports: [
        { Name: 'net', Value: 'arn:live', ExportingStackId: 'arn:aws:cloudformation:::stack/a/1' },
      ],
    });
    const lines = 'ScheduleExpression: rate(1 day)\nTargets: [{Id: a, Arn: !ImportValue net}]';
    expect(listed(rule(lines), { recorded })).toMatchObject([{ target: 'arn:live' }]);
  });
});

it('the times are after now', () => {
  const [found] = listed(rule('ScheduleExpression: cron(0 12 * * ? *)'));
  expect(found?.next[0]).toBe(NOW + 86_400_000);
});
