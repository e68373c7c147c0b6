import { describe, expect, it } from 'vitest';
import { SPECS } from '../../server/src/schedule/fields.js';
import { parseSchedule } from '../../server/src/schedule/parse.js';
import type { FieldName } from '../../server/src/schedule/schedule.js';
import { fieldValues } from '../../server/src/schedule/values.js';

/** An expression that has the value in its field, and is right around it. */
function expressionWith(name: FieldName, value: string): string {
  const fields = SPECS.map(spec => (spec.name === name ? value : '*'));
  const days = [
    SPECS.findIndex(s => s.name === 'day-of-month'),
    SPECS.findIndex(s => s.name === 'day-of-week'),
  ];
  const [dayOfMonth = 0, dayOfWeek = 0] = days;
  if (name === 'day-of-week' && value !== '?') fields[dayOfMonth] = '?';
  else if (value !== '?' || name !== 'day-of-month') fields[dayOfWeek] = '?';
  return `cron(${fields.join(' ')})`;
}

describe('the values of a field', () => {
  const offered = SPECS.flatMap(({ name }) =>
    fieldValues(name, 'rule').map(({ value, meaning }) => ({ name, value, meaning })),
  );

  it('are each understood without a problem', () => {
    for (const { name, value } of offered)
      expect(parseSchedule(expressionWith(name, value), 'rule').problems).toEqual([]);
  });

  it('are each offered once, with a meaning', () => {
    expect(new Set(offered.map(({ name, value }) => `${name} ${value}`)).size).toBe(offered.length);
    expect(offered.filter(({ meaning }) => meaning === '')).toEqual([]);
  });

  it('begin with the usual ones', () => {
    expect(fieldValues('day-of-week', 'rule').slice(0, 2)).toEqual([
      { value: '?', meaning: 'no day said: day-of-month says it' },
      { value: 'MON-FRI', meaning: 'Monday to Friday (2–6)' },
    ]);
    expect(fieldValues('day-of-week', 'rule')).toContainEqual({
      value: 'TUE',
      meaning: 'Tuesday (3)',
    });
  });

  it('say that Scheduler does not need the year', () => {
    expect(fieldValues('year', 'scheduler')[0]?.meaning).toBe('every year; may be left out');
    expect(fieldValues('year', 'rule')[0]?.meaning).toBe('every year');
  });
});
