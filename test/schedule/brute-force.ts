/**
 * A second reader of cron expressions that shares no code with ours: it asks of each minute
 * whether every field's text matches it, and expands nothing. For valid expressions only.
 */

const NAMES: Readonly<Record<string, number>> = Object.fromEntries([
  ...['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'].map(
    (name, i) => [name, i + 1],
  ),
  ...['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'].map((name, i) => [name, i + 1]),
]);

const toNumber = (text: string) => NAMES[text.toUpperCase()] ?? Number(text);

/** Whether a value is one of those that an item such as `FRI-MON/2` counts around the field. */
function itemMatches(item: string, value: number, min: number, max: number): boolean {
  const [base = '', step = '1'] = item.split('/');
  const size = max - min + 1;
  let [first, last] = [min, max];
  if (base !== '*') {
    const [from = '', to] = base.split('-');
    first = toNumber(from);
    last = to !== undefined ? toNumber(to) : item.includes('/') ? max : first;
  }
  const steps = (value - first + size) % size;
  return steps <= (last - first + size) % size && steps % Number(step) === 0;
}

/** The values that a field matches, each asked by itself. */
function matching(field: string, min: number, max: number): ReadonlySet<number> {
  const items = field.split(',');
  const matches = (value: number) => items.some(item => itemMatches(item, value, min, max));
  return new Set(Array.from({ length: max - min + 1 }, (_, i) => min + i).filter(matches));
}

const DAY = 86_400_000;

/** Whether the date is that of `15W`: the weekday nearest the 15th of its month. */
function isNearestWeekday(date: Date, wanted: number): boolean {
  const month = date.getUTCMonth();
  const candidates = [0, -1, 1, -2, 2].map(
    shift => new Date(Date.UTC(date.getUTCFullYear(), month, wanted) + shift * DAY),
  );
  if (candidates[0]?.getUTCMonth() !== month) return false;
  const nearest = candidates.find(
    day => day.getUTCMonth() === month && day.getUTCDay() >= 1 && day.getUTCDay() <= 5,
  );
  return nearest?.getTime() === date.getTime();
}

function dayOfMonthMatches(item: string, date: Date): boolean {
  const fromEnd = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const last = /^L(?:-(\d+))?(W?)$/i.exec(item);
  if (last) {
    const wanted = fromEnd - Number(last[1] ?? 0);
    return last[2] ? isNearestWeekday(date, wanted) : date.getUTCDate() === wanted;
  }
  const nearest = /^(\d+)W$/i.exec(item);
  if (nearest) return isNearestWeekday(date, Number(nearest[1]));
  return itemMatches(item, date.getUTCDate(), 1, 31);
}

function dayOfWeekMatches(item: string, date: Date): boolean {
  const weekday = date.getUTCDay() + 1;
  if (/^L$/i.test(item)) return weekday === 7;
  const last = /^(\w+)L$/i.exec(item);
  if (last)
    return (
      weekday === toNumber(last[1] ?? '') &&
      new Date(date.getTime() + 7 * DAY).getUTCMonth() !== date.getUTCMonth()
    );
  const nth = /^(\w+)#(\d)$/.exec(item);
  if (nth)
    return (
      weekday === toNumber(nth[1] ?? '') && Math.ceil(date.getUTCDate() / 7) === Number(nth[2])
    );
  return itemMatches(item, weekday, 1, 7);
}

/** The first `count` runs after `from` and before `until`, epoch milliseconds. */
export function bruteForce(body: string, from: number, until: number, count: number): number[] {
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = '*'] =
    body.split(' ');
  const times = timesOfDay(matching(hours, 0, 23), matching(minutes, 0, 59));
  const [months, years] = [matching(month, 1, 12), matching(year, 1970, 2199)];
  const [byMonth, byWeek] = [dayOfMonth.split(','), dayOfWeek.split(',')];
  const runs: number[] = [];
  for (let day = from - (from % DAY); day < until && runs.length < count; day += DAY) {
    const date = new Date(day);
    if (!months.has(date.getUTCMonth() + 1) || !years.has(date.getUTCFullYear())) continue;
    const matches =
      dayOfMonth === '?'
        ? byWeek.some(item => dayOfWeekMatches(item, date))
        : byMonth.some(item => dayOfMonthMatches(item, date));
    if (matches) runs.push(...times.map(time => day + time).filter(time => time > from));
  }
  return runs.slice(0, count);
}

function timesOfDay(hours: ReadonlySet<number>, minutes: ReadonlySet<number>): number[] {
  const times: number[] = [];
  for (let minute = 0; minute < 1440; minute++)
    if (hours.has(Math.floor(minute / 60)) && minutes.has(minute % 60)) times.push(minute * 60_000);
  return times;
}
