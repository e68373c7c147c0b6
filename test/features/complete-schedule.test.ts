import { describe, expect, it } from 'vitest';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import { accepted, completionsAt, insertedText, labelsAt } from './helpers.js';

const rule = (value: string) => `Resources:
  Rule:
    Type: AWS::Events::Rule
    Properties:
      ScheduleExpression: ${value}
      State: ENABLED
`;
const schedule = (value: string) =>
  rule(value).replace('AWS::Events::Rule', 'AWS::Scheduler::Schedule');

describe('a whole expression', () => {
  it.each(['|', 'cr|', '"|"', '!If [Live, |, rate(1 day)]'])('is offered at %j', value => {
    expect(labelsAt(rule(value))).toContain('cron(0 9 ? * MON-FRI *)');
  });

  it('is one that the service takes, with its meaning beside it', () => {
    for (const [template, service] of [
      [rule('|'), 'rule'],
      [schedule('|'), 'scheduler'],
    ] as const)
      for (const completion of completionsAt(template)) {
        const parsed = parseSchedule(completion.label, service);
        expect(parsed.problems).toEqual([]);
        expect(parsed.schedule).not.toBeNull();
        expect(insertedText(completion)).toBe(completion.label);
        expect(completion.detail).not.toBe('');
      }
  });

  it('is a single time for Scheduler alone: tomorrow at nine', () => {
    expect(labelsAt(schedule('|'))).toContain('at(2026-11-25T09:00:00)');
    expect(labelsAt(rule('|')).filter(label => label.startsWith('at'))).toEqual([]);
  });
});

describe('a field of a cron', () => {
  it.each([
    ['cron(|', 'on the hour'],
    ['cron(|)', 'on the hour'],
    ['cron( |', 'on the hour'],
    ['cron(0 |)', 'every hour'],
    ['cron(0  9|)', 'every hour'],
    ['cron(0 9 |)', 'the last day of the month'],
    ['cron(0 9 ? | MON *)', 'every month'],
    ['cron(0 9 ? * |)', 'Monday to Friday (2–6)'],
    ['"cron(0 9 ? * |"', 'Monday to Friday (2–6)'],
    ['cron(0 9 ? * M| *)', 'Monday to Friday (2–6)'],
    ['cron(0 9 ? * MON |)', 'every year'],
  ])('is found at %s', (value, meaning) => {
    expect(completionsAt(rule(value)).map(({ detail }) => detail)).toContain(meaning);
  });

  it.each([
    ['cron(0 9 ? * M| *)', 'MON-FRI', 'cron(0 9 ? * MON-FRI *)'],
    ['cron(0 9 ? * |MON *)', 'TUE', 'cron(0 9 ? * TUE *)'],
    ['cron(0 9 ? * MON,T| *)', 'TUE', 'cron(0 9 ? * MON,TUE *)'],
    ['cron(0 9 ? * MON-| *)', 'FRI', 'cron(0 9 ? * MON-FRI *)'],
    ['cron(0 9 | * ? *)', 'L', 'cron(0 9 L * ? *)'],
  ])('%s takes %s', (value, label, result) => {
    expect(accepted(rule(value), label)).toBe(rule(result));
  });

  it.each(['cron(0 9 ? * MON * |)', 'cron(0 9 ? * MON *)|', 'at(|)', 'rate(5 minutes)|'])(
    'is not at %s',
    value => {
      expect(labelsAt(rule(value))).toEqual([]);
    },
  );
});

it('offers only single values behind a comma or a dash', () => {
  const labels = labelsAt(rule('cron(0 9 ? * MON,| *)'));
  expect(labels).toContain('TUE');
  expect(labels).not.toContain('MON-FRI');
  expect(labels).not.toContain('?');
});

describe('a rate', () => {
  it('takes its unit as the number wants it', () => {
    expect(labelsAt(rule('rate(5 |'))).toEqual(['minutes', 'hours', 'days']);
    expect(labelsAt(rule('rate(1 m|)'))).toEqual(['minute', 'hour', 'day']);
    expect(accepted(rule('rate(|)'), '5 minutes')).toBe(rule('rate(5 minutes)'));
  });
});

describe('a time zone', () => {
  const zone = (value: string) =>
    schedule(`rate(1 day)\n      ScheduleExpressionTimezone: ${value}`);
  const env = { zone: 'Europe/Berlin', zones: ['Asia/Tokyo', 'Mars/Base'] };

  it('is the user’s, the team’s, and then any', () => {
    const labels = labelsAt(zone('|'), { env });
    expect(labels.slice(0, 3)).toEqual(['Europe/Berlin', 'Asia/Tokyo', 'Africa/Abidjan']);
    expect(labels).toContain('UTC');
    expect(labels).not.toContain('Mars/Base');
    expect(new Set(labels).size).toBe(labels.length);
  });

  it('replaces what is there', () => {
    expect(accepted(zone('Europe/|Paris'), 'Europe/Rome')).toBe(zone('Europe/Rome'));
  });

  it('is not asked of a rule', () => {
    const other = zone('|').replace('AWS::Scheduler::Schedule', 'AWS::Events::Rule');
    expect(labelsAt(other)).toEqual([]);
  });
});
