import fc from 'fast-check';

/** Random cron bodies that the grammar takes, in all its forms. */

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const number = (min: number, max: number) => fc.integer({ min, max });

/** `*`, `5`, steps, `3/7`, `5-9`, `9-5`, `5-9/2` and lists of those. */
function plainField(min: number, max: number, wraps = true): fc.Arbitrary<string> {
  const value = number(min, max);
  const range = fc
    .tuple(value, value)
    .map(([a, b]) => (wraps || a <= b ? `${a}-${b}` : `${b}-${a}`));
  const step = number(1, Math.min(max, 59));
  const item = fc.oneof(
    { weight: 4, arbitrary: value.map(String) },
    { weight: 2, arbitrary: range },
    { weight: 1, arbitrary: fc.tuple(range, step).map(([r, s]) => `${r}/${s}`) },
    { weight: 1, arbitrary: fc.tuple(value, step).map(([v, s]) => `${v}/${s}`) },
    { weight: 1, arbitrary: step.map(s => `*/${s}`) },
  );
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant('*') },
    { weight: 5, arbitrary: item },
    { weight: 2, arbitrary: fc.array(item, { minLength: 2, maxLength: 4 }).map(i => i.join(',')) },
  );
}

/** Names and numbers mixed, in any case. */
function namedField(names: readonly string[]): fc.Arbitrary<string> {
  const name = fc.oneof(
    fc.constantFrom(...names),
    fc.constantFrom(...names.map(text => text.toLowerCase())),
  );
  const item = fc.oneof(
    name,
    fc.tuple(name, name).map(pair => pair.join('-')),
  );
  return fc.oneof(
    { weight: 2, arbitrary: plainField(1, names.length) },
    { weight: 1, arbitrary: fc.array(item, { minLength: 1, maxLength: 3 }).map(i => i.join(',')) },
  );
}

const dayOfMonth = fc.oneof(
  { weight: 5, arbitrary: plainField(1, 31) },
  { weight: 1, arbitrary: fc.constantFrom('L', 'LW', 'lw') },
  { weight: 1, arbitrary: number(1, 31).map(day => `${day}W`) },
  { weight: 1, arbitrary: number(0, 30).map(days => `L-${days}`) },
  { weight: 1, arbitrary: fc.tuple(number(1, 31), number(1, 31)).map(([a, b]) => `${a}W,${b},L`) },
);

const weekday = fc.oneof(number(1, 7).map(String), fc.constantFrom(...WEEKDAYS));

const dayOfWeek = fc.oneof(
  { weight: 4, arbitrary: namedField(WEEKDAYS) },
  { weight: 1, arbitrary: fc.constant('L') },
  { weight: 1, arbitrary: weekday.map(day => `${day}L`) },
  { weight: 2, arbitrary: fc.tuple(weekday, number(1, 5)).map(([day, nth]) => `${day}#${nth}`) },
);

const days = fc.oneof(
  dayOfMonth.map(day => [day, '?'] as const),
  dayOfWeek.map(day => ['?', day] as const),
);

const year = fc.oneof(
  { weight: 6, arbitrary: fc.constant('*') },
  { weight: 1, arbitrary: plainField(2024, 2036, false).filter(text => !/^\*\/|,\*\//.test(text)) },
);

/** What stands between the brackets of `cron(…)`: six valid fields. */
export const cronBody: fc.Arbitrary<string> = fc
  .tuple(plainField(0, 59), plainField(0, 23), days, namedField(MONTHS), year)
  .map(([minutes, hours, [month, week], months, years]) =>
    [minutes, hours, month, months, week, years].join(' '),
  )
  .filter(body => body.length <= 240);

/** A whole expression of any kind; not each service takes each. */
export const expression: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: cronBody.map(body => `cron(${body})`) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(number(1, 99), fc.constantFrom('minute', 'hour', 'day'))
      .map(([n, unit]) => `rate(${n} ${unit}${n === 1 ? '' : 's'})`),
  },
  {
    weight: 1,
    arbitrary: fc
      .date({ min: new Date(0), max: new Date('2199-12-31'), noInvalidDate: true })
      .map(date => `at(${date.toISOString().slice(0, 19)})`),
  },
);
