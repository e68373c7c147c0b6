import { describe, expect, it } from 'vitest';
import { booleanMode } from '../../../server/src/rules/yaml/boolean-mode.js';
import { syntax } from '../../../server/src/rules/yaml/syntax.js';
import { truncated } from '../../../server/src/rules/yaml/truncated.js';
import { found } from '../../support/findings.js';

const rule = (properties: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
${properties}`;

const schedule = (mode: string, rest = '') => `Resources:
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      FlexibleTimeWindow:
        Mode: ${mode}
${rest}`;

describe('yaml/syntax', () => {
  it.each([
    ['      ScheduleExpression: *nightly cron(0 3 * * ? *)\n', '*nightly'],
    ['      Name: *nowhere\n', '*nowhere'],
    ['      A: @b\n', '@'],
    ['      A: b: c\n', 'b'],
    ['\tA: b\n', '\t'],
  ])('finds once what can’t be read: %j', (bad, start) => {
    const problems = found(syntax, rule(bad));
    expect(problems).toMatchObject([{ severity: 'error' }]);
    expect(problems[0]?.token.startsWith(start)).toBe(true);
  });

  it('finds a quote that is never closed', () =>
    expect(found(syntax, rule('      A: "open\n'))).toMatchObject([{ severity: 'error' }]));

  it('warns of a key that stands twice', () => {
    const problems = found(syntax, rule('      State: ENABLED\n      State: DISABLED\n'));
    expect(problems).toMatchObject([{ token: 'State', severity: 'warning' }]);
    expect(problems[0]?.message).toContain('`State` stands twice');
  });

  it('finds broken JSON, and says nothing of whole YAML', () => {
    expect(found(syntax, '{"Resources": {"A": {"Type": "AWS::SQS::Queue"},}}')).toMatchObject([
      { severity: 'error' },
    ]);
    expect(found(syntax, rule('      ScheduleExpression: cron(0 3 * * ? *)\n'))).toEqual([]);
  });
});

describe('yaml/truncated', () => {
  it.each([
    ['      E: cron(0 9 ? * 3 #2 *)\n', '#2 *)', 'Write it without the blank'],
    ['      N: (see #4) # more\n', '#4) # more', 'YAML reads `(see` and drops'],
    ["      N: it's [a #b]\n", '#b]', 'Put the value in quotes'],
    ['      Description: Runs job #5 nightly\n', '#5 nightly', 'drops `#5 nightly`'],
    ['      A: !Sub x-${B #c}\n', '#c}', 'Put the value in quotes'],
  ])('finds what a comment cuts: %j', (bad, token, said) => {
    const problems = found(truncated, rule(bad));
    expect(problems).toMatchObject([{ token, severity: 'warning' }]);
    expect(problems[0]?.message).toContain(said);
  });

  it('offers nothing where what is cut has a comment of its own', () =>
    expect(found(truncated, rule('      N: (see #4) # more\n'))[0]?.fixes).toBeUndefined());

  it.each([
    ['      T: {E: cron(0,30 9 * * ? *)}\n', 'cron(0,30 9 * * ? *)'],
    ['      T: {E: cron(0,15,30 9 * * ? *), Id: a}\n', 'cron(0,15,30 9 * * ? *)'],
    ['      T: [a, cron(0,30 9 * * ? *), b]\n', 'cron(0,30 9 * * ? *)'],
    ['      T: {"Fn::If": [C, cron(0 9,17 * * ? *), rate(1 day)]}\n', 'cron(0 9,17 * * ? *)'],
  ])('finds what a comma splits: %j', (bad, token) => {
    const problems = found(truncated, rule(bad));
    expect(problems).toMatchObject([{ token, severity: 'warning' }]);
    expect(problems[0]?.message).toContain('In flow style a comma ends an unquoted value');
  });

  it.each([
    '      E: cron(0 9 ? * 3#2 *)\n',
    '      E: cron(0 9 * * ? *) # at nine (UTC)\n',
    '      N: a #b\n',
    '      Port: 80 #http\n',
    '      Description: "Job #5"\n',
    '      Description: Runs nightly # ticket 5\n',
    "      T: {E: 'cron(0,30 9 * * ? *)', State: ENABLED}\n",
    '      E: cron(0,30 9 * * ? *)\n',
    '      T: [a, b, c]\n',
    '      Text: |\n        (a #b)\n',
    '      N: (open # (to be continued\n',
  ])('says nothing of %j', good => expect(found(truncated, rule(good))).toEqual([]));

  it('says nothing in JSON', () => {
    const json =
      '{"Resources": {"R": {"Type": "AWS::Events::Rule", "Properties": {"E": "cron(0,30 9 ? * 3 #2 *)"}}}}';
    expect(found(truncated, json)).toEqual([]);
  });
});

describe('yaml/boolean-mode', () => {
  it.each(['OFF', 'Off', 'off'])('finds an unquoted %s', mode => {
    const problems = found(booleanMode, schedule(mode));
    expect(problems).toMatchObject([{ token: mode, severity: 'warning' }]);
  });

  it('finds it in a branch, and once at the parameter that several schedules use', () => {
    expect(found(booleanMode, schedule('!If [C, OFF, FLEXIBLE]'))).toMatchObject([
      { token: 'OFF' },
    ]);
    const parameters = 'Parameters:\n  Mode: {Type: String, Default: OFF}\n';
    const two =
      parameters +
      schedule('!Ref Mode') +
      schedule('!Ref Mode').replace(/^Resources:\n {2}Nightly/, '  Daily');
    const problems = found(booleanMode, two);
    expect(problems).toMatchObject([{ token: 'OFF', start: two.indexOf('OFF') }]);
  });

  it.each(["'OFF'", '"OFF"', 'FLEXIBLE', '!Ref Unknown'])('says nothing of %s', mode =>
    expect(found(booleanMode, schedule(mode))).toEqual([]),
  );

  it('says nothing of other properties and resources', () => {
    expect(found(booleanMode, schedule('FLEXIBLE', '      Description: OFF\n'))).toEqual([]);
    expect(
      found(booleanMode, schedule('OFF').replace('Scheduler::Schedule', 'Custom::Thing')),
    ).toEqual([]);
  });
});
